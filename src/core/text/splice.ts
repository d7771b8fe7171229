/** Text and disjoint edits → text. Offsets of the edits refer to the original text. */

import type { Span } from "./source.js";

export interface Edit extends Span {
  readonly text: string;
}

/**
 * Applies the edits in one pass, in time linear in the length of the text.
 * @throws Error where two edits overlap or reach outside the text: a bug here, whatever the input.
 */
export function splice(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: string[] = [];
  let pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < at || end < start || end > text.length)
      throw new Error("edits overlap or reach outside the text");
    pieces.push(text.slice(at, start), replacement);
    at = end;
    // A piece needs more memory than its characters, and there can be a million edits.
    if (pieces.length < MOST_PIECES) continue;
    joined.push(pieces.join(""));
    pieces = [];
  }
  return [...joined, ...pieces, text.slice(at)].join("");
}

const MOST_PIECES = 10_000;
