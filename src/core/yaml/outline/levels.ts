/** Finds the block collections that hold a line, by columns alone. */

import type { Path } from "../../text/path.js";
import { keyAt } from "./line.js";

/** A block collection. */
export interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
  /** The collection that has this one as an entry's value. */
  readonly parent: Level | undefined;
  /** The number of collections from the root to this one. */
  readonly depth: number;
  /** The offsets of the entries found so far: of their keys or their dashes. */
  readonly starts: number[];
  /** The start of the first line after it; left out where it ends with the document. */
  end?: number;
  /** Filled by {@link pathOf} on the first request. A path is as long as the collection is deep, and most are never needed. */
  path?: Path;
}

/** The innermost open collection; undefined before the first one. */
interface Levels {
  level: Level | undefined;
}

export function openLevel(levels: Levels, indent: number, isSequence: boolean): Level {
  const parent = levels.level;
  levels.level = {
    indent,
    isSequence,
    parent,
    depth: parent === undefined ? 1 : parent.depth + 1,
    starts: [],
  };
  return levels.level;
}

/** Ends the collections that a line is not part of. Returns the innermost one that stays open. */
export function closeLevels(levels: Levels, line: number, indent: number, dash: boolean): Level | undefined {
  let { level } = levels;
  while (level !== undefined && endsBefore(level, indent, dash)) {
    level.end = line;
    level = level.parent;
  }
  levels.level = level;
  return level;
}

/** A sequence may stand in the column of its key. There the next key ends it. */
function endsBefore(level: Level, indent: number, dash: boolean): boolean {
  return level.indent > indent || (level.indent === indent && level.isSequence && !dash);
}

/** Whether a line belongs to the last entry of a collection. */
export function isBelow(level: Level, indent: number, dash: boolean): boolean {
  return indent > level.indent || (indent === level.indent && dash && !level.isSequence);
}

/** The path of an open collection: it is the value of its parent's last entry. */
export function pathOf(text: string, level: Level): Path {
  const { parent } = level;
  if (parent === undefined) return [];
  level.path ??= [
    ...pathOf(text, parent),
    parent.isSequence ? parent.starts.length - 1 : keyAt(text, parent.starts.at(-1) ?? 0),
  ];
  return level.path;
}
