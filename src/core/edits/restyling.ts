/** Refuses to change the quotes of a scalar that holds a template beside a reference: new quotes or escapes would change the template. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { diagnoseAt, type Escape, type Reference } from "../references/findings.js";
import { holdsTemplates } from "../templates/jinja.js";
import type { Source } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Scalar } from "../yaml/scalars.js";

/**
 * One error for each reference of the scalar, if the edits are refused.
 * @param places all places of the scalar that the edits replace
 */
export function refuseRestyling(
  source: Source,
  scalar: Scalar,
  places: readonly (Reference | Escape)[],
  edits: readonly Edit[],
): readonly Diagnostic[] {
  if (keepsScalar(scalar, edits, places) || !hasTemplateBeside(source, scalar, places)) return [];
  return places.flatMap((place) =>
    place.kind === "escape"
      ? []
      : [diagnoseAt(place, { code: "value-jinja", id: place.id.text, why: "restyles" })],
  );
}

/** Whether the edits change only the places, and at most the tag in front of the scalar. */
function keepsScalar(
  scalar: Scalar,
  edits: readonly Edit[],
  places: readonly (Reference | Escape)[],
): boolean {
  const ends = new Map(places.map(({ span }) => [span.start, span.end]));
  return edits.every(({ start, end }) => end < scalar.span.start || ends.get(start) === end);
}

function hasTemplateBeside(
  { text }: Source,
  { span }: Scalar,
  places: readonly (Reference | Escape)[],
): boolean {
  const base = span.start;
  const gaps = places.map((each) => ({
    start: each.span.start - base,
    end: each.span.end - base,
    text: " ",
  }));
  return holdsTemplates(splice(text.slice(span.start, span.end), gaps));
}
