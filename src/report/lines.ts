/** Offsets → lines and columns, at the edge where people and programs read them. */

import { type Lines, linesOf, type Source } from "../core/text/source.js";

const indexed = new WeakMap<Source, Lines>();

/** The line index of a source, made once for all of its diagnostics. */
export function linesIn(source: Source): Lines {
  const known = indexed.get(source);
  if (known !== undefined) return known;
  const lines = linesOf(source.text);
  indexed.set(source, lines);
  return lines;
}
