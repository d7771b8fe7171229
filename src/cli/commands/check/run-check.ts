/** The work of `arnsubst check`: validates every reference offline, and with --online asks AWS about them. */

import type { Policy } from "../../../core/policy/document.js";
import type { Config } from "../../../core/rules/config.js";
import type { Rules } from "../../../core/rules/rules.js";
import { distinctIds } from "../../../core/services/secret-id.js";
import {
  type CheckOnlineResult,
  type CheckResult,
  check,
  checkOnline,
  list,
  type Options,
  type Source,
} from "../../../index.js";
import { writeOrdinaryFile } from "../../../io/output.js";
import type { Display } from "../../../report/check-formats/format.js";
import { CHECK_FORMATS } from "../../../report/check-formats/index.js";
import { prettySummary, type Summary } from "../../../report/summary.js";
import { countedSecrets } from "../../../report/totals.js";
import {
  type CliContext,
  failWith,
  type Misuse,
  type Terminal,
  wantsColor,
  writeStderr,
  writeStdout,
} from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus, worst } from "../../exit-status.js";
import { configPath, loadConfig } from "../../inputs/config.js";
import { logUnusedRemaps, remapOptionsOf } from "../../inputs/region-options.js";
import { logSkippedCounts } from "../../inputs/skipped.js";
import { gatherTree, stdinTwice } from "../../inputs/sources.js";
import { logFetchResult } from "../../outputs/fetch-messages.js";
import { overwriteMisuse, writeOrLog } from "../../outputs/write-file.js";
import { version } from "../../version.js";
import type { CheckFlags } from "../check.js";
import type { Invocation } from "../definition.js";

export async function run(
  paths: readonly string[],
  options: CheckFlags,
  { context }: Invocation,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const misuse =
    (await flagError(options)) ?? stdinTwice([...new Set(paths)], { "--policy": options.policy ?? [] });
  if (misuse !== undefined) return failWith(EXIT_USAGE, context, ...misuse);
  const policies = await policiesIn(options, context);
  if (typeof policies === "number") return policies;
  // Offline without the region in the environment, because the result has to be the same on all machines.
  const remapOptions = await remapOptionsOf(options, config, context, options.online ? undefined : {});
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, unconcerned, skipped, status } = await gatherTree(paths, options, config, context);
  if (status === EXIT_USAGE) return status;
  const { output = "-" } = options;
  const inputs = [...sources.map(({ name }) => name), ...unconcerned];
  const lost =
    output === "-"
      ? undefined
      : await overwriteMisuse(output, [...inputs, ...(options.policy ?? []), configPath(options, context)]);
  if (lost !== undefined) return failWith(EXIT_USAGE, context, ...lost);

  const checkOptions = {
    ...remapOptions,
    accounts: config.accounts,
    rules: rulesOf(config, options, policies),
  };
  const checked = options.online
    ? await askAws(sources, checkOptions, options, context)
    : { ...check(sources, checkOptions), fetchErrors: [], fetchWarnings: [] };
  const unused = await logUnusedRemaps(checked.unusedRemaps, context);
  if (unused !== undefined) return unused;
  const summary = { ...summaryOf(checked, unconcerned.length), ...(skipped && { passedOver: skipped }) };
  const found = summary.errors > 0 ? EXIT_FINDINGS : EXIT_OK;
  const report = await reportOf(checked, inputs, summary, options, context);
  const kept = checked.analysis.literals.length;
  const unasked = checked.fetchErrors.flatMap(({ requests }) => requests.map(({ id }) => id));
  const unanswered = unasked.length === 0 ? "" : countedSecrets(distinctIds(unasked));
  const total = options.quiet ? "" : prettySummary({ ...summary, kept, unanswered });
  const delivered = await deliver(report, total, options, context);
  if (!HAS_SUMMARY.has(options.format) && output === "-") await logSkippedCounts(skipped, options, context);
  const fetched = await logFetchResult(checked, options, context);
  return worst(status, found, delivered, fetched);
}

async function policiesIn(options: CheckFlags, context: CliContext): Promise<readonly Policy[] | ExitStatus> {
  if (options.policy === undefined) return [];
  const { loadPolicies } = await import("../../inputs/policies.js");
  return loadPolicies(options.policy, "--policy", options, context);
}

/** Loaded for --online only: without it nothing here uses a network. */
async function askAws(
  sources: readonly Source[],
  checkOptions: Options & Pick<Config, "accounts">,
  options: CheckFlags,
  context: CliContext,
): Promise<CheckOnlineResult> {
  const { awsProviderFor } = await import("../../inputs/provider.js");
  const { withProgress } = await import("../../outputs/fetch-with-progress.js");
  const plan = () => list(sources, checkOptions).plan;
  const provider = withProgress(
    awsProviderFor(options, checkOptions.accounts, context),
    plan,
    options,
    context,
  );
  return checkOnline(sources, provider, checkOptions);
}

/** The report goes to stdout or a file; beside a file, the summary goes to stderr. */
async function deliver(
  report: string,
  total: string,
  { format, output = "-" }: CheckFlags,
  context: CliContext,
): Promise<ExitStatus> {
  if (output === "-") {
    await writeStdout(context, format === "pretty" ? report + total : report);
    return EXIT_OK;
  }
  const delivered = await writeOrLog(output, (path) => writeOrdinaryFile(path, report), context);
  if (delivered === EXIT_OK) await writeStderr(context, total);
  return delivered;
}

/** The other formats have findings only: for them, what is skipped goes to stderr. */
const HAS_SUMMARY: ReadonlySet<CheckFlags["format"]> = new Set(["pretty", "json"]);

function summaryOf({ sources, diagnostics, analysis }: CheckResult, unconcerned: number): Summary {
  const count = (severity: string) => diagnostics.filter((each) => each.severity === severity).length;
  return {
    files: sources.length + unconcerned,
    references: analysis.references.length + analysis.invalid.length,
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
  };
}

async function reportOf(
  { diagnostics }: CheckResult,
  files: readonly string[],
  summary: Summary,
  options: CheckFlags,
  context: CliContext,
): Promise<string> {
  const { format } = await CHECK_FORMATS[options.format]();
  return format({
    diagnostics,
    files,
    summary,
    quiet: options.quiet === true,
    display: () => displayOf(options, context),
    cwd: context.cwd(),
    // On a runner names in reports are relative to the checkout, whatever the working directory.
    root: context.env["GITHUB_WORKSPACE"] || context.env["CI_PROJECT_DIR"] || context.cwd(),
    version: version(),
  });
}

function displayOf(options: CheckFlags, context: CliContext): Display {
  const toStdout = options.output === undefined || options.output === "-";
  const stream: Terminal = toStdout ? context.stdout : {};
  return { color: wantsColor(context, options, stream), columns: stream.columns };
}

/** Applies the checks of the config file's keys to flags. They are loaded here, because every start would pay for them. */
async function flagError({ allowAccount = [], allowRegion = [] }: CheckFlags): Promise<Misuse | undefined> {
  if (allowAccount.length + allowRegion.length === 0) return undefined;
  const { checkAccountId, checkRegionName } = await import("../../../core/rules/config/rules.js");
  const flags = [
    { name: "--allow-account", values: allowAccount, check: checkAccountId },
    { name: "--allow-region", values: allowRegion, check: checkRegionName },
  ];
  for (const { name, values, check: errorIn } of flags) {
    for (const value of values) {
      const error = errorIn(value);
      if (error !== undefined) return [`${name} ${value}: ${error.message}`, error.hint];
    }
  }
  return undefined;
}

/** The config's rules; a flag replaces what the config says. */
function rulesOf(
  { rules }: Config,
  { allowAccount, allowRegion, requireSuffix, ignore, verbose }: CheckFlags,
  policies: readonly Policy[],
): Rules {
  return {
    ...rules,
    policies,
    ...(ignore === undefined ? {} : { ignoreComments: ignore }),
    noteLiterals: verbose === true,
    ...(allowAccount === undefined ? {} : { allowAccounts: allowAccount }),
    ...(allowRegion === undefined ? {} : { allowRegions: allowRegion }),
    ...(requireSuffix === undefined ? {} : { requireSuffix }),
  };
}
