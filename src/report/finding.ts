/** What the formats for other programs share: where a finding stands, and under which path its file is known there. */

import { isAbsolute, relative, resolve, sep } from "node:path";
import { type Source, type Span, STDIN_NAME } from "../core/text/source.js";
import { linesIn } from "./lines.js";

export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** The first column outside. */
  readonly endColumn: number;
}

/** Lines and columns from 1, columns in UTF-16 units. */
export function rangeOf(source: Source, { start, end }: Span): Range {
  const lines = linesIn(source);
  const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

/** The directories that file names are about. */
export interface Directories {
  /** Names are relative to it. */
  readonly cwd: string;
  /** Reports show them relative to it: the root of the checkout. */
  readonly root: string;
}

/** The path from the root, with forward slashes; undefined where the file is not below it, or is standard input. */
export function pathFromRoot(name: string, { cwd, root }: Directories): string | undefined {
  if (name === STDIN_NAME) return undefined;
  const path = relative(root, resolve(cwd, name));
  const outside = path === "" || isAbsolute(path) || path.split(sep)[0] === "..";
  return outside ? undefined : path.split(sep).join("/");
}
