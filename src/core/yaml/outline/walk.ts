/**
 * What is known where a line starts, on the way through a document, and what an entry there makes of it. The lines
 * themselves are read by `outline.ts`.
 */

import type { Path } from "../../text/path.js";
import { type Level, pathOf } from "./levels.js";
import type { Value } from "./line.js";
import type { Marks } from "./marks.js";

/** Whole lines that hold one entry of a mapping, or one item of a sequence. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Where the entry stands in its first line. Before it there are spaces, and dashes that are not its own. */
  readonly column: number;
  /** The collection that it is of, and its path. */
  readonly level: Level;
  readonly path: Path;
  /** Of an item: its index in the sequence. */
  readonly index?: number;
  /** The value of an entry or item that needs no reader: a scalar that means what is written. */
  readonly value?: Value;
}

/** An entry that has been seen, as what continues it would have it read. */
export interface Seen {
  readonly start: number;
  readonly level: Level;
  /** How many parts there were before it. */
  readonly parts: number;
}

export interface Walk {
  readonly text: string;
  readonly end: number;
  readonly marks: Marks;
  readonly levels: Level[];
  readonly parts: Part[];
  /** A value may start here: the document's, or that of the entry last seen. */
  awaiting: boolean;
  /** The entry last seen, as long as no collection was closed since. */
  last: Seen | undefined;
  /** The entry that deeper lines belong to, for the reader. */
  unread: Seen | undefined;
  /** From where on there are but spaces. */
  spacesFrom: number;
}

/** Notes that an entry starts, and where. */
export function see(walk: Walk, level: Level, start: number, at: number): Seen {
  level.starts.push(at);
  walk.awaiting = false;
  walk.last = { start, level, parts: walk.parts.length };
  return walk.last;
}

/** Has the reader look at an entry and at all that is indented below it. */
export function leaveToReader(walk: Walk, entry: Seen | undefined, next: number): number | undefined {
  if (entry === undefined) return undefined;
  walk.parts.length = entry.parts;
  walk.unread = entry;
  return next;
}

export function closeUnread(walk: Walk, end: number): void {
  if (walk.unread === undefined) return;
  walk.parts.push(partOf(walk, walk.unread, end));
  walk.unread = undefined;
  forgetLast(walk);
}

/** No line can belong to the entry last seen any more. */
export function forgetLast(walk: Walk): void {
  walk.awaiting = false;
  walk.last = undefined;
}

/** A part for the entry last seen. */
export function partOf({ text, levels }: Walk, { start, level }: Seen, end: number, value?: Value): Part {
  const part: { -readonly [K in keyof Part]: Part[K] } = {
    start,
    end,
    column: level.indent,
    level,
    path: pathOf(text, levels),
  };
  if (level.isSequence) part.index = level.starts.length - 1;
  if (value !== undefined) part.value = value;
  return part;
}
