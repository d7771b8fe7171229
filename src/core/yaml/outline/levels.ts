/** The block collections that a line stands in, told by columns alone. */

import type { Path } from "../../path.js";
import { isDash, isFlowEnd, isNoEntry, keyAt } from "./line.js";
import { nextLine, skipBlanks } from "./offsets.js";

/** A block collection. */
export interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
  /** The collection of which this is an entry's value. */
  readonly around: Level | undefined;
  /** Where its first entry stands. */
  readonly first: number;
  /** Where the entry stands that was last seen. */
  at: number;
  /** Of the item that was last seen. */
  index: number;
  /** Once it was asked for: it is as long as the collection is deep, and most are never asked for. */
  path?: Path;
}

export function openLevel(levels: Level[], indent: number, isSequence: boolean, at: number): Level {
  const level = { indent, isSequence, around: levels.at(-1), first: at, at, index: -1 };
  levels.push(level);
  return level;
}

/** Takes away the collections that end before a line; whether there were any. */
export function closeLevels(levels: Level[], indent: number, dash: boolean): boolean {
  const before = levels.length;
  for (let top = levels.at(-1); top !== undefined && endsBefore(top, indent, dash); top = levels.at(-1))
    levels.pop();
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

/**
 * Where each entry of a collection stands, at its key or at its dash, and where the collection ends: the start of the
 * line behind it. Looked for again, because few are asked for.
 */
export function entriesOf(
  text: string,
  { first, indent, isSequence }: Level,
  end: number,
): readonly number[] {
  const starts = [first];
  let line = nextLine(text, first, end);
  for (; line < end; line = nextLine(text, line, end)) {
    // Most lines of a document stand deeper than its own entries.
    if (indent === 0 && text.charCodeAt(line) === 0x20) continue;
    const at = skipBlanks(text, line);
    if (isNoEntry(text, at)) continue;
    const width = at - line;
    const dash = isDash(text, at);
    if (width < indent || (width === indent && isSequence && !dash)) break;
    if (width === indent && dash === isSequence && !isFlowEnd(text, at)) starts.push(at);
  }
  return [...starts, line];
}

/** The path of the innermost collection. */
export function pathOf(text: string, levels: readonly Level[], depth: number = levels.length - 1): Path {
  const level = levels[depth];
  const around = levels[depth - 1];
  if (level === undefined || around === undefined) return [];
  level.path ??= [
    ...pathOf(text, levels, depth - 1),
    around.isSequence ? around.index : keyAt(text, around.at),
  ];
  return level.path;
}
