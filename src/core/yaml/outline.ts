/**
 * Finds the entries of a document by indentation alone. References are rare and parsing YAML is slow, so the outline lists
 * only the entries that match a pattern. It leaves lines that `outline/line.ts` does not know to the parser, with all
 * that is indented below them. Where even that is in doubt there is no outline, and the whole document has to be parsed.
 */

import { blockEnd } from "./outline/block.js";
import { closeLevels, isBelow, type Level, openLevel } from "./outline/levels.js";
import {
  type Extent,
  entryAt,
  hasKey,
  isDash,
  isDocumentStart,
  isFlowEnd,
  isFlowStart,
  isNoEntry,
  itemAt,
  keyAt,
  scalarValueAt,
} from "./outline/line.js";
import type { Matches } from "./outline/matches.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";
import {
  closeLastEntry,
  closeUnparsed,
  type Entry,
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
    levels: [],
    parts: [],
    valueExpected: true,
    lastEntry: undefined,
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
  if (isNoEntry(text, at)) {
    if (text[at] === "#") state.spacesFrom = next;
    return next;
  }
  // Whether a tab may stand here depends on the lines before and after.
  if (text[at] === "\t") return undefined;
  const indent = at - start;
  const dash = isDash(text, at);
  if (unparsed !== undefined) {
    if (isBelow(unparsed.level, indent, dash) || (indent === unparsed.level.indent && isFlowEnd(text, at))) {
      state.spacesFrom = next;
      return next;
    }
    closeUnparsed(state, start);
  }
  // The value of a key on the lines before.
  if (text[at] === ":") return undefined;
  if (closeLevels(state.levels, start, indent, dash)) closeLastEntry(state);
  const after = scanContent(state, { start, at, next, dash });
  state.spacesFrom = after ?? end;
  return after;
}

/** A line that belongs to no unparsed entry. */
interface Line {
  readonly start: number;
  /** The offset after its indentation. */
  readonly at: number;
  readonly next: number;
  readonly dash: boolean;
}

function scanContent(state: State, { start, at, next, dash }: Line): number | undefined {
  const { text, levels } = state;
  const indent = at - start;
  const isLong = next - at > LONGEST_LINE;
  const position = positionOf(state, indent, dash);
  if (position === "invalid") return undefined;
  if (position === "continuation") return leaveToParser(state, state.lastEntry, next);
  if (position === "child") {
    if (levels.length >= DEEPEST) return undefined;
    if (!dash && (isLong || !hasKey(text, at))) return leaveToParser(state, state.lastEntry, next);
    openLevel(levels, indent, dash);
  }
  const level = levels.at(-1);
  if (level === undefined) return undefined;
  if (!dash) return scanEntry(state, level, start, at);
  return isLong
    ? leaveToParser(state, startEntry(state, level, start, at), next)
    : scanItem(state, level, start, at);
}

function positionOf(
  { levels, valueExpected, lastEntry }: State,
  indent: number,
  dash: boolean,
): "child" | "sibling" | "continuation" | "invalid" {
  const top = levels.at(-1);
  if (top !== undefined && indent === top.indent && dash === top.isSequence) return "sibling";
  if (valueExpected) return "child";
  return top !== undefined && indent > top.indent && lastEntry !== undefined ? "continuation" : "invalid";
}

function scanItem(state: State, level: Level, start: number, dash: number): number | undefined {
  const { text, levels } = state;
  const entry = startEntry(state, level, start, dash);
  const at = skipSpaces(text, dash + 1);
  if (!hasKey(text, at)) return scanValue(state, entry, at, itemAt(text, dash));
  return scanEntry(state, openLevel(levels, at - start, false), start, at);
}

function scanEntry(state: State, level: Level, start: number, at: number): number | undefined {
  const { text, end, matches, spacesFrom } = state;
  const next = nextLine(text, at, end);
  if (next - spacesFrom > LONGEST_KEY && keyEnd(text, at, next) - spacesFrom > LONGEST_KEY) return undefined;
  const entry = startEntry(state, level, start, at);
  const extent = next - at > LONGEST_LINE ? undefined : entryAt(text, at);
  // The parser reads a flow collection as a key differently where it is not the first key.
  if (extent === undefined && isFlowStart(text, at)) return undefined;
  // Where no match starts before the next line, the key holds none either.
  const known = extent !== undefined && (matches.nextFrom(at) >= next || !matches.isIn(keyAt(text, at)));
  return scanValue(state, entry, at, known ? extent : undefined);
}

/** Where the key at `at` ends; the end of the line where the key is longer than the limit or of no known kind. */
function keyEnd(text: string, at: number, next: number): number {
  const key = keyAt(text.slice(at, Math.min(next, at + LONGEST_KEY)), 0);
  return key === "" ? next : at + key.length;
}

/** Passes over the value of an entry or item, or leaves it to the parser where its extent is unknown. */
function scanValue(state: State, entry: Entry, at: number, extent: Extent | undefined): number | undefined {
  const { text, end, matches } = state;
  const next = nextLine(text, at, end);
  if (extent === "open") {
    state.valueExpected = true;
    return next;
  }
  const after = extent === "block" ? blockEnd(text, next, end, entry.level.indent) : next;
  if (extent === undefined || after === undefined) return leaveToParser(state, entry, next);
  if (matches.nextFrom(at) < after) {
    const value = extent === "whole" ? scalarValueAt(text, at) : undefined;
    state.parts.push(partOf(state, entry, after, value));
  }
  return after;
}
