/** Where a finding is, for the formats that other programs read: its range, and the path of its file. */

import { isAbsolute, relative, resolve, sep } from "node:path";
import { linesIn, type Source, type Span, STDIN_NAME } from "../../core/text/source.js";
import type { Directories } from "./format.js";

/** Lines and columns count from 1, columns in UTF-16 units; `endColumn` is the first one outside. */
export function rangeOf(source: Source, { start, end }: Span) {
  const lines = linesIn(source);
  const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

/** The path from the root, with forward slashes; undefined where the file is not below it, or is standard input. */
export function pathFromRoot(name: string, { cwd, root }: Directories): string | undefined {
  if (name === STDIN_NAME) return undefined;
  const path = relative(root, resolve(cwd, name));
  const outside = path === "" || isAbsolute(path) || path.split(sep)[0] === "..";
  return outside ? undefined : path.split(sep).join("/");
}
