/**
 * A text with a name, and where things stand in it. Offsets count UTF-16 units from 0 everywhere in the
 * core; lines and columns, counted from 1, are made of them only for people and programs to read.
 */

/** What a source is called that was not in a file. */
export const STDIN_NAME = "<stdin>";

/** A YAML text, of any number of documents. */
export interface Source {
  /** What messages call it: the file's path as the user gave it, or `<stdin>`. Two sources may have the same. */
  readonly name: string;
  /** All of it, a BOM included. A NUL in it is an error, `yaml-syntax`. */
  readonly text: string;
  /**
   * Set where the bytes were no UTF-8 text: the offset in `text` of the first that was not, and what they may be. Such a
   * source has the error `yaml-syntax` there, and nothing else is looked for in it.
   */
  readonly malformed?: { readonly at: number; readonly encoding: "UTF-16" | "unknown" };
}

/** A part of a text, in UTF-16 units from 0. Half-open: `start` is inside, `end` is the first offset outside. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a place is a part of another, and not all of it. */
export function isWithin(part: Span, whole: Span): boolean {
  return part.start > whole.start || part.end < whole.end;
}

/** Whether a span has something in common with one of many, which are in order and do not overlap. */
export function meetsAny(spans: readonly Span[], { start, end }: Span): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? end) <= start) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.start ?? end) < end;
}

/** A part of a text together with where it stands in it. */
export interface Token extends Span {
  readonly text: string;
}

/** As people and editors count: both from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
}

/** The lines of one text, which end at LF or CR LF. */
export interface Lines {
  /** Of an offset from 0 to the text's length; the BOM in front is at the same column as what follows it. */
  positionAt(offset: number): Position;
  /** The offset at which a line, counted from 1, starts to be shown: behind a BOM. The text's length beyond the last. */
  startOf(line: number): number;
  /** The text of a line that there is, counted from 1, without its line break and without a BOM. */
  textOf(line: number): string;
}

/**
 * Makes lines and columns of the offsets in a text, those of a diagnostic's `place` and `part` for one. Indexes the line
 * starts once, so that each position costs a binary search. Never throws.
 */
export function linesOf(text: string): Lines {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);

  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    positionAt(offset) {
      const line = lineAt(offset);
      return { line: line + 1, column: Math.max(offset - (starts[line] ?? 0), 0) + 1 };
    },
    startOf: (line) => starts[line - 1] ?? text.length,
    textOf(line) {
      const end = (starts[line] ?? text.length + 1) - 1;
      return text.slice(starts[line - 1] ?? 0, text[end - 1] === "\r" ? end - 1 : end);
    },
  };
}

/** The offset at which the line that holds `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset of the line break that ends the line of `offset` (its `\r`, where there is one), or the text's end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}
