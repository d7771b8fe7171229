/** Turns offsets into lines and columns, for output only. */

import { linesIn, type Source, type Span } from "../core/text/source.js";
import { visibleName } from "./visible.js";

/** `io_config.yaml:3:5` */
export function placeText(source: Source, { start }: Span): string {
  const { line, column } = linesIn(source).positionAt(start);
  return `${visibleName(source.name)}:${line}:${column}`;
}
