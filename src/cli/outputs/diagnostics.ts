/** Diagnostics on stderr, for the commands whose output is something else. */

import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { say, type World, wantsColor } from "../context/context.js";
import type { CommonFlags } from "../flags.js";

/** What makes them readable is loaded where there are some. */
export async function sayDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: CommonFlags,
  world: World,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { prettyDiagnostics } = await import("../../report/pretty.js");
  const color = wantsColor(world, options, world.stderr);
  await say(world, prettyDiagnostics(diagnostics, color, world.stderr));
}
