/** `arnsubst list`, and `resolve --dry-run`: which secrets, where, and how many calls they take. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import type { RemapOptions } from "../../core/plan/remaps.js";
import type { Reference } from "../../core/references/findings.js";
import type { Source } from "../../core/text/source.js";
import { list } from "../../index.js";
import { listingText } from "../../report/listing.js";
import { passedOverText } from "../../report/summary.js";
import type { Remapped } from "../../report/table.js";
import { type CliContext, logMessage, wantsColor, writeStdout } from "../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, type ExitStatus, worst } from "../exit-status.js";
import type { CommonFlags, ListFlags } from "../flags.js";
import { type LoadedConfig, loadConfig } from "../inputs/config.js";
import { tellCounts } from "../inputs/passed-over.js";
import { remapOptionsOf, tellUnusedRemaps } from "../inputs/region-options.js";
import { gatherTree } from "../inputs/sources.js";
import { sayDiagnostics } from "../outputs/diagnostics.js";

export async function listCommand(
  paths: readonly string[],
  options: ListFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const config = await loadConfig(options, context);
  if (typeof config === "number") return config;
  const remapOptions = await remapOptionsOf(options, config, context);
  if (typeof remapOptions === "number") return remapOptions;
  const { sources, passedOver, status } = await gatherTree(paths, options, config, context);
  if (status === EXIT_USAGE) return status;
  const listOptions = { ...config, ...remapOptions };
  const printed = await printListing(sources, options.format, listOptions, options, context);
  if (passedOver !== undefined && options.format === "table" && printed !== EXIT_USAGE)
    await writeStdout(context, `${passedOverText(passedOver)}\n`);
  else await tellCounts(passedOver, options, context);
  return worst(status, printed);
}

/** The listing goes to stdout; what is wrong with the sources goes to stderr. */
export async function printListing(
  sources: readonly Source[],
  format: ListFlags["format"],
  listOptions: LoadedConfig & RemapOptions,
  options: CommonFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const { remaps = [], name } = listOptions;
  const { plan, literals, references, diagnostics, unusedRemaps } = list(sources, listOptions);
  const misled = await tellUnusedRemaps(unusedRemaps, context);
  if (misled !== undefined) return misled;
  const errors = diagnostics.filter(isError);
  await sayDiagnostics(errors, options, context);
  const color = wantsColor(context, options, context.stdout);
  const remapped = remaps.map((each) => (each.optional && name !== undefined ? { ...each, by: name } : each));
  if (format !== "table" && options.quiet !== true) await tellRemaps(remapped, references, context);
  await writeStdout(context, listingText(format, plan, literals, color, remapped));
  return errors.length > 0 ? EXIT_FINDINGS : EXIT_OK;
}

/** Where the listing itself has no place for it: which file has others asked than are written. */
async function tellRemaps(
  remapped: readonly Remapped[],
  references: readonly Reference[],
  context: CliContext,
): Promise<void> {
  for (const { part, from, to, by } of remapped)
    if (by !== undefined && references.some(({ id }) => id[part] === from))
      await logMessage(context, `${by} maps the ${part} ${from} to ${to}`);
}
