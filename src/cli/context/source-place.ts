/** Finds the place in `src/` where an error arose: a bundle has one line only. Loaded when there is a bug to report. */

import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { getAsset, isSea } from "node:sea";

const FRAME = /^\s+at .*?([\w.-]+\.[cm]?[jt]s):(\d+):(\d+)\)?$/m;

/** `src/core/plan/plan.ts:12:3`; undefined where the stack has no place. */
export function sourcePlace({ stack = "", message }: Error): string | undefined {
  const [, file, line, column] = FRAME.exec(stack.replace(message, "")) ?? [];
  if (file === undefined) return undefined;
  return placeInSource(file, Number(line), Number(column)) ?? `${file}:${line}:${column}`;
}

/** Undefined where the code is not bundled, or the source map is missing. */
function placeInSource(file: string, line: number, column: number): string | undefined {
  try {
    const map = new SourceMap(JSON.parse(mapOf(file)));
    const found = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in found)) return undefined;
    const source = found.originalSource.replace(/^(?:\.\.\/)+/, "");
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  } catch {
    return undefined;
  }
}

/** Beside the file, or in the executable. */
function mapOf(file: string): string {
  const name = `${file}.map`;
  return isSea() ? getAsset(name, "utf8") : readFileSync(join(import.meta.dirname, name), "utf8");
}
