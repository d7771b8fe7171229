/** Finds the block collections that hold a line, by columns alone. */

import type { Path } from "../../text/path.js";
import { keyAt } from "./line.js";

/** A block collection. */
export interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
  /** The collection that has this one as an entry's value. */
  readonly parent: Level | undefined;
  /** The offsets of the entries found so far: of their keys or their dashes. */
  readonly starts: number[];
  /** The start of the first line after it; left out where it ends with the document. */
  end?: number;
  /** Filled by {@link pathOf} on the first request. A path is as long as the collection is deep, and most are never needed. */
  path?: Path;
}

export function openLevel(levels: Level[], indent: number, isSequence: boolean): Level {
  const level = { indent, isSequence, parent: levels.at(-1), starts: [] };
  levels.push(level);
  return level;
}

/** Removes the collections that end before a line. Returns whether there were any. */
export function closeLevels(levels: Level[], line: number, indent: number, dash: boolean): boolean {
  const before = levels.length;
  for (let top = levels.at(-1); top !== undefined && endsBefore(top, indent, dash); top = levels.at(-1)) {
    top.end = line;
    levels.pop();
  }
  return levels.length < before;
}

/** A sequence may stand in the column of its key. There the next key ends it. */
function endsBefore(level: Level, indent: number, dash: boolean): boolean {
  return level.indent > indent || (level.indent === indent && level.isSequence && !dash);
}

/** Whether a line belongs to the last entry of a collection. */
export function isBelow(level: Level, indent: number, dash: boolean): boolean {
  return indent > level.indent || (indent === level.indent && dash && !level.isSequence);
}

/** The path of the innermost collection. */
export function pathOf(text: string, levels: readonly Level[], depth: number = levels.length - 1): Path {
  const level = levels[depth];
  const parent = levels[depth - 1];
  if (level === undefined || parent === undefined) return [];
  level.path ??= [
    ...pathOf(text, levels, depth - 1),
    parent.isSequence ? parent.starts.length - 1 : keyAt(text, parent.starts.at(-1) ?? 0),
  ];
  return level.path;
}
