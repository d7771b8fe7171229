/** Finds the documents of a YAML stream. */

import type { Span } from "../../text/source.js";

/** A line that starts with `%` or `...`, or the start of a document. */
const MARK = /\n(?:(%|\.\.\.)|---(?![^ \t\r\n]))/g;

/**
 * Each document starts at its `---`, the first one at the start of the text. Undefined where a line starts with `...` or
 * `%`: a directive applies to more than its own line.
 */
export function documentsIn(text: string): readonly Span[] | undefined {
  if (/^(?:%|\.\.\.)/.test(text)) return undefined;
  const starts = [0];
  for (const { index, 1: other } of text.matchAll(MARK)) {
    if (other !== undefined) return undefined;
    starts.push(index + 1);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
