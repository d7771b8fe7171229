/** Values that would be an ARN and nothing else, but for quotes or invisible characters around it. */

import { bare } from "../../forms/bare.js";
import { codePoint, INVISIBLE } from "../../text/invisible.js";
import type { Scalar } from "../../yaml/scalars.js";
import type { Unmarked } from "./arns.js";

/** Of programs, of typography, of other languages, and what is taken for one. */
const QUOTES =
  "\"'`\u00B4\\p{Pi}\\p{Pf}\u201A\u201E\u2032\u2033\u2035\u2036\u300C-\u300F\u301D-\u301F\uFF02\uFF07";
const A_QUOTE = new RegExp(`[${QUOTES}]`, "u");
const AN_INVISIBLE = new RegExp(`[${INVISIBLE}]`, "u");
const AROUND = new RegExp(`[\\s${QUOTES}${INVISIBLE}]`, "u");
const SEPARATOR = /[,;]/;
/** One text, but for the quotes of a path. */
const UNBROKEN = new RegExp(`^(?:\\["[^"\\n]*"\\]|[^\\s${QUOTES}${INVISIBLE}])+$`, "u");

/** What a scalar would refer to without what is around it; undefined where it is no such value. */
export function wrappedIn(scalar: Scalar): Unmarked | undefined {
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

/** A comma may stand behind the quotes. From the end on by hand: a regular expression would look for it from everywhere. */
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

/** The ARN as the whole value; in a block scalar quotes would be a part of it. */
export function asValue(arn: string, { style }: Scalar): string {
  if (style === "literal" || style === "folded") return arn;
  return arn.includes('"') ? `'${arn}'` : `"${arn}"`;
}
