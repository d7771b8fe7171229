/** Finds the documents of a YAML stream. */

import type { Span } from "../../text/source.js";

/**
 * Each document starts at its `---`, the first one at the start of the text. Undefined where a line starts with `...` or
 * `%`: a directive applies to more than its own line.
 */
export function documentsIn(text: string): readonly Span[] | undefined {
  if (/^(?:%|\.\.\.)/.test(text) || text.includes("\n%") || text.includes("\n...")) return undefined;
  const starts = [0];
  for (let at = text.indexOf("\n---"); at >= 0; at = text.indexOf("\n---", at + 1))
    if (/^[ \t\r\n]?$/.test(text.charAt(at + 4))) starts.push(at + 1);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
