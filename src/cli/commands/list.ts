/** `arnsubst list`, and `resolve --dry-run`: which secrets, where, and how many calls they take. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import type { Whereabouts } from "../../core/plan/remaps.js";
import type { Reference } from "../../core/references/findings.js";
import type { Source } from "../../core/text/source.js";
import { list } from "../../index.js";
import { listingText } from "../../report/listing.js";
import { passedOverText } from "../../report/summary.js";
import type { Remapped } from "../../report/table.js";
import { print, tell, type World, wantsColor } from "../context/context.js";
import { CONFIG_WRONG, DONE, type ExitStatus, USAGE_WRONG, worst } from "../exit-status.js";
import type { CommonFlags, ListFlags } from "../flags.js";
import { type LoadedConfig, loadConfig } from "../inputs/config.js";
import { tellCounts } from "../inputs/passed-over.js";
import { tellUnusedRemaps, whereaboutsOf } from "../inputs/region-options.js";
import { gatherTree } from "../inputs/sources.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";

export async function listCommand(
  paths: readonly string[],
  options: ListFlags,
  world: World,
): Promise<ExitStatus> {
  const config = await loadConfig(options, world);
  if (typeof config === "number") return config;
  const whereabouts = await whereaboutsOf(options, config, world);
  if (typeof whereabouts === "number") return whereabouts;
  const { sources, passedOver, status } = await gatherTree(paths, options, config, world);
  if (status === USAGE_WRONG) return status;
  const listOptions = { ...config, ...whereabouts };
  const printed = await printListing(sources, options.format, listOptions, options, world);
  if (passedOver !== undefined && options.format === "table" && printed !== USAGE_WRONG)
    await print(world, `${passedOverText(passedOver)}\n`);
  else await tellCounts(passedOver, options, world);
  return worst(status, printed);
}

/** The listing goes to stdout; what is wrong with the sources goes to stderr. */
export async function printListing(
  sources: readonly Source[],
  format: ListFlags["format"],
  listOptions: LoadedConfig & Whereabouts,
  options: CommonFlags,
  world: World,
): Promise<ExitStatus> {
  const { remaps = [], name } = listOptions;
  const { plan, literals, references, diagnostics, unusedRemaps } = list(sources, listOptions);
  const misled = await tellUnusedRemaps(unusedRemaps, world);
  if (misled !== undefined) return misled;
  const errors = diagnostics.filter(isError);
  await sayDiagnostics(errors, options, world);
  const color = wantsColor(world, options, world.stdout);
  const remapped = remaps.map((each) => (each.optional && name !== undefined ? { ...each, by: name } : each));
  if (format !== "table" && options.quiet !== true) await tellRemaps(remapped, references, world);
  await print(world, listingText(format, plan, literals, color, remapped));
  return errors.length > 0 ? CONFIG_WRONG : DONE;
}

/** Where the listing itself has no place for it: which file has others asked than are written. */
async function tellRemaps(
  remapped: readonly Remapped[],
  references: readonly Reference[],
  world: World,
): Promise<void> {
  for (const { part, from, to, by } of remapped)
    if (by !== undefined && references.some(({ id }) => id[part] === from))
      await tell(world, `${by} maps the ${part} ${from} to ${to}`);
}
