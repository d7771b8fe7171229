/** `check` as JSON. Fields that do not apply are left out; columns count UTF-16 units from 1. */

import { describe } from "../../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { rangeOf } from "../../core/text/source.js";
import { visibleJson } from "../visible.js";
import type { CheckReport } from "./format.js";

export function format({ diagnostics, summary }: CheckReport): string {
  return visibleJson({ diagnostics: diagnostics.map(diagnosticJson), summary });
}

function diagnosticJson({ problem, severity, source, place, part, path }: Diagnostic) {
  const { message, hint } = describe(problem);
  const narrower = part.start !== place.start || part.end !== place.end;
  return {
    code: problem.code,
    severity,
    message,
    hint,
    file: source.name,
    ...rangeOf(source, place),
    path,
    part: narrower ? rangeOf(source, part) : undefined,
  };
}
