/** The block collections that a line stands in, told by columns alone. */

import type { Path } from "../../text/path.js";
import { keyAt } from "./line.js";

/** A block collection. */
export interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
  /** The collection of which this is an entry's value. */
  readonly around: Level | undefined;
  /** Where the entries stand that have been seen, at their keys or at their dashes. */
  readonly starts: number[];
  /** The start of the line that ended it; left out where the document did. */
  end?: number;
  /** Once it was asked for: it is as long as the collection is deep, and most are never asked for. */
  path?: Path;
}

export function openLevel(levels: Level[], indent: number, isSequence: boolean): Level {
  const level = { indent, isSequence, around: levels.at(-1), starts: [] };
  levels.push(level);
  return level;
}

/** Takes away the collections that end before a line; whether there were any. */
export function closeLevels(levels: Level[], line: number, indent: number, dash: boolean): boolean {
  const before = levels.length;
  for (let top = levels.at(-1); top !== undefined && endsBefore(top, indent, dash); top = levels.at(-1)) {
    top.end = line;
    levels.pop();
  }
  return levels.length < before;
}

/** A sequence may stand in the column of its key, which the next key ends. */
function endsBefore(level: Level, indent: number, dash: boolean): boolean {
  return level.indent > indent || (level.indent === indent && level.isSequence && !dash);
}

/** Whether a line belongs to the entry last seen of a collection. */
export function isBelow(level: Level, indent: number, dash: boolean): boolean {
  return indent > level.indent || (indent === level.indent && dash && !level.isSequence);
}

/** The path of the innermost collection. */
export function pathOf(text: string, levels: readonly Level[], depth: number = levels.length - 1): Path {
  const level = levels[depth];
  const around = levels[depth - 1];
  if (level === undefined || around === undefined) return [];
  level.path ??= [
    ...pathOf(text, levels, depth - 1),
    around.isSequence ? around.starts.length - 1 : keyAt(text, around.starts.at(-1) ?? 0),
  ];
  return level.path;
}
