/**
 * Where the entries of a document stand, found by indentation alone. References are rare and reading YAML is dear, so
 * only entries that hold a mark are given. Lines that `outline/line.ts` does not know are given too, with what is
 * indented below them. Where even that is in doubt there is no outline, and the whole document has to be read.
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
import type { Marks } from "./outline/marks.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";
import {
  closeUnread,
  forgetLast,
  leaveToReader,
  type Part,
  partOf,
  type Seen,
  see,
  type Walk,
} from "./outline/walk.js";

/** Beyond that it is for the reader to say that it is too deep. */
const DEEPEST = 100;
/** What tells an entry apart goes back and forth, and would need a stack of this depth. */
const LONGEST_LINE = 8_192;
/** It is for the reader to say that a key is too long, of 1024 characters and sometimes the spaces in front of it. */
const LONGEST_KEY = 1_000;

/** The parts of a document that are to be read; undefined where only reading all of it can tell. */
export function outlineOf(text: string, start: number, end: number, marks: Marks): Part[] | undefined {
  const walk: Walk = {
    text,
    end,
    marks,
    levels: [],
    parts: [],
    awaiting: true,
    last: undefined,
    unread: undefined,
    spacesFrom: start,
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
  const { text, end, unread } = walk;
  const at = skipSpaces(text, start);
  const next = nextLine(text, at, end);
  if (isNoEntry(text, at)) {
    if (text[at] === "#") walk.spacesFrom = next;
    return next;
  }
  // Whether a tab may stand here depends on what comes before and behind.
  if (text[at] === "\t") return undefined;
  const indent = at - start;
  const dash = isDash(text, at);
  if (unread !== undefined) {
    if (isBelow(unread.level, indent, dash) || (indent === unread.level.indent && isFlowEnd(text, at))) {
      walk.spacesFrom = next;
      return next;
    }
    closeUnread(walk, start);
  }
  // The value of a key that stands on lines before it.
  if (text[at] === ":") return undefined;
  if (closeLevels(walk.levels, start, indent, dash)) forgetLast(walk);
  const behind = takeInPlace(walk, { start, at, next, dash });
  walk.spacesFrom = behind ?? end;
  return behind;
}

/** A line that belongs to no unread entry. */
interface Line {
  readonly start: number;
  /** Behind its indentation. */
  readonly at: number;
  readonly next: number;
  readonly dash: boolean;
}

function takeInPlace(walk: Walk, { start, at, next, dash }: Line): number | undefined {
  const { text, levels } = walk;
  const indent = at - start;
  const isLong = next - at > LONGEST_LINE;
  const position = positionOf(walk, indent, dash);
  if (position === "wrong") return undefined;
  if (position === "continuation") return leaveToReader(walk, walk.last, next);
  if (position === "child") {
    if (levels.length >= DEEPEST) return undefined;
    if (!dash && (isLong || !hasKey(text, at))) return leaveToReader(walk, walk.last, next);
    openLevel(levels, indent, dash);
  }
  const level = levels.at(-1);
  if (level === undefined) return undefined;
  if (!dash) return takeEntry(walk, level, start, at);
  return isLong ? leaveToReader(walk, see(walk, level, start, at), next) : takeItem(walk, level, start, at);
}

function positionOf(
  { levels, awaiting, last }: Walk,
  indent: number,
  dash: boolean,
): "child" | "sibling" | "continuation" | "wrong" {
  const top = levels.at(-1);
  if (top !== undefined && indent === top.indent && dash === top.isSequence) return "sibling";
  if (awaiting) return "child";
  return top !== undefined && indent > top.indent && last !== undefined ? "continuation" : "wrong";
}

function takeItem(walk: Walk, level: Level, start: number, dash: number): number | undefined {
  const { text, levels } = walk;
  const seen = see(walk, level, start, dash);
  const at = skipSpaces(text, dash + 1);
  if (!hasKey(text, at)) return take(walk, seen, at, itemAt(text, dash));
  return takeEntry(walk, openLevel(levels, at - start, false), start, at);
}

function takeEntry(walk: Walk, level: Level, start: number, at: number): number | undefined {
  const { text, end, marks, spacesFrom } = walk;
  const next = nextLine(text, at, end);
  if (next - spacesFrom > LONGEST_KEY && keyEnd(text, at, next) - spacesFrom > LONGEST_KEY) return undefined;
  const seen = see(walk, level, start, at);
  const extent = next - at > LONGEST_LINE ? undefined : entryAt(text, at);
  // To the reader a list or mapping as a key is another matter where it is not the first.
  if (extent === undefined && isFlowStart(text, at)) return undefined;
  // Most keys need no look of their own.
  const known = extent !== undefined && (marks.from(at) >= next || !marks.in(keyAt(text, at)));
  return take(walk, seen, at, known ? extent : undefined);
}

/** Where the key ends that starts here, or the line where it is no short key. */
function keyEnd(text: string, at: number, next: number): number {
  const key = keyAt(text.slice(at, Math.min(next, at + LONGEST_KEY)), 0);
  return key === "" ? next : at + key.length;
}

/** An entry or item as far as it is known; what is not is left to the reader. */
function take(walk: Walk, seen: Seen, at: number, extent: Extent | undefined): number | undefined {
  const { text, end, marks } = walk;
  const next = nextLine(text, at, end);
  if (extent === "open") {
    walk.awaiting = true;
    return next;
  }
  const behind = extent === "block" ? blockEnd(text, next, end, seen.level.indent) : next;
  if (extent === undefined || behind === undefined) return leaveToReader(walk, seen, next);
  if (marks.from(at) < behind) {
    const value = extent === "whole" ? scalarValueAt(text, at) : undefined;
    walk.parts.push(partOf(walk, seen, behind, value));
  }
  return behind;
}
