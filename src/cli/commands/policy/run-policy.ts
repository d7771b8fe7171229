/** The work of `arnsubst policy`: prints the least-privilege IAM policy for the files, or compares a committed one with it. */

import { isError } from "../../../core/diagnostics/diagnostics.js";
import { compareWithLeast, type Grant } from "../../../core/policy/compare.js";
import { LONGEST_POLICY, policyLength, policyText } from "../../../core/policy/generate.js";
import { type Listing, list, policyFor } from "../../../index.js";
import { writeOrdinaryFile } from "../../../io/output.js";
import { shellWord } from "../../../report/shell-word.js";
import { visible, visibleName } from "../../../report/visible.js";
import { type CliContext, failWith, logMessage, writeStdout } from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../../exit-status.js";
import { configPath, loadConfig } from "../../inputs/config.js";
import { loadPolicy } from "../../inputs/policies.js";
import { logUnusedRemaps, remapOptionsOf } from "../../inputs/region-options.js";
import { logSkippedCounts } from "../../inputs/skipped.js";
import { gatherTree, stdinTwice } from "../../inputs/sources.js";
import { writeDiagnostics } from "../../outputs/write-diagnostics.js";
import { overwriteMisuse, writeOrLog } from "../../outputs/write-file.js";
import type { Invocation } from "../definition.js";
import type { PolicyFlags } from "../policy.js";

export async function run(
  paths: readonly string[],
  options: PolicyFlags,
  { context }: Invocation,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const misuse = stdinTwice([...new Set(paths)], { "--check": [options.check] });
  if (misuse !== undefined) return failWith(EXIT_USAGE, context, ...misuse);
  // Without the region in the environment, because the policy has to be the same on all machines.
  const remapOptions = await remapOptionsOf(options, config, context, {});
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, unconcerned, skipped, status } = await gatherTree(paths, options, config, context);
  if (status !== EXIT_OK) return status;
  await logSkippedCounts(skipped, options, context);
  const { output } = options;
  if (output !== undefined) {
    const read = [...sources.map(({ name }) => name), ...unconcerned, configPath(options, context)];
    const lost = await overwriteMisuse(output, read);
    if (lost !== undefined) return failWith(EXIT_USAGE, context, ...lost);
  }
  const { rules, accounts } = config;
  const listing = list(sources, { rules, accounts, ...remapOptions });
  const unused = await logUnusedRemaps(listing.unusedRemaps, context);
  if (unused !== undefined) return unused;
  const errors = listing.diagnostics.filter(isError);
  if (errors.length > 0) {
    await writeDiagnostics(errors, options, context);
    return failWith(
      EXIT_FINDINGS,
      context,
      "there is no policy while there are errors",
      "correct them, then run it again",
    );
  }
  if (options.check === undefined) return write(listing, options, context);
  return compare(listing, options.check, commandOf(paths, options.check, options), options, context);
}

async function write(
  listing: Listing,
  { quiet, output = "-" }: PolicyFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (listing.secrets.length === 0) {
    const left = output === "-" ? "" : `; nothing was written to ${output}`;
    if (!quiet)
      await logMessage(
        context,
        `these files name no secrets and no parameters, so there is nothing to allow${left}`,
      );
    return EXIT_OK;
  }
  const policy = policyFor(listing);
  const text = policyText(policy);
  if (output === "-") await writeStdout(context, text);
  else {
    const written = await writeOrLog(output, (path) => writeOrdinaryFile(path, text), context);
    if (written !== EXIT_OK) return written;
  }
  if (!quiet && listing.secrets.some(({ service }) => service === "ssm")) await logMessage(context, ...KMS);
  const length = policyLength(policy);
  if (length > LONGEST_POLICY && !quiet) {
    await logMessage(
      context,
      `the policy has ${length} characters, and an IAM managed policy can have at most ${LONGEST_POLICY}`,
      "split the files between several roles, or the statements between several policies",
    );
  }
  return EXIT_OK;
}

/** The files do not say how a parameter is encrypted. */
const KMS = [
  "a SecureString parameter that is encrypted with a KMS key of your own also needs kms:Decrypt on that key",
  "the files do not name keys: add the statement yourself; the AWS managed key aws/ssm needs none",
] as const;

/** What to run for a policy that fits. It replaces the checked file, except where that is standard input. */
function commandOf(paths: readonly string[], checked: string, flags: PolicyFlags): string {
  const { mapAccount = [], mapRegion = [], region, config, allowEmpty } = flags;
  const words = [
    ...paths,
    ...mapAccount.flatMap((each) => ["--map-account", each]),
    ...mapRegion.flatMap((each) => ["--map-region", each]),
    ...(region === undefined ? [] : ["--region", region]),
    ...(config === false ? ["--no-config"] : config === undefined ? [] : ["--config", config]),
    ...(allowEmpty ? ["--allow-empty"] : []),
    ...(checked === "-" ? [] : ["-o", checked]),
  ];
  const command = ["arnsubst policy", ...words.map(shellWord)].join(" ");
  return `to ${checked === "-" ? "print" : "write"} the policy that fits, run ${command}`;
}

async function compare(
  { secrets }: Listing,
  path: string,
  hint: string,
  options: PolicyFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const policy = await loadPolicy(path, "--check", options, context);
  if (typeof policy === "number") return policy;
  const ids = secrets.map(({ id }) => id);
  const { lacking, beyond } = compareWithLeast(policy, ids);
  const rows = [
    ...lacking.map((grant) => row("missing", grant)),
    ...beyond.map((grant) => row("unneeded", grant)),
  ];
  if (rows.length === 0) return EXIT_OK;
  await writeStdout(context, `${visibleName(path)} no longer fits:\n${rows.join("")}`);
  return failWith(
    EXIT_FINDINGS,
    context,
    `${path}: ${lacking.length} missing, ${beyond.length} unneeded`,
    hint,
  );
}

function row(what: string, { action, resource }: Grant): string {
  return visible(`  ${what}: ${action} on ${resource}`).concat("\n");
}
