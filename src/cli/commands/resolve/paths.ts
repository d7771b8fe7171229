/** Reads files and resolves their references: for `resolve` and for `exec`. */

import { isError } from "../../../core/diagnostics/diagnostics.js";
import type { Accounts } from "../../../core/services/account-access.js";
import { type Listing, list, type Options, type Resolution, resolve } from "../../../index.js";
import type { Provider } from "../../../providers/provider.js";
import { type CliContext, logMessage } from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, type ExitStatus } from "../../exit-status.js";
import { type LoadedConfig, loadConfig } from "../../inputs/config.js";
import { awsProviderFor, fileProviderFor } from "../../inputs/provider.js";
import { logUnusedRemaps, remapOptionsOf } from "../../inputs/region-options.js";
import { gatherFiles } from "../../inputs/sources.js";
import type { Resolved } from "../../outputs/deliver-texts.js";
import { logFetchResult } from "../../outputs/fetch-messages.js";
import { withProgress } from "../../outputs/fetch-with-progress.js";
import { maskInGithubLog } from "../../outputs/github-masks.js";
import { writeDiagnostics } from "../../outputs/write-diagnostics.js";
import type { ValueFlags } from "../../shared-options.js";

/** Called when the sources are read and nothing is fetched yet; any status but `EXIT_OK` ends the command. */
type Prepare = (listing: Listing) => Promise<ExitStatus>;

/** Does everything up to the resolved texts. A status where there are none; the reason is logged. */
export async function resolvePaths(
  paths: readonly string[],
  options: ValueFlags & { readonly dryRun?: boolean },
  context: CliContext,
  prepare: Prepare = async () => EXIT_OK,
): Promise<Resolved | ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const remapOptions = await remapOptionsOf(options, config, context);
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, status } = await gatherFiles(paths, options, context);
  if (status !== EXIT_OK) return status;
  if (options.dryRun) {
    const { printList } = await import("../list/print.js");
    return printList(sources, "table", { ...config, ...remapOptions }, options, context);
  }

  const { rules, accounts } = config;
  const listing = list(sources, { rules, accounts, ...remapOptions });
  const prepared = await prepare(listing);
  if (prepared !== EXIT_OK) return prepared;
  const provider = await providerFor(options, accounts, listing, context);
  if (typeof provider === "number") return provider;
  const { types } = options;
  const resolution = await resolve(listing, provider, {
    types,
    jinja: await jinjaOf(options, config),
  });
  const { texts, values = [] } = resolution;
  await maskInGithubLog(values, options, context);
  const unused = await logUnusedRemaps(resolution.unusedRemaps, context);
  const reported = unused ?? (await report(resolution, options, context));
  if (reported !== EXIT_OK) return reported;
  if (texts === undefined) return EXIT_FINDINGS;
  await logKept(resolution, options, context);
  return Object.assign(resolution, { texts, accounts });
}

/** A status where the secrets file cannot be used. */
async function providerFor(
  options: ValueFlags,
  accounts: Accounts,
  { plan }: Listing,
  context: CliContext,
): Promise<Provider | ExitStatus> {
  const { secretsFile } = options;
  if (secretsFile !== undefined) return fileProviderFor(secretsFile, options, context);
  return withProgress(awsProviderFor(options, accounts, context), () => plan, options, context);
}

/** The mode of the command line; else, for each file, that of the config's first pattern which matches it. */
async function jinjaOf(options: ValueFlags, { directory, jinja }: LoadedConfig): Promise<Options["jinja"]> {
  if (options.jinja !== undefined || directory === undefined || jinja.length === 0) return options.jinja;
  const { pathMatcher } = await import("../../../io/path-matcher.js");
  const modes = await Promise.all(
    jinja.map(async ({ pattern, mode }) => ({ mode, matches: await pathMatcher(directory, [pattern]) })),
  );
  return ({ name }) => modes.find(({ matches }) => matches(name))?.mode;
}

/** Says so where all ARNs are kept, because a pipeline could get an ARN for its password. */
async function logKept(
  { analysis: { references, literals } }: Resolution,
  { quiet }: ValueFlags,
  context: CliContext,
): Promise<void> {
  if (quiet || references.length > 0 || literals.length === 0) return;
  const { keptText } = await import("../../../report/kept-arns.js");
  await logMessage(context, ...keptText(literals));
}

async function report(resolution: Resolution, options: ValueFlags, context: CliContext): Promise<ExitStatus> {
  const { diagnostics } = resolution;
  const shown = options.verbose
    ? diagnostics
    : diagnostics.filter((each) => isError(each) || (each.severity === "warning" && !options.quiet));
  await writeDiagnostics(shown, options, context);
  return logFetchResult(resolution, options, context);
}
