/** Prints the secrets that sources name: for `list`, and for `resolve --dry-run`. */

import { isError } from "../../../core/diagnostics/diagnostics.js";
import type { RemapOptions } from "../../../core/plan/remaps.js";
import type { Reference } from "../../../core/references/findings.js";
import type { Source } from "../../../core/text/source.js";
import { list } from "../../../index.js";
import type { Remapped } from "../../../report/list-formats/format.js";
import { LIST_FORMATS, type ListFormat } from "../../../report/list-formats/index.js";
import { type CliContext, logMessage, wantsColor, writeStdout } from "../../context/context.js";
import { EXIT_FINDINGS, EXIT_OK, type ExitStatus } from "../../exit-status.js";
import type { LoadedConfig } from "../../inputs/config.js";
import { logUnusedRemaps } from "../../inputs/region-options.js";
import { writeDiagnostics } from "../../outputs/write-diagnostics.js";
import type { CommonFlags } from "../../shared-options.js";

/** The list goes to stdout, errors in the sources to stderr. */
export async function printList(
  sources: readonly Source[],
  formatName: ListFormat,
  listOptions: LoadedConfig & RemapOptions,
  options: CommonFlags,
  context: CliContext,
): Promise<ExitStatus> {
  const { rules, accounts, remaps: given = [], region, name } = listOptions;
  const listed = list(sources, { rules, accounts, remaps: given, region });
  const { plan, diagnostics, unusedRemaps, analysis } = listed;
  const unused = await logUnusedRemaps(unusedRemaps, context);
  if (unused !== undefined) return unused;
  const errors = diagnostics.filter(isError);
  await writeDiagnostics(errors, options, context);
  const remaps = given.map((each) => (each.optional && name !== undefined ? { ...each, by: name } : each));
  if (formatName !== "table" && options.quiet !== true) await logRemaps(remaps, analysis.references, context);
  const { format } = await LIST_FORMATS[formatName]();
  const color = wantsColor(context, options, context.stdout);
  await writeStdout(context, format({ plan, literals: analysis.literals, remaps, color }));
  return errors.length > 0 ? EXIT_FINDINGS : EXIT_OK;
}

/** Logs remaps of the config file, for the formats that do not show them. */
async function logRemaps(
  remaps: readonly Remapped[],
  references: readonly Reference[],
  context: CliContext,
): Promise<void> {
  for (const { part, from, to, by } of remaps)
    if (by !== undefined && references.some(({ id }) => id[part] === from))
      await logMessage(context, `${by} maps the ${part} ${from} to ${to}`);
}
