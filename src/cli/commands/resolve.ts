/** `arnsubst resolve`: reads, resolves, and writes all of it or nothing. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import type { Source } from "../../core/text/source.js";
import { type Listing, list, type Resolution, resolveListing, type SubstituteOptions } from "../../index.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { ResolveFlags, ValueFlags } from "../flags.js";
import { type LoadedConfig, loadConfig } from "../inputs/config.js";
import { providerFor } from "../inputs/provider.js";
import { remapOptionsOf, tellUnusedRemaps } from "../inputs/region-options.js";
import { gatherFiles } from "../inputs/sources.js";
import { deliverTexts } from "../outputs/deliver-texts.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";
import { logFetch } from "../outputs/fetch-messages.js";
import { registerValues } from "../outputs/github-masks.js";
import { type Targets, targetsOf } from "../outputs/targets.js";

export async function resolveCommand(
  files: readonly string[],
  options: ResolveFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const paths = files.length === 0 ? ["-"] : files;
  const targets = await targetsOf(paths, options, context);
  if ("misuse" in targets) {
    await logMessage(context, ...targets.misuse);
    return EXIT_USAGE;
  }
  if (files.length === 0 && context.stdin.isTTY === true && !options.quiet) {
    await logMessage(
      context,
      `reading YAML from the terminal, up to ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}`,
      "arnsubst --help says what else there is",
    );
  }
  const resolved = await resolvePaths(paths, options, context, async (listing) => {
    if (targets.length === 0) return EXIT_OK;
    const written = options.inPlace ? rewritten(targets, listing) : targets;
    return (await import("../outputs/git-guard.js")).prepareTargets(targets, written, options, context);
  });
  return typeof resolved === "number" ? resolved : deliverTexts(resolved, targets, options, context);
}

export type Resolved = Resolution & Required<Pick<Resolution, "texts">> & Pick<LoadedConfig, "accounts">;

/** What is to be done when the sources are read and nothing is fetched yet; any status but `DONE` ends the command. */
type Prepare = (listing: Listing) => Promise<ExitStatus>;

/** Everything up to the texts. A status where there are none; the user has been told. */
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
  const listOptions = { ...config, ...remapOptions };
  if (options.dryRun) {
    const { printListing } = await import("./list.js");
    return printListing(sources, "table", listOptions, options, context);
  }

  const listing = list(sources, listOptions);
  const prepared = await prepare(listing);
  if (prepared !== EXIT_OK) return prepared;
  const planned = { accounts: config.accounts, plan: () => listing.plan };
  const provider = await providerFor(options, planned, context);
  if (typeof provider === "number") return provider;
  const { types } = options;
  const resolution = await resolveListing(listing, provider, {
    types,
    jinja: await jinjaOf(options, config),
  });
  const { texts, values = [] } = resolution;
  await registerValues(values, options, context);
  const misled = await tellUnusedRemaps(resolution.unusedRemaps, context);
  const told = misled ?? (await report(resolution, options, context));
  if (told !== EXIT_OK) return told;
  if (texts === undefined) return EXIT_FINDINGS;
  await tellKept(resolution, options, context);
  return { ...resolution, texts, accounts: config.accounts };
}

/** What the command line says holds for all files; else the first pattern of the config file that fits one. */
async function jinjaOf(
  options: ValueFlags,
  { directory, jinja }: LoadedConfig,
): Promise<SubstituteOptions["jinja"]> {
  if (options.jinja !== undefined || directory === undefined || jinja.length === 0) return options.jinja;
  const { excluder } = await import("../../io/excluded.js");
  const modes = await Promise.all(
    jinja.map(async ({ pattern, mode }) => ({ mode, fits: await excluder(directory, [pattern]) })),
  );
  return ({ name }) => modes.find(({ fits }) => fits(name))?.mode;
}

/** Nobody should start a pipeline with an ARN for its password, and wonder. */
async function tellKept(
  { references, literals }: Resolution,
  { quiet }: ValueFlags,
  context: CliContext,
): Promise<void> {
  if (quiet || references.length > 0 || literals.length === 0) return;
  const { keptText } = await import("../../report/kept.js");
  await logMessage(context, ...keptText(literals));
}

/** Those of the inputs in which something is replaced. */
function rewritten(targets: Targets, { sources, references, escapes }: Listing): Targets {
  const changing = new Set<Source | undefined>([...references, ...escapes].map(({ source }) => source));
  return targets.filter((_, index) => changing.has(sources[index]));
}

async function report(resolution: Resolution, options: ValueFlags, context: CliContext): Promise<ExitStatus> {
  const { diagnostics } = resolution;
  const shown = options.verbose
    ? diagnostics
    : diagnostics.filter((each) => isError(each) || (each.severity === "warning" && !options.quiet));
  await sayDiagnostics(shown, options, context);
  return logFetch(resolution, options, context);
}
