/** `arnsubst policy`: the least-privilege IAM policy that the given files need, or whether a committed one still fits. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import { compareWithLeast, type Grant } from "../../core/policy/compare.js";
import { LONGEST_POLICY, leastStatements, policyLength, policyText } from "../../core/policy/generate.js";
import { list } from "../../index.js";
import { visible, visibleName } from "../../report/visible.js";
import { type CliContext, logMessage, writeStdout } from "../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { PolicyFlags } from "../flags.js";
import { loadConfig } from "../inputs/config.js";
import { tellCounts } from "../inputs/passed-over.js";
import { loadPolicy } from "../inputs/policies.js";
import { remapOptionsOf, tellUnusedRemaps } from "../inputs/region-options.js";
import { gatherTree, stdinTwice } from "../inputs/sources.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";

type Ids = Parameters<typeof leastStatements>[0];

export async function policyCommand(
  paths: readonly string[],
  options: PolicyFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const misuse = stdinTwice([...new Set(paths)], { "--check": [options.check] });
  if (misuse !== undefined) {
    await logMessage(context, ...misuse);
    return EXIT_USAGE;
  }
  // What the environment says of a region is of this machine; a policy is to be the same on all of them.
  const remapOptions = await remapOptionsOf(options, config, context, {});
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, passedOver, status } = await gatherTree(paths, options, config, context);
  if (status !== EXIT_OK) return status;
  await tellCounts(passedOver, options, context);
  const { plan, diagnostics, unusedRemaps } = list(sources, { ...config, ...remapOptions });
  const misled = await tellUnusedRemaps(unusedRemaps, context);
  if (misled !== undefined) return misled;
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    await sayDiagnostics(errors, options, context);
    await logMessage(context, "no policy is made while a reference is wrong");
    return EXIT_FINDINGS;
  }
  const ids = plan.secrets.map(({ id }) => id);
  if (options.check === undefined) return write(ids, options, context);
  return compare(ids, options.check, commandOf(paths, options), options, context);
}

async function write(ids: Ids, { quiet }: PolicyFlags, context: CliContext): Promise<ExitStatus> {
  const statements = leastStatements(ids);
  if (ids.length === 0) {
    if (!quiet) await logMessage(context, "no secret is named there, so there is nothing to allow");
    return EXIT_OK;
  }
  await writeStdout(context, policyText(statements));
  const length = policyLength(statements);
  if (length > LONGEST_POLICY && !quiet) {
    await logMessage(
      context,
      `the policy has ${length} characters, and a managed policy of IAM holds ${LONGEST_POLICY}`,
      "divide the files among several roles, or the statements among several policies",
    );
  }
  return EXIT_OK;
}

/** What prints the policy that these files need. */
function commandOf(paths: readonly string[], flags: PolicyFlags): string {
  const { mapAccount = [], mapRegion = [], region } = flags;
  const options = [
    ...mapAccount.map((each) => `--map-account ${each}`),
    ...mapRegion.map((each) => `--map-region ${each}`),
    ...(region === undefined ? [] : [`--region ${region}`]),
  ];
  return ["arnsubst policy", ...paths, ...options].join(" ");
}

async function compare(
  ids: Ids,
  path: string,
  command: string,
  options: PolicyFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const policy = await loadPolicy(path, "--check", options, context);
  if (typeof policy === "number") return policy;
  const { lacking, beyond } = compareWithLeast(policy, ids);
  const rows = [
    ...lacking.map((grant) => row("lacks", grant)),
    ...beyond.map((grant) => row("allows beyond need", grant)),
  ];
  if (rows.length === 0) return EXIT_OK;
  await writeStdout(context, `${visibleName(path)} no longer fits:\n${rows.join("")}`);
  await logMessage(
    context,
    `${path}: ${lacking.length} lacking, ${beyond.length} beyond need`,
    `${command} prints the policy that fits`,
  );
  return EXIT_FINDINGS;
}

function row(what: string, { action, resource }: Grant): string {
  return visible(`  ${what}: ${action} on ${resource}`).concat("\n");
}
