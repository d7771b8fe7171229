/** Finds the end of a block scalar. */

import { nextLine, skipSpaces } from "./offsets.js";

/**
 * The start of the first line after the scalar; undefined where its indentation needs a parser.
 * @param from the start of the line after the header
 * @param indent the indentation of the collection that holds the scalar
 */
export function blockEnd(text: string, from: number, end: number, indent: number): number | undefined {
  let own = -1;
  let widestSpace = 0;
  for (let at = from; at < end; at = nextLine(text, at, end)) {
    const first = skipSpaces(text, at);
    const width = first - at;
    if (isLineEnd(text, first)) {
      if (own < 0) widestSpace = Math.max(widestSpace, width);
      continue;
    }
    if (width <= indent) return at;
    if (own < 0) {
      if (text[first] === "\t" || widestSpace > width) return undefined;
      own = width;
    } else if (width < own) return undefined;
  }
  return end;
}

function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === "\n" || text.startsWith("\r\n", at);
}
