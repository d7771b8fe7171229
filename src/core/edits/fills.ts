/** Whether a reference is all of its scalar, and whether its value can have a type there. */

import type { Escape, Reference } from "../references/findings.js";

export function fillsScalar(place: Reference | Escape): boolean {
  if (place.kind === "escape") return false;
  const { form, decoded, scalar } = place;
  return form === "bare" || (decoded.start === 0 && decoded.end === scalar.value.length);
}

/**
 * Whether the value may be a number, a list and the like. A block scalar and a scalar with a tag are always text. So is
 * what Mage renders, unless the last filter is `fromjson`, which Mage does not have.
 */
export function isTyped(reference: Reference): boolean {
  const { style, tag } = reference.scalar;
  const { dialect, filters } = reference.selector;
  if (dialect === "jinja" && filters.at(-1) !== "fromjson") return false;
  return fillsScalar(reference) && tag === undefined && style !== "literal" && style !== "folded";
}
