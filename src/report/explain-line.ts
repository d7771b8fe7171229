/** `explain FILE:LINE` for people: which ARNs are kept or replaced, why, and how to change that. */

import { isError } from "../core/diagnostics/diagnostics.js";
import type { ExplainedLine, ExplainedPlace } from "../core/explain/line.js";
import { COLORS, type Palette, paletteOf, prettyDiagnostics, prettyPlace } from "./pretty-diagnostics.js";
import { visible } from "./visible.js";

export function explainedLineText(
  { places, diagnostics }: ExplainedLine,
  { color, quiet, columns }: { color: boolean; quiet: boolean; columns?: number | undefined },
): string {
  const palette = paletteOf(color);
  const verdicts = quiet ? [] : places.map((place) => verdictText(place, palette, columns));
  const shown = quiet ? diagnostics.filter(isError) : diagnostics;
  return verdicts.join("") + prettyDiagnostics(shown, color, { columns });
}

const HINTS = {
  within: "to replace it, write ${arn:…}",
  kept: "to replace it, end the line with # arnsubst: resolve, or write ${arn:…}",
  replaced: "to keep it, end the line with # arnsubst: literal",
  marked: undefined,
};

function verdictText(
  { source, span, kept, reason, within }: ExplainedPlace,
  palette: Palette,
  columns?: number,
): string {
  const verdict = kept ? "kept" : "replaced";
  const tint = palette[COLORS.note];
  const head = `${tint(verdict)}: ${visible(reason)}`;
  const hint = HINTS[kept && within ? "within" : !kept && reason.startsWith("${arn:") ? "marked" : verdict];
  return prettyPlace({ source, place: span, part: span, shown: true, head, hint, tint }, palette, columns);
}
