/**
 * Finds the entries of a document by indentation alone. References are rare and parsing YAML is slow, so the outline lists
 * only the entries that match a pattern. It leaves lines that `outline/line.ts` does not know to the parser, with all
 * that is indented below them. Where even that is in doubt there is no outline, and the whole document has to be parsed.
 */

import { blockEnd } from "./outline/block.js";
import { closeLevels, isBelow, type Level, openLevel } from "./outline/levels.js";
import {
  type Extent,
  extentAt,
  isDocumentStart,
  isFlowEnd,
  isFlowStart,
  isItem,
  isNoEntry,
  keyAt,
  keyEnd,
  scalarValueAt,
} from "./outline/line.js";
import type { Matches } from "./outline/matches.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";
import {
  closeUnparsed,
  endGrowing,
  leaveToParser,
  type Part,
  partOf,
  type State,
  startEntry,
} from "./outline/state.js";

/** The parser limits the depth, and reports where a document goes beyond it. */
const DEEPEST = 100;
/** The patterns of `line.ts` backtrack, and would need a stack as deep as the line is long. */
const LONGEST_LINE = 8_192;
/** The parser limits a key to 1024 characters, and sometimes counts the spaces before it. */
const LONGEST_KEY = 1_000;

/** The parts of a document that have to be read; undefined where the whole document has to be parsed. */
export function outlineOf(text: string, start: number, end: number, matches: Matches): Part[] | undefined {
  const state: State = {
    text,
    end,
    matches,
    level: undefined,
    parts: [],
    valueExpected: true,
    growing: undefined,
    unparsed: undefined,
    spacesFrom: start,
  };
  let at: number | undefined = start;
  if (text.startsWith("---", start)) {
    if (!isDocumentStart(text, start)) return undefined;
    at = nextLine(text, start, end);
  }
  while (at !== undefined && at < end) at = scanLine(state, at);
  if (at === undefined) return undefined;
  closeUnparsed(state, end);
  return state.parts;
}

/** Returns the offset after the line or its block scalar; undefined where the outline is in doubt. So do the functions below. */
function scanLine(state: State, start: number): number | undefined {
  const { text, end, unparsed } = state;
  const at = skipSpaces(text, start);
  const next = nextLine(text, at, end);
  const first = text[at];
  if (isNoEntry(first)) {
    if (first === "#") state.spacesFrom = next;
    return next;
  }
  // Whether a tab may stand here depends on the lines before and after.
  if (first === "\t") return undefined;
  const dash = first === "-" && isItem(text, at);
  if (unparsed !== undefined) {
    const indent = at - start;
    if (isBelow(unparsed, indent, dash) || (indent === unparsed.indent && isFlowEnd(first))) {
      state.spacesFrom = next;
      return next;
    }
    closeUnparsed(state, start);
  }
  // The value of a key on the lines before.
  if (first === ":") return undefined;
  const after = scanContent(state, start, at, next, dash);
  state.spacesFrom = after ?? end;
  return after;
}

/** A line that belongs to no unparsed entry. */
function scanContent(
  state: State,
  start: number,
  at: number,
  next: number,
  dash: boolean,
): number | undefined {
  const indent = at - start;
  const isLong = next - at > LONGEST_LINE;
  const colon = dash || isLong ? undefined : keyEnd(state.text, at);
  let level = levelAt(state, start, indent, dash);
  if (level?.indent !== indent || level.isSequence !== dash) {
    const continues = level !== undefined && indent > level.indent;
    if (!state.valueExpected) return continues ? leaveToParser(state, state.growing, next) : undefined;
    if (level !== undefined && level.depth >= DEEPEST) return undefined;
    if (!dash && colon === undefined) return leaveToParser(state, state.growing, next);
    level = openLevel(state, indent, dash);
  }
  startEntry(state, level, at);
  if (!dash) return scanEntry(state, level, at, next, colon);
  return isLong ? leaveToParser(state, level, next) : scanItem(state, level, start, at, next);
}

/** Ends the collections that a line is not part of. Returns the innermost one that stays open. */
function levelAt(state: State, start: number, indent: number, dash: boolean): Level | undefined {
  const { level } = state;
  if (level?.indent === indent && level.isSequence === dash) return level;
  const open = closeLevels(state, start, indent, dash);
  if (open !== level) endGrowing(state);
  return open;
}

function scanItem(state: State, level: Level, start: number, dash: number, next: number): number | undefined {
  const { text } = state;
  const at = skipSpaces(text, dash + 1);
  const colon = keyEnd(text, at);
  if (colon === undefined) return scanValue(state, level, at, next, extentAt(text, dash + 1));
  const mapping = openLevel(state, at - start, false);
  startEntry(state, mapping, at);
  return scanEntry(state, mapping, at, next, colon);
}

/** @param colon the offset after the colon of its key; undefined where only a parser can tell */
function scanEntry(
  state: State,
  level: Level,
  at: number,
  next: number,
  colon: number | undefined,
): number | undefined {
  const { text, matches, spacesFrom } = state;
  if (next - spacesFrom > LONGEST_KEY && longKeyEnd(text, at, next) - spacesFrom > LONGEST_KEY)
    return undefined;
  const extent = colon === undefined ? undefined : extentAt(text, colon);
  // The parser reads a flow collection as a key differently where it is not the first key.
  if (extent === undefined && isFlowStart(text, at)) return undefined;
  // Where no match starts before the next line, the key holds none either.
  const known = extent !== undefined && (matches.nextFrom(at) >= next || !matches.isIn(keyAt(text, at)));
  return scanValue(state, level, at, next, known ? extent : undefined);
}

/** Where the key at `at` ends; the end of the line where the key is longer than the limit or of no known kind. */
function longKeyEnd(text: string, at: number, next: number): number {
  const key = keyAt(text.slice(at, Math.min(next, at + LONGEST_KEY)), 0);
  return key === "" ? next : at + key.length;
}

/** Passes over the value of an entry or item, or leaves it to the parser where its extent is unknown. */
function scanValue(
  state: State,
  level: Level,
  at: number,
  next: number,
  extent: Extent | undefined,
): number | undefined {
  if (extent === "open") {
    state.valueExpected = true;
    return next;
  }
  const { text, end, matches } = state;
  const after = extent === "block" ? blockEnd(text, next, end, level.indent) : next;
  if (extent === undefined || after === undefined) return leaveToParser(state, level, next);
  if (matches.nextFrom(at) < after) {
    const value = extent === "whole" ? scalarValueAt(text, at) : undefined;
    state.parts.push(partOf(state, level, after, value));
  }
  return after;
}
