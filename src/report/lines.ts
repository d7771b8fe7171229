/** Turns offsets into lines and columns, for output only. */

import { type Lines, linesOf, type Source, type Span } from "../core/text/source.js";
import { visibleName } from "./visible.js";

const indexed = new WeakMap<Source, Lines>();

/** The line index of a source, made once for all of its diagnostics. */
export function linesIn(source: Source): Lines {
  const known = indexed.get(source);
  if (known !== undefined) return known;
  const lines = linesOf(source.text);
  indexed.set(source, lines);
  return lines;
}

/** `io_config.yaml:3:5` */
export function placeText(source: Source, { start }: Span): string {
  const { line, column } = linesIn(source).positionAt(start);
  return `${visibleName(source.name)}:${line}:${column}`;
}
