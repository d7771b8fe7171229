/** Diagnostics for people. */

import { type Diagnostic, isError } from "../../core/diagnostics/diagnostics.js";
import { DIAGNOSTICS_PAGE, pageOf } from "../../core/diagnostics/page.js";
import type { CheckReport } from "./format.js";

export async function format({ diagnostics, quiet, display }: CheckReport): Promise<string> {
  const errors = diagnostics.filter(isError);
  const shown = quiet ? errors : diagnostics;
  if (shown.length === 0) return "";
  const { prettyDiagnostics } = await import("../pretty-diagnostics.js");
  const { color, columns } = display();
  const text = prettyDiagnostics(shown, color, { columns });
  // Somebody looks at it. Logs and other programs get the findings only.
  return columns === undefined || errors.length === 0 ? text : `${text}See ${pageFor(errors)}\n`;
}

/** The section of the code, if all have the same. */
function pageFor(errors: readonly Diagnostic[]): string {
  const [code, ...others] = new Set(errors.map(({ problem }) => problem.code));
  return code === undefined || others.length > 0 ? DIAGNOSTICS_PAGE : pageOf(code);
}
