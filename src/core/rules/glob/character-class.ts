/** Parses a character class `[…]` of a glob. */

import { quoted, said } from "../../diagnostics/words.js";
import { faultIn, type ReadingFault } from "../../yaml/reading.js";

/** A member of the class: a character, or a range. */
const MEMBERS = /(\\.|.)(?:-(\\.|[^\]]))?/suy;

/** Parses the class at `at`. It never matches a slash. `end` is the offset after it. */
export function readClass(
  text: string,
  at: number,
): { readonly matches: (character: string) => boolean; readonly end: number } | ReadingFault {
  const negated = /[!^]/.test(text[at + 1] ?? "");
  const first = at + (negated ? 2 : 1);
  const ranges: (readonly [number, number])[] = [];
  let end = first;
  for (; end < text.length && (text[end] !== "]" || end === first); end = MEMBERS.lastIndex) {
    MEMBERS.lastIndex = end;
    const [, from = "", to = from] = MEMBERS.exec(text) ?? [];
    const [low, high] = [codeOf(from), codeOf(to)];
    const fault = memberFault(from, to, text[end + 1]);
    if (fault !== undefined) return faultOf(text, end, fault);
    ranges.push([low, high]);
  }
  if (end >= text.length) return faultOf(text, at, "is not closed");
  const within = (code: number) => ranges.some(([low, high]) => low <= code && code <= high);
  const matches = (other: string) => other !== "/" && within(other.codePointAt(0) ?? 0) !== negated;
  return { matches, end: end + 1 };
}

function memberFault(from: string, to: string, next: string | undefined): string | undefined {
  if (from === "[" && /[:.=]/.test(next ?? ""))
    return "names a character class, which arnsubst does not support";
  if (/^\\\w/.test(from) || /^\\\w/.test(to)) return "has a \\ that escapes nothing";
  if (from === "/" || to === "/") return "has a /, which no file name has";
  return codeOf(from) > codeOf(to) ? `has a range that goes back from ${from} to ${to}` : undefined;
}

function codeOf(member: string): number {
  return member.codePointAt(member.length > 1 && member.startsWith("\\") ? 1 : 0) ?? 0;
}

function faultOf(text: string, at: number, what: string): ReadingFault {
  const message = `in the pattern ${quoted(text)} a […] ${what}`;
  return faultIn(
    text,
    said(message, "write it as in [abc], [a-z] or [!0-9]; a [ by itself is [[]"),
    at,
    at + 1,
  );
}
