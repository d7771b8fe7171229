/**
 * Where the entries of a document stand, found by indentation alone. References are rare and reading YAML is dear, so
 * only entries that hold a mark are given. Lines that `outline/line.ts` does not know are given too, with what is
 * indented below them. Where even that is in doubt there is no outline, and the whole document has to be read.
 */

import type { Path } from "../path.js";
import { blockEnd } from "./outline/block.js";
import {
  type Extent,
  entryAt,
  hasKey,
  isDash,
  isDocumentStart,
  isNoEntry,
  itemAt,
  keyAt,
  nextLine,
  scalarValueAt,
  skipBlanks,
  type Value,
} from "./outline/line.js";
import type { Marks } from "./outline/marks.js";

/** Whole lines that hold one entry of a mapping, or one item of a sequence. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Where the entry stands in its first line. Before it there are blanks, and dashes that are not its own. */
  readonly column: number;
  /** The path of the collection that it is of. */
  readonly path: Path;
  /** Of an item: its index in the sequence. */
  readonly index?: number;
  /** The value of an entry or item that needs no reader: a scalar that means what is written. */
  readonly value?: Value;
}

/** A block collection that is not closed yet. */
interface Level {
  readonly indent: number;
  readonly isSequence: boolean;
  /** Where the entry stands that was last seen. */
  at: number;
  /** Of the item that was last seen. */
  index: number;
  /** Once it was asked for. */
  path?: Path;
}

/** An entry that has been seen, as what continues it would have it read. */
interface Seen {
  readonly start: number;
  readonly level: Level | undefined;
  /** How many parts there were before it. */
  readonly parts: number;
}

interface Walk {
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
}

/** Beyond that it is for the reader to say that it is too deep. */
const DEEPEST = 100;
/** A key may not be longer: that is an error for the reader to find. And what tells entries apart goes back and forth. */
const LONGEST_LINE = 1_024;

/** The parts of a document that are to be read; undefined where only reading all of it can tell. */
export function outlineOf(
  text: string,
  start: number,
  end: number,
  marks: Marks,
): readonly Part[] | undefined {
  const walk: Walk = {
    text,
    end,
    marks,
    levels: [],
    parts: [],
    awaiting: true,
    last: undefined,
    unread: undefined,
  };
  let at: number | undefined = start;
  if (text.startsWith("---", start)) {
    if (!isDocumentStart(text, start)) return undefined;
    at = nextLine(text, start, end);
  }
  while (at !== undefined && at < end) at = takeLine(walk, at);
  if (at === undefined) return undefined;
  closeUnread(walk, end);
  return walk.parts;
}

/** The start of what follows, behind a line or a block scalar; undefined where the line fits nowhere. */
function takeLine(walk: Walk, start: number): number | undefined {
  const { text, end, levels } = walk;
  const first = skipBlanks(text, start);
  const next = nextLine(text, first, end);
  if (isNoEntry(text, first)) return next;
  // Whether a tab may stand here depends on what comes before and behind.
  if (text[first] === "\t") return undefined;
  const indent = first - start;
  const dash = isDash(text, first);
  if (walk.unread !== undefined && isBelow(walk.unread, indent, dash)) return next;
  closeUnread(walk, start);
  // The value of a key that stands on lines before it.
  if (text[first] === ":") return undefined;

  closeLevels(walk, indent, dash);
  const position = positionOf(walk, indent, dash);
  if (position === "wrong") return undefined;
  if (position === "continuation") return leaveToReader(walk, walk.last, next);
  const long = next - first > LONGEST_LINE;
  if (position === "child") {
    if (levels.length >= DEEPEST) return undefined;
    if (!dash && (long || !hasKey(text, first))) return leaveToReader(walk, walk.last, next);
    levels.push({ indent, isSequence: dash, at: first, index: -1 });
  }
  if (long) return leaveToReader(walk, see(walk, start, first), next);
  return dash ? takeItem(walk, start, first) : takeEntry(walk, start, first);
}

function isBelow({ level }: Seen, indent: number, dash: boolean): boolean {
  if (level === undefined) return true;
  return indent > level.indent || (indent === level.indent && dash && !level.isSequence);
}

/** Collections that end before a line with this indent. A sequence may stand in the column of its key. */
function closeLevels(walk: Walk, indent: number, dash: boolean): void {
  const { levels } = walk;
  for (let top = levels.at(-1); top !== undefined; top = levels.at(-1)) {
    if (top.indent < indent || (top.indent === indent && (dash || !top.isSequence))) return;
    levels.pop();
    walk.awaiting = false;
    walk.last = undefined;
  }
}

function positionOf(
  { levels, awaiting, last }: Walk,
  indent: number,
  dash: boolean,
): "child" | "sibling" | "continuation" | "wrong" {
  const top = levels.at(-1);
  if (top === undefined) return awaiting ? "child" : "wrong";
  if (indent === top.indent && dash === top.isSequence) return "sibling";
  if (awaiting) return "child";
  return indent > top.indent && last !== undefined ? "continuation" : "wrong";
}

/** Has the reader look at an entry and at all that is indented below it. */
function leaveToReader(walk: Walk, entry: Seen | undefined, next: number): number | undefined {
  if (entry === undefined) return undefined;
  walk.parts.length = entry.parts;
  walk.unread = entry;
  return next;
}

function closeUnread(walk: Walk, end: number): void {
  if (walk.unread === undefined) return;
  walk.parts.push(partOf(walk, walk.unread.start, end));
  walk.unread = undefined;
  walk.awaiting = false;
  walk.last = undefined;
}

/** A part for the entry last seen. */
function partOf({ text, levels }: Walk, start: number, end: number): Part {
  const own = levels.at(-1);
  const place = { start, end, column: own?.indent ?? 0, path: pathOf(text, levels, levels.length - 1) };
  return own?.isSequence ? { ...place, index: own.index } : place;
}

function pathOf(text: string, levels: readonly Level[], depth: number): Path {
  const level = levels[depth];
  const around = levels[depth - 1];
  if (level === undefined || around === undefined) return [];
  level.path ??= [
    ...pathOf(text, levels, depth - 1),
    around.isSequence ? around.index : keyAt(text, around.at),
  ];
  return level.path;
}

function takeItem(walk: Walk, start: number, dash: number): number | undefined {
  const { text, levels } = walk;
  const seen = see(walk, start, dash);
  const inner = skipBlanks(text, dash + 1);
  if (hasKey(text, inner)) {
    levels.push({ indent: inner - start, isSequence: false, at: inner, index: -1 });
    return takeEntry(walk, start, inner);
  }
  return take(walk, seen, inner, itemAt(text, dash));
}

function takeEntry(walk: Walk, start: number, at: number): number | undefined {
  const { text, marks } = walk;
  const seen = see(walk, start, at);
  const extent = entryAt(text, at);
  const named = extent !== undefined && marks.in(keyAt(text, at));
  return take(walk, seen, at, named ? undefined : extent);
}

/** Notes that an entry starts, and where. */
function see(walk: Walk, start: number, at: number): Seen {
  const level = walk.levels.at(-1);
  if (level !== undefined) {
    level.at = at;
    level.index += 1;
  }
  walk.awaiting = false;
  walk.last = { start, level, parts: walk.parts.length };
  return walk.last;
}

/** An entry or item as far as it is known; what is not is left to the reader. */
function take(walk: Walk, seen: Seen, at: number, extent: Extent | undefined): number | undefined {
  const { text, end, marks } = walk;
  const next = nextLine(text, at, end);
  if (extent === "open") {
    walk.awaiting = true;
    return next;
  }
  const behind = extent === "block" ? blockEnd(text, next, end, seen.level?.indent ?? 0) : next;
  if (extent === undefined || behind === undefined)
    return /[[{]/.test(text[at] ?? "") && seen.level?.isSequence === false
      ? undefined
      : leaveToReader(walk, seen, next);
  if (marks.from(at) < behind) addPart(walk, seen, at, behind, extent);
  return behind;
}

function addPart(walk: Walk, { start }: Seen, at: number, end: number, extent: Extent): void {
  const part = partOf(walk, start, end);
  const value = extent === "whole" ? scalarValueAt(walk.text, at) : undefined;
  walk.parts.push(value === undefined ? part : { ...part, value });
}
