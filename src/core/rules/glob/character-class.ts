/** `[…]` in a glob: the characters that it stands for, or what is wrong with it. */

import { quoted, said } from "../../diagnostics/words.js";
import { faultIn, type ReadingFault } from "../../yaml/reading.js";

/** A character by itself, or the first and last of several; behind the sign that turns the class around. */
const MEMBERS = /(\\.|.)(?:-(\\.|[^\]]))?/suy;

/** Where the class ends and which characters it takes. It starts at `at`, and never takes a slash. */
export function readClass(
  text: string,
  at: number,
): { readonly takes: (character: string) => boolean; readonly behind: number } | ReadingFault {
  const turned = /[!^]/.test(text[at + 1] ?? "");
  const first = at + (turned ? 2 : 1);
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
  const takes = (other: string) => other !== "/" && within(other.codePointAt(0) ?? 0) !== turned;
  return { takes, behind: end + 1 };
}

function memberFault(from: string, to: string, next: string | undefined): string | undefined {
  if (from === "[" && /[:.=]/.test(next ?? "")) return "names a class of characters";
  if (/^\\\w/.test(from) || /^\\\w/.test(to)) return "has \\ where it takes no meaning away";
  if (from === "/" || to === "/") return "has /, which no name has";
  return codeOf(from) > codeOf(to) ? `goes from ${from} back to ${to}` : undefined;
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
