/** Diagnostics for people. */

import { isError } from "../../core/diagnostics/diagnostics.js";
import type { CheckReport } from "./format.js";

export async function format({ diagnostics, quiet, display }: CheckReport): Promise<string> {
  const shown = quiet ? diagnostics.filter(isError) : diagnostics;
  if (shown.length === 0) return "";
  const { prettyDiagnostics } = await import("../pretty-diagnostics.js");
  const { color, columns } = display();
  return prettyDiagnostics(shown, color, { columns });
}
