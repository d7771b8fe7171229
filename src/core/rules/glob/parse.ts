/** The text of a glob → its parts, or a fault. Rejects syntax that other tools read in different ways. */

import { quoted, said } from "../../diagnostics/words.js";
import { counted } from "../../text/count.js";
import { faultIn, type ReadingFault } from "../../yaml/reading.js";
import { readClass } from "./character-class.js";

export type GlobPart =
  /** One character: a letter, `?`, or `[…]`. */
  | { readonly kind: "one"; readonly matches: (character: string) => boolean }
  /** `*`, `**` with the slash after it, or `**` at the end. */
  | { readonly kind: "star" | "directories" | "everything" }
  /** `{…}` */
  | { readonly kind: "either"; readonly alternatives: readonly Glob[] };

export type Glob = readonly GlobPart[];

/** Limits on a pattern, because each of these makes matching slower. */
const LIMITS = { stars: 5, globstars: 3, alternatives: 100, characters: 1_000 };

/** The state of the parser. */
interface Cursor {
  readonly text: string;
  at: number;
  stars: number;
  globstars: number;
}

/** Parts of a pattern, and the number of patterns without braces that they stand for. */
interface Sequence {
  readonly glob: Glob;
  readonly count: number;
}

const SLASHES = "separate directories with /, on Windows too; \\ escapes *, ? and the like";

/**
 * Parses a glob. Ignores a slash at the end, and `/**` after a name, because a match of a directory covers all below it.
 * Keeps `/**` after a star, because `*` also matches files.
 */
export function parseGlob(given: string): { readonly glob: Glob } | { readonly fault: ReadingFault } {
  const { characters, alternatives } = LIMITS;
  if (given.length > characters) {
    const message = `the pattern has ${counted(given.length, "character")}, and the limit is ${characters}`;
    return { fault: faultIn(given, said(message, "write several patterns")) };
  }
  const text = given.replace(/\/+$/, "").replace(/([^/*])(?:\/\*\*)+$/, "$1");
  const cursor = { text, at: 0, stars: 0, globstars: 0 };
  const read = readSequence(cursor, "");
  if ("start" in read) return { fault: read };
  if (read.count <= alternatives) return { glob: read.glob };
  const message = `the braces of ${quoted(text)} stand for more than ${alternatives} patterns`;
  return { fault: faultIn(text, said(message, "write *, or several patterns")) };
}

/** `{1..12}`, `{01..12}`, `{a..f}` */
const RANGE = /\{(?:(\d+)\.\.(\d+)|([a-z])\.\.([a-z])|([A-Z])\.\.([A-Z]))\}/y;

function readBraces(cursor: Cursor): Sequence | ReadingFault {
  const { text, at: start } = cursor;
  RANGE.lastIndex = start;
  const [range, ...ends] = RANGE.exec(text) ?? [];
  if (range !== undefined) {
    cursor.at = RANGE.lastIndex;
    return rangeOf(ends.filter((end) => end !== undefined));
  }
  const alternatives: Glob[] = [];
  let count = 0;
  do {
    cursor.at += 1;
    const read = readSequence(cursor, ",}");
    if ("start" in read) return read;
    alternatives.push(read.glob);
    count += read.count;
  } while (text[cursor.at] === ",");
  if (cursor.at < text.length && alternatives.length > 1) {
    cursor.at += 1;
    return { glob: [{ kind: "either", alternatives }], count };
  }
  const what = cursor.at < text.length ? "have one alternative only" : "are not closed";
  const message = `in the pattern ${quoted(text)} braces ${what}`;
  return faultIn(
    text,
    said(message, "write them as in {a,b} or {1..12}; a { by itself is [{]"),
    start,
    start + 1,
  );
}

/** Writes a range out, up to the limit. A leading zero pads all numbers to the same width. */
function rangeOf([one = "", other = ""]: readonly string[]): Sequence {
  const letters = /\D/.test(one);
  const [low = 0, high = 0] = [one, other]
    .map((end) => (letters ? end.charCodeAt(0) : Number(end)))
    .sort((a, b) => a - b);
  const count = high - low + 1;
  const width = /^0\d/.test(one) || /^0\d/.test(other) ? Math.max(one.length, other.length) : 1;
  const alternatives = Array.from({ length: Math.min(count, LIMITS.alternatives) }, (_, index) => {
    const number = low + index;
    const text = letters ? String.fromCharCode(number) : String(number).padStart(width, "0");
    return Array.from(text, literal);
  });
  return { glob: [{ kind: "either", alternatives }], count };
}

/** Reads up to one of the characters of `ends`, or to the end of the text. */
function readSequence(cursor: Cursor, ends: string): Sequence | ReadingFault {
  const glob: GlobPart[] = [];
  let count = 1;
  for (let next = cursor.text[cursor.at]; next !== undefined; next = cursor.text[cursor.at]) {
    if (ends.includes(next)) break;
    const part = next === "{" ? readBraces(cursor) : readPart(cursor);
    if ("start" in part) return part;
    if ("count" in part) {
      glob.push(...part.glob);
      count *= part.count;
    } else glob.push(part);
  }
  return { glob, count };
}

function readPart(cursor: Cursor): GlobPart | ReadingFault {
  const { text, at } = cursor;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  switch (character) {
    case "*":
      return readStars(cursor);
    case "[": {
      const read = readClass(text, at);
      if ("start" in read) return read;
      cursor.at = read.end;
      return { kind: "one", matches: read.matches };
    }
    case "?":
      cursor.at += 1;
      return { kind: "one", matches: (other) => other !== "/" };
    case "\\":
      return readEscaped(cursor);
  }
  const negated = character === "!" && (at === 0 || /[/{,]/.test(text[at - 1] ?? ""));
  if (negated || /[()|\]}]/.test(character)) return reserved(cursor, character);
  cursor.at += character.length;
  return literal(character);
}

function literal(character: string): GlobPart {
  return { kind: "one", matches: (other) => other === character };
}

/** The fault of a character that other tools give different meanings. */
function reserved({ text, at }: Cursor, character: string): ReadingFault {
  const message = `the pattern ${quoted(text)} has ${character}, which has no meaning here`;
  const plain = character === "!" ? "\\!" : `[${character}]`;
  const hint = `a pattern can have *, **, ?, […] and {a,b}; for a ${character} in a name, write ${plain}`;
  return faultIn(text, said(message, hint), at, at + character.length);
}

function readEscaped(cursor: Cursor): GlobPart | ReadingFault {
  const { text, at } = cursor;
  const character = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x5c);
  if (at + 1 === text.length || /[\p{L}\p{N}_/]/u.test(character)) {
    const message = `the pattern ${quoted(text)} has a \\ that escapes nothing`;
    return faultIn(text, said(message, SLASHES), at, at + 1);
  }
  cursor.at += 1 + character.length;
  return literal(character);
}

function readStars(cursor: Cursor): GlobPart | ReadingFault {
  const { text, at } = cursor;
  const stars = /^\*+/.exec(text.slice(at))?.[0].length ?? 1;
  const end = at + stars;
  cursor.at = end;
  if (stars === 1) {
    cursor.stars += 1;
    return cursor.stars > LIMITS.stars ? tooMany(cursor, at, "*", LIMITS.stars) : { kind: "star" };
  }
  const whole = (at === 0 || text[at - 1] === "/") && (end === text.length || text[end] === "/");
  if (stars > 2 || !whole) {
    const message = `the pattern ${quoted(text)} has ${"*".repeat(Math.min(stars, 3))} within a name`;
    const hint = "** has to be alone between slashes, as in **/secrets.yaml; within a name write *";
    return faultIn(text, said(message, hint), at, end);
  }
  cursor.globstars += 1;
  if (cursor.globstars > LIMITS.globstars) return tooMany(cursor, at, "**", LIMITS.globstars);
  if (end === text.length) return { kind: "everything" };
  cursor.at = end + 1;
  return { kind: "directories" };
}

function tooMany({ text, at: end }: Cursor, start: number, sign: string, most: number): ReadingFault {
  const message = `the pattern ${quoted(text)} has more than ${most} ${sign}`;
  return faultIn(text, said(message, "use fewer of them, or write several patterns"), start, end);
}
