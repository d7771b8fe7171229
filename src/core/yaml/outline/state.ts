/** The state of the outline at the start of a line, and the changes that an entry makes to it. `outline.ts` reads the lines. */

import type { Path } from "../../text/path.js";
import { type Level, pathOf } from "./levels.js";
import type { Value } from "./line.js";
import type { Matches } from "./matches.js";

/** Whole lines that hold one entry of a mapping or one item of a sequence. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** The column of the entry in its first line. Before it stand spaces, and dashes of sequences around it. */
  readonly column: number;
  /** The collection that holds the entry, and that collection's path. */
  readonly level: Level;
  readonly path: Path;
  /** For an item: its index in the sequence. */
  readonly index?: number;
  /** A plain or quoted value without escapes, which needs no parser. */
  readonly value?: Value;
}

/** The start of an entry, kept until later lines show how far it reaches. */
export interface Entry {
  readonly start: number;
  readonly level: Level;
  /** The number of parts found before the entry. */
  readonly parts: number;
}

export interface State {
  readonly text: string;
  readonly end: number;
  readonly matches: Matches;
  readonly levels: Level[];
  readonly parts: Part[];
  /** A value may start on this line: the document's, or that of the last entry. */
  valueExpected: boolean;
  /** The last entry, until a collection closes. */
  lastEntry: Entry | undefined;
  /** An entry that the parser has to read, together with the deeper lines below it. */
  unparsed: Entry | undefined;
  /** Between here and the next content there are only spaces. */
  spacesFrom: number;
}

/** Records the entry whose key or dash stands at `at`, on the line that starts at `start`. */
export function startEntry(state: State, level: Level, start: number, at: number): Entry {
  level.starts.push(at);
  state.valueExpected = false;
  state.lastEntry = { start, level, parts: state.parts.length };
  return state.lastEntry;
}

/** Leaves an entry, and all that is indented below it, to the parser. */
export function leaveToParser(state: State, entry: Entry | undefined, next: number): number | undefined {
  if (entry === undefined) return undefined;
  state.parts.length = entry.parts;
  state.unparsed = entry;
  return next;
}

export function closeUnparsed(state: State, end: number): void {
  if (state.unparsed === undefined) return;
  state.parts.push(partOf(state, state.unparsed, end));
  state.unparsed = undefined;
  closeLastEntry(state);
}

/** No later line can belong to the last entry. */
export function closeLastEntry(state: State): void {
  state.valueExpected = false;
  state.lastEntry = undefined;
}

/** The part for the last entry. */
export function partOf({ text, levels }: State, { start, level }: Entry, end: number, value?: Value): Part {
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
