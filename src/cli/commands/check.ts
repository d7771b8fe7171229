/** `arnsubst check`: validates every reference offline, and with --online asks AWS about them. */

import { type Diagnostic, isError } from "../../core/diagnostics/diagnostics.js";
import type { Policy } from "../../core/policy/document.js";
import type { Config } from "../../core/rules/config.js";
import type { Rules } from "../../core/rules/rules.js";
import {
  type Analysis,
  type CheckedOnline,
  type CheckOnlineOptions,
  check,
  checkOnline,
  list,
  type Source,
} from "../../index.js";
import { writeOrdinaryFile } from "../../io/output.js";
import { prettySummary, type Summary } from "../../report/summary.js";
import { type CliContext, logMessage, wantsColor, writeStderr, writeStdout } from "../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus, worst } from "../exit-status.js";
import type { CheckFlags } from "../flags.js";
import { loadConfig } from "../inputs/config.js";
import { tellCounts } from "../inputs/passed-over.js";
import { remapOptionsOf, tellUnusedRemaps } from "../inputs/region-options.js";
import { gatherTree, stdinTwice } from "../inputs/sources.js";
import { logFetch } from "../outputs/fetch-messages.js";
import { deliverTo, overwritten, wouldOverwrite } from "../outputs/write-failure.js";
import { version } from "../version.js";

export async function checkCommand(
  paths: readonly string[],
  options: CheckFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const misuse =
    (await flagFault(options)) ?? stdinTwice([...new Set(paths)], { "--policy": options.policy ?? [] });
  if (misuse !== undefined) {
    await logMessage(context, ...misuse);
    return EXIT_USAGE;
  }
  const policies = options.policy === undefined ? [] : await policiesIn(options.policy, options, context);
  if (typeof policies === "number") return policies;
  const remapOptions = await remapOptionsOf(options, config, context);
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, unconcerned, passedOver, status } = await gatherTree(paths, options, config, context);
  if (status === EXIT_USAGE) return status;
  const { output = "-" } = options;
  const inputs = [...sources.map(({ name }) => name), ...unconcerned];
  const input = output === "-" ? undefined : await overwritten(output, inputs);
  if (input !== undefined) {
    await logMessage(context, ...wouldOverwrite(output, input));
    return EXIT_USAGE;
  }

  const rules = { ...rulesOf(config, options, policies), remaps: remapOptions.remaps };
  const checked = options.online
    ? await askAws(sources, { ...config, ...remapOptions, rules }, options, context)
    : { ...check(sources, rules), fetchErrors: [], fetchWarnings: [] };
  const misled = await tellUnusedRemaps(checked.unusedRemaps, context);
  if (misled !== undefined) return misled;
  const summary = { ...summaryOf(checked, unconcerned.length), ...(passedOver && { passedOver }) };
  const found = summary.errors > 0 ? EXIT_FINDINGS : EXIT_OK;
  const report = await reportOf(checked.diagnostics, summary, options, context);
  const total = options.quiet ? "" : prettySummary({ ...summary, kept: checked.literals.length });
  const delivered = await deliver(report, total, options, context);
  if (!HAS_SUMMARY.has(options.format) && output === "-") await tellCounts(passedOver, options, context);
  const told = await logFetch(checked, options, context);
  return worst(status, found, delivered, told);
}

async function policiesIn(
  paths: readonly string[],
  options: CheckFlags,
  context: CliContext,
): Promise<readonly Policy[] | ExitStatus> {
  return (await import("../inputs/policies.js")).loadPolicies(paths, "--policy", options, context);
}

/** The provider is loaded here only: without --online nothing knows of a network. */
async function askAws(
  sources: readonly Source[],
  listOptions: Config & CheckOnlineOptions,
  options: CheckFlags,
  context: CliContext,
): Promise<CheckedOnline> {
  const { lazyAws } = await import("../inputs/provider.js");
  const planned = { accounts: listOptions.accounts, plan: () => list(sources, listOptions).plan };
  return checkOnline(sources, lazyAws(options, planned, context), listOptions);
}

/** The report goes where it is wanted; beside a file the summary is for the user. */
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
  const delivered = await deliverTo(output, (path) => writeOrdinaryFile(path, report), context);
  if (delivered === EXIT_OK) await writeStderr(context, total);
  return delivered;
}

/** The others are all findings: what was not looked at is said beside them. */
const HAS_SUMMARY: ReadonlySet<CheckFlags["format"]> = new Set(["pretty", "json"]);

function summaryOf({ sources, diagnostics, references, invalid }: Analysis, unconcerned: number): Summary {
  const count = (severity: string) => diagnostics.filter((each) => each.severity === severity).length;
  return {
    files: sources.length + unconcerned,
    references: references.length + invalid.length,
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
  };
}

/** The formats for programs have all findings, however quiet. */
async function reportOf(
  diagnostics: readonly Diagnostic[],
  summary: Summary,
  options: CheckFlags,
  context: CliContext,
): Promise<string> {
  // On a runner the names in reports start at the checkout, wherever in it the command runs.
  const directories = { cwd: context.cwd(), root: context.env["GITHUB_WORKSPACE"] || context.cwd() };
  switch (options.format) {
    case "json":
      return (await import("../../report/json.js")).checkJson(diagnostics, summary);
    case "sarif":
      return (await import("../../report/sarif.js")).checkSarif(diagnostics, {
        ...directories,
        version: version(),
      });
    case "github":
      return (await import("../../report/github.js")).githubAnnotations(diagnostics, directories);
    case "pretty": {
      const shown = options.quiet ? diagnostics.filter(isError) : diagnostics;
      if (shown.length === 0) return "";
      const toStdout = options.output === undefined || options.output === "-";
      const target = toStdout ? context.stdout : {};
      const { prettyDiagnostics } = await import("../../report/pretty.js");
      return prettyDiagnostics(shown, wantsColor(context, options, target), target);
    }
  }
}

/** Flags pass the checks that the config file's keys do. Here and not where they are parsed: every start would pay. */
async function flagFault({
  allowAccount = [],
  allowRegion = [],
}: CheckFlags): Promise<[message: string, hint: string | undefined] | undefined> {
  if (allowAccount.length + allowRegion.length === 0) return undefined;
  const { checkAccountId, checkRegionName } = await import("../../core/rules/config/rules.js");
  const flags = [
    { name: "--allow-account", values: allowAccount, check: checkAccountId },
    { name: "--allow-region", values: allowRegion, check: checkRegionName },
  ];
  for (const { name, values, check: faultOf } of flags) {
    for (const value of values) {
      const fault = faultOf(value);
      if (fault !== undefined) return [`${name} ${value}: ${fault.message}`, fault.hint];
    }
  }
  return undefined;
}

/** The config's rules; a flag takes the place of what the config says. */
function rulesOf(
  { rules }: Config,
  { allowAccount, allowRegion, requireSuffix, verbose }: CheckFlags,
  policies: readonly Policy[],
): Rules {
  return {
    ...rules,
    policies,
    noteLiterals: verbose === true,
    ...(allowAccount === undefined ? {} : { allowAccounts: allowAccount }),
    ...(allowRegion === undefined ? {} : { allowRegions: allowRegion }),
    ...(requireSuffix === undefined ? {} : { requireSuffix }),
  };
}
