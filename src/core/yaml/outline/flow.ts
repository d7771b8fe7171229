/** Finds the end of a flow collection that ends on its line and holds only unambiguous scalars. The parser reads all others. */

import { endOf, skipSpaces } from "./offsets.js";

/** A scalar without anything ambiguous: a colon or a number sign beside a space, an escape, a tag, an anchor. */
const ATOM = new RegExp(
  [
    String.raw`(?:[\w$./+~^(]|-(?=[\w.]))(?:[^\s:,[\]{}#"']|:(?=[^\s:,[\]{}]))*(?: +[\w$./+~^(][^\s:,[\]{}#"']*)*`,
    String.raw`"[^"\\\n\r]*"`,
    String.raw`'[^'\n\r]*'`,
  ].join("|"),
  "y",
);
const KEY_END = /: +/y;
const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}" };
const DEEPEST = 32;

/** The offset after the bracket that closes the one at `at`; undefined where only a parser can find it. */
export function flowEnd(text: string, at: number): number | undefined {
  const closers: string[] = [];
  let here: number | undefined = at;
  while (here !== undefined && closers.length <= DEEPEST) {
    const closer = CLOSERS[text[here] ?? ""];
    if (closer !== undefined) {
      closers.push(closer);
      here = skipSpaces(text, here + 1);
    } else {
      here = endOf(ATOM, text, here);
    }
    if (here === undefined) return undefined;
    if (closer === undefined || text[here] === closer) here = nextItem(text, here, closers);
    if (closers.length === 0) return here;
    if (closers.at(-1) === "}" && here !== undefined) here = valueAt(text, here);
  }
  return undefined;
}

/** After an item: the start of the next one, or the offset after the last bracket. */
function nextItem(text: string, at: number, closers: string[]): number | undefined {
  for (let here = skipSpaces(text, at); ; here = skipSpaces(text, here + 1)) {
    if (text[here] === closers.at(-1)) {
      closers.pop();
      if (closers.length === 0) return here + 1;
      continue;
    }
    if (text[here] !== ",") return undefined;
    const next = skipSpaces(text, here + 1);
    if (text[next] !== closers.at(-1)) return next;
  }
}

/** The start of the value whose key starts at `at`. */
function valueAt(text: string, at: number): number | undefined {
  const colon = endOf(ATOM, text, at);
  return colon === undefined ? undefined : endOf(KEY_END, text, colon);
}
