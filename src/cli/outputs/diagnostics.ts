/** Diagnostics on stderr, for the commands whose output is something else. */

import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { type CliContext, wantsColor, writeStderr } from "../context/context.js";
import type { CommonFlags } from "../flags.js";

/** What makes them readable is loaded where there are some. */
export async function sayDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: CommonFlags,
  context: CliContext,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { prettyDiagnostics } = await import("../../report/pretty.js");
  const color = wantsColor(context, options, context.stderr);
  await writeStderr(context, prettyDiagnostics(diagnostics, color, context.stderr));
}
