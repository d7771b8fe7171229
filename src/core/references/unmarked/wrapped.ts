/** Values that consist of an ARN and, around it, quotes or invisible characters that keep it from being a reference. */

import { bare } from "../../forms/bare.js";
import { codePoint, INVISIBLE } from "../../text/invisible.js";
import type { Scalar } from "../../yaml/scalars.js";
import { asValue, type Suggestion } from "./suggestion.js";

/** ASCII and typographic quotes, those of other languages, and characters that look like quotes. */
const QUOTES =
  "\"'`\u00B4\\p{Pi}\\p{Pf}\u201A\u201E\u2032\u2033\u2035\u2036\u300C-\u300F\u301D-\u301F\uFF02\uFF07";
const A_QUOTE = new RegExp(`[${QUOTES}]`, "u");
const AN_INVISIBLE = new RegExp(`[${INVISIBLE}]`, "u");
const AROUND = new RegExp(`[\\s${QUOTES}${INVISIBLE}]`, "u");
const SEPARATOR = /[,;]/;
/** Without spaces, and without quotes but for those of a JSON key such as `["a b"]`. */
const UNBROKEN = new RegExp(`^(?:\\["[^"\\n]*"\\]|[^\\s${QUOTES}${INVISIBLE}])+$`, "u");

/** What to write for a wrapped ARN; undefined if the scalar is not one. */
export function suggestUnwrapped(scalar: Scalar): Suggestion | undefined {
  const value = scalar.value.trim();
  const start = startOf(value);
  const end = endOf(value, start);
  const found = value.slice(start, end);
  const around = value.slice(0, start) + value.slice(end);
  if (around === "" || !UNBROKEN.test(found) || bare.find(found).length === 0) return undefined;
  const fixed = asValue(found, scalar);
  if (A_QUOTE.test(around)) return { found, fixed, because: "quotes" };
  const invisible = AN_INVISIBLE.exec(around)?.[0] ?? "";
  return { found, fixed, because: "invisible", by: codePoint(invisible) };
}

function startOf(text: string): number {
  let start = 0;
  for (const character of text) {
    if (!AROUND.test(character)) break;
    start += character.length;
  }
  return start;
}

/** A comma may follow the quotes. A loop, because a regular expression would try every start and take quadratic time. */
function endOf(text: string, start: number): number {
  let end = text.length;
  if (SEPARATOR.test(text.charAt(end - 1)) && A_QUOTE.test(text.charAt(end - 2))) end -= 1;
  while (end > start) {
    const length = /^[\uDC00-\uDFFF]/.test(text.charAt(end - 1)) ? 2 : 1;
    if (!AROUND.test(text.slice(end - length, end))) break;
    end -= length;
  }
  return end;
}
