/** Text and disjoint edits → text. The edits speak of offsets in the text as it was. */

import type { Span } from "./source.js";

export interface Edit extends Span {
  readonly text: string;
}

/**
 * Applies the edits in one pass, so that the time is linear in the length of the text.
 * @throws Error where two edits overlap or reach outside: a fault of ours, never of the input.
 */
export function splice(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: string[] = [];
  let tokens: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < at || end < start || end > text.length)
      throw new Error("edits overlap or reach outside the text");
    tokens.push(text.slice(at, start), replacement);
    at = end;
    // A piece takes more room than its characters; of a million edits all would be there at once.
    if (tokens.length < MOST_PIECES) continue;
    joined.push(tokens.join(""));
    tokens = [];
  }
  return [...joined, ...tokens, text.slice(at)].join("");
}

const MOST_PIECES = 10_000;
