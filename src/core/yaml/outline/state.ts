/** The state of the outline at the start of a line, and the changes that an entry makes to it. `outline.ts` reads the lines. */

import type { Path } from "../../text/path.js";
import { lineStart } from "../../text/source.js";
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

export interface State {
  readonly text: string;
  readonly end: number;
  readonly matches: Matches;
  /** The innermost open collection. */
  level: Level | undefined;
  readonly parts: Part[];
  /** A value may start on this line: the document's, or that of the last entry. */
  valueExpected: boolean;
  /** The collection whose last entry can go on in this line; undefined after a collection has ended. */
  growing: Level | undefined;
  /** The collection whose last entry the parser has to read, together with the deeper lines below it. */
  unparsed: Level | undefined;
  /** Between here and the next content there are only spaces. */
  spacesFrom: number;
}

/** Records the entry whose key or dash stands at `at`. */
export function startEntry(state: State, level: Level, at: number): void {
  level.starts.push(at);
  state.valueExpected = false;
  state.growing = level;
}

/** Leaves the last entry of a collection, and all that is indented below it, to the parser. */
export function leaveToParser(state: State, level: Level | undefined, next: number): number | undefined {
  if (level === undefined) return undefined;
  const { text, parts } = state;
  const start = lastStart(text, level);
  while ((parts.at(-1)?.start ?? -1) >= start) parts.pop();
  state.unparsed = level;
  return next;
}

export function closeUnparsed(state: State, end: number): void {
  if (state.unparsed === undefined) return;
  state.parts.push(partOf(state, state.unparsed, end));
  state.unparsed = undefined;
  endGrowing(state);
}

/** No later line can belong to the last entry. */
export function endGrowing(state: State): void {
  state.valueExpected = false;
  state.growing = undefined;
}

/** The part for the last entry of a collection. */
export function partOf({ text }: State, level: Level, end: number, value?: Value): Part {
  const part: { -readonly [K in keyof Part]: Part[K] } = {
    start: lastStart(text, level),
    end,
    column: level.indent,
    level,
    path: pathOf(text, level),
  };
  if (level.isSequence) part.index = level.starts.length - 1;
  if (value !== undefined) part.value = value;
  return part;
}

/** The start of the line in which the last entry of a collection starts. */
function lastStart(text: string, { starts }: Level): number {
  return lineStart(text, starts.at(-1) ?? 0);
}
