/** `arnsubst resolve`: reads, resolves, and writes all of it or nothing. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import type { Source } from "../../core/text/source.js";
import { type Listing, list, type Resolution, resolveListing, type SubstituteOptions } from "../../index.js";
import { tell, type World } from "../context/context.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG } from "../exit-status.js";
import type { ResolveFlags, ValueFlags } from "../flags.js";
import { type LoadedConfig, loadConfig } from "../inputs/config.js";
import { providerFor } from "../inputs/provider.js";
import { tellUnusedRemaps, whereaboutsOf } from "../inputs/region-options.js";
import { gatherFiles } from "../inputs/sources.js";
import { deliverTexts } from "../outputs/deliver-texts.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";
import { endAbandoned, tellFetched } from "../outputs/fetch-messages.js";
import { registerValues } from "../outputs/github-masks.js";
import { type Targets, targetsOf } from "../outputs/targets.js";

export async function resolveCommand(
  files: readonly string[],
  options: ResolveFlags,
  world: World,
): Promise<ExitStatus> {
  const paths = files.length === 0 ? ["-"] : files;
  const targets = await targetsOf(paths, options, world);
  if ("misuse" in targets) {
    await tell(world, ...targets.misuse);
    return USAGE_WRONG;
  }
  if (files.length === 0 && world.stdin.isTTY === true && !options.quiet) {
    await tell(
      world,
      `reading YAML from the terminal, up to ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}`,
      "arnsubst --help says what else there is",
    );
  }
  const resolved = await resolvePaths(paths, options, world, async (listing) => {
    if (targets.length === 0) return DONE;
    const written = options.inPlace ? rewritten(targets, listing) : targets;
    return (await import("../outputs/git-guard.js")).prepareTargets(targets, written, options, world);
  });
  return typeof resolved === "number" ? resolved : deliverTexts(resolved, targets, options, world);
}

export type Resolved = Resolution & Required<Pick<Resolution, "texts">>;

/** What is to be done when the sources are read and nothing is fetched yet; any status but `DONE` ends the command. */
type Prepare = (listing: Listing) => Promise<ExitStatus>;

/** Everything up to the texts. A status where there are none; the user has been told. */
export async function resolvePaths(
  paths: readonly string[],
  options: ValueFlags & { readonly dryRun?: boolean },
  world: World,
  prepare: Prepare = async () => DONE,
): Promise<Resolved | ExitStatus> {
  const config = await loadConfig(options, world);
  if (typeof config === "number") return config;
  const whereabouts = await whereaboutsOf(options, config, world);
  if (typeof whereabouts === "number") return whereabouts;
  const { sources, status } = await gatherFiles(paths, options, world);
  if (status !== DONE) return status;
  const listOptions = { ...config, ...whereabouts };
  if (options.dryRun) {
    const { printListing } = await import("./list.js");
    return printListing(sources, "table", listOptions, options, world);
  }

  const listing = list(sources, listOptions);
  const prepared = await prepare(listing);
  if (prepared !== DONE) return prepared;
  const provider = await providerFor(options, world);
  if (typeof provider === "number") return provider;
  const { types } = options;
  const resolution = await resolveListing(listing, provider, {
    types,
    jinja: await jinjaOf(options, config),
  });
  const { texts, values = [] } = resolution;
  await registerValues(values, options, world);
  const misled = await tellUnusedRemaps(resolution.unusedRemaps, world);
  const told = misled ?? (await report(resolution, options, world));
  if (told !== DONE) return endAbandoned(resolution.faults, told, world);
  if (texts === undefined) return CONFIG_WRONG;
  await tellKept(resolution, options, world);
  return { ...resolution, texts };
}

/** What the command line says holds for all files; else the first pattern of the config file that fits one. */
async function jinjaOf(
  options: ValueFlags,
  { folder, jinja }: LoadedConfig,
): Promise<SubstituteOptions["jinja"]> {
  if (options.jinja !== undefined || folder === undefined || jinja.length === 0) return options.jinja;
  const { excluder } = await import("../../io/excluded.js");
  const modes = await Promise.all(
    jinja.map(async ({ pattern, mode }) => ({ mode, fits: await excluder(folder, [pattern]) })),
  );
  return ({ name }) => modes.find(({ fits }) => fits(name))?.mode;
}

/** Nobody should start a pipeline with an ARN for its password, and wonder. */
async function tellKept(
  { references, literals }: Resolution,
  { quiet }: ValueFlags,
  world: World,
): Promise<void> {
  if (quiet || references.length > 0 || literals.length === 0) return;
  const { keptText } = await import("../../report/kept.js");
  await tell(world, ...keptText(literals));
}

/** Those of the inputs in which something is replaced. */
function rewritten(targets: Targets, { sources, references, escapes }: Listing): Targets {
  const changing = new Set<Source | undefined>([...references, ...escapes].map(({ source }) => source));
  return targets.filter((_, index) => changing.has(sources[index]));
}

async function report(resolution: Resolution, options: ValueFlags, world: World): Promise<ExitStatus> {
  const { diagnostics } = resolution;
  const shown = options.verbose
    ? diagnostics
    : diagnostics.filter((each) => isError(each) || (each.severity === "warning" && !options.quiet));
  await sayDiagnostics(shown, options, world);
  return tellFetched(resolution, options, world);
}
