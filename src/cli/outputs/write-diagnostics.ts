/** Writes diagnostics to stderr, for commands that print something else to stdout. */

import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { type CliContext, wantsColor, writeStderr } from "../context/context.js";
import type { CommonFlags } from "../shared-options.js";

export async function writeDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: CommonFlags,
  context: CliContext,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { prettyDiagnostics } = await import("../../report/pretty-diagnostics.js");
  const color = wantsColor(context, options, context.stderr);
  await writeStderr(context, prettyDiagnostics(diagnostics, color, context.stderr));
}
