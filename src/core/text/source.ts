/**
 * A text with a name, and places in it. The core uses offsets, in UTF-16 units from 0. Only output has lines and columns,
 * counted from 1.
 */

/** The name of a source that was read from standard input. */
export const STDIN_NAME = "<stdin>";

/** A YAML text, of any number of documents. */
export interface Source {
  /** The name in messages: the file's path as the user gave it, or `<stdin>`. Two sources may have the same name. */
  readonly name: string;
  /** The whole text, with its BOM. A NUL in it is an error, `yaml-syntax`. */
  readonly text: string;
  /**
   * Set where the bytes were not valid UTF-8: the offset in `text` of the first invalid byte, and the likely encoding. Such
   * a source has the error `yaml-syntax` there and no other findings.
   */
  readonly malformed?: { readonly at: number; readonly encoding: "UTF-16" | "unknown" };
}

/** A part of a text, in UTF-16 units from 0. Half-open: `start` is inside, `end` is the first offset outside. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a place is a part of another, and not the whole of it. */
export function isWithin(part: Span, whole: Span): boolean {
  return part.start > whole.start || part.end < whole.end;
}

/** Whether a span overlaps one of `spans`, which are sorted and disjoint. */
export function meetsAny(spans: readonly Span[], { start, end }: Span): boolean {
  const at = countLeading(spans, (span) => span.end <= start);
  return (spans[at]?.start ?? end) < end;
}

/** The number of items at the start of a list that pass a test which none passes after the first failure. */
function countLeading<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A part of a text, with its place there. */
export interface Token extends Span {
  readonly text: string;
}

/** The parts of a text that was split at a separator of one character. `from` is the offset of the text's start. */
export function tokensOf(text: string, parts: readonly string[], from = 0): readonly Token[] {
  let start = from;
  return parts.map(({ length }) => {
    const token = { text: text.slice(start - from, start - from + length), start, end: start + length };
    start = token.end + 1;
    return token;
  });
}

/** A place as people and editors count: line and column from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
}

/** The lines of one text, which end at LF or CR LF. */
export interface Lines {
  /** The position of an offset from 0 to the text's length. A BOM has the same column as the character after it. */
  positionAt(offset: number): Position;
  /** The start of a line, counted from 1, without a BOM. The text's length beyond the last line. */
  startOf(line: number): number;
  /** The text of an existing line, counted from 1, without line break and BOM. */
  textOf(line: number): string;
}

/**
 * Converts offsets in a text, such as those of a diagnostic's `place` and `part`, to lines and columns. Indexes the line
 * starts once, so that each position costs a binary search. Never throws.
 */
export function linesOf(text: string): Lines {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    positionAt(offset) {
      const line = Math.max(
        countLeading(starts, (start) => start <= offset),
        1,
      );
      return { line, column: Math.max(offset - (starts[line - 1] ?? 0), 0) + 1 };
    },
    startOf: (line) => starts[line - 1] ?? text.length,
    textOf(line) {
      const end = (starts[line] ?? text.length + 1) - 1;
      return text.slice(starts[line - 1] ?? 0, text[end - 1] === "\r" ? end - 1 : end);
    },
  };
}

const indexed = new WeakMap<Source, Lines>();

/** The lines of a source, indexed once for all that is found in it. */
export function linesIn(source: Source): Lines {
  const known = indexed.get(source);
  if (known !== undefined) return known;
  const lines = linesOf(source.text);
  indexed.set(source, lines);
  return lines;
}

/** Lines and columns of a span, from 1, columns in UTF-16 units; `endColumn` is the first one outside. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function rangeOf(source: Source, { start, end }: Span): Range {
  const lines = linesIn(source);
  const [first, last] = [lines.positionAt(start), lines.positionAt(end)];
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

/** The start of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset of the line break after `offset` (of its `\r`, where there is one), or the text's end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}
