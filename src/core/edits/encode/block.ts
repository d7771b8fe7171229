/**
 * Block scalars: a new literal block for a value of several lines, values put into a block that the file has, and a block
 * rewritten if that is not possible.
 */

import { lineEnd } from "../../text/source.js";
import { type Edit, splice } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { isPrintableLine } from "./text.js";

const INDENT_STEP = 2;
const DOCUMENT_MARKER = /^(?:---|\.\.\.)(?:\s|$)/;

/**
 * Turns a one-line or quoted scalar into a literal block of `text`. The header replaces the scalar, so that a comment
 * after it stays, and the block's lines follow that line. Undefined if a block cannot hold the text, or if the lines that
 * follow would be read as part of it.
 */
export function literalBlock(source: string, scalar: Scalar, text: string): readonly Edit[] | undefined {
  const { span, place } = scalar;
  const eol = lineEnd(source, span.end);
  const rest = source.slice(span.end, eol);
  // A line break of YAML 1.1 would end the comment, and the rest of it would be the block's first line.
  if (place.inFlow || !/^[ \t]*$|^[ \t]+#[^\u0085\u2028\u2029]*$/.test(rest)) return undefined;
  const lines = withoutLastBreaks(text).split("\n");
  const indent = Math.max(place.indent, 0) + INDENT_STEP;
  // The first line shows the indentation, so it has to have text and no indentation of its own.
  if (/^\s|^$/.test(lines[0] ?? "") || !lines.every(isTextLine)) return undefined;
  if (!endsBefore(source, eol, indent)) return undefined;

  const trailing = text.length - lines.join("\n").length;
  // With more than one line break at the end, blank lines that follow would be part of the value. The last line break of
  // a file is not reliable: Jinja drops it unless told to keep it, and Mage does not tell it.
  if (trailing > 1 || (trailing === 1 && /^\r?\n?$/.test(source.slice(eol, eol + 3)))) return undefined;
  const newline = newlineOf(source, eol);
  const body = lines.map((line) => newline + (line === "" ? "" : " ".repeat(indent) + line)).join("");
  return [
    { ...span, text: trailing === 0 ? "|-" : "|" },
    { start: eol, end: eol, text: body },
  ];
}

/** Whether the block would end before the lines after `eol`: the first one with text, and all blank lines before it, are indented less. */
function endsBefore(source: string, eol: number, indent: number): boolean {
  for (let start = source.indexOf("\n", eol) + 1; start > 0 && start < source.length; ) {
    const end = lineEnd(source, start);
    const spaces = /^[ \t]*/.exec(source.slice(start, end))?.[0] ?? "";
    if (spaces.includes("\t")) return false;
    if (spaces.length < end - start) return spaces.length < indent;
    if (spaces.length > indent) return false;
    start = source.indexOf("\n", end) + 1;
  }
  return true;
}

function newlineOf(source: string, eol: number): string {
  const first = source.indexOf("\n");
  return source[eol] === "\r" || (eol === source.length && first > 0 && source[first - 1] === "\r")
    ? "\r\n"
    : "\n";
}

/**
 * Puts texts into the lines of a literal or folded block. Undefined if the block would not be read as `meant` then,
 * because of spaces at the edges, characters that need escapes, or empty lines.
 */
export function insideBlock(
  source: string,
  scalar: Scalar,
  edits: readonly Edit[],
  meant: string,
): readonly Edit[] | undefined {
  if (scalar.style === "folded") {
    // Spaces change the folding, and at column 0 `---` or `...` ends the document.
    const isSafe = edits.every(({ text }) => /^(?![-.])\S(?:.*\S)?$/u.test(text) && isPrintableLine(text));
    return isSafe ? edits : undefined;
  }
  const { header, body, explicit, indent, newline } = partsOf(source, scalar);
  if (readLiteral(body, header, indent, explicit) !== scalar.value) return undefined;
  const indentedEdits = edits.map((edit) => ({ ...edit, text: indented(edit.text, indent, newline) }));
  if (!edits.every(({ text }) => text.split("\n").every(isPrintableLine))) return undefined;

  const base = scalar.content.start;
  const moved = indentedEdits.map((edit) => ({ ...edit, start: edit.start - base, end: edit.end - base }));
  return readLiteral(splice(body, moved), header, indent, explicit) === meant ? indentedEdits : undefined;
}

interface BlockParts {
  readonly header: string;
  readonly body: string;
  /** Whether the header has an indentation indicator. */
  readonly explicit: boolean;
  readonly indent: number;
  readonly newline: string;
}

function partsOf(source: string, { span, content, place }: Scalar): BlockParts {
  const header = source.slice(span.start, content.start);
  const body = source.slice(content.start, content.end);
  const indicator = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  const detected = /^(?:[ ]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0;
  return {
    header,
    body,
    explicit: indicator !== undefined,
    indent: indicator === undefined ? detected : place.indent + Number(indicator),
    newline: header.endsWith("\r\n") ? "\r\n" : "\n",
  };
}

/**
 * Rewrites a block as a literal block of `text`, with its comment and its indentation. Often only its chomping or
 * indentation indicator changes. Undefined if no block can hold the text.
 */
export function rewrittenBlock(source: string, scalar: Scalar, text: string): Edit | undefined {
  const { header, body, explicit, indent, newline } = partsOf(source, scalar);
  const [, comment = ""] = /^[|>][-+1-9]*([ \t]+#.*)?\r?\n$/.exec(header) ?? [];
  const lines = withoutLastBreaks(text).split("\n");
  const [first = ""] = lines.filter((line) => line !== "");
  if (first === "" || !body.endsWith("\n") || !lines.every(isTextLine)) return undefined;
  const breaks = text.length - withoutLastBreaks(text).length;
  const rest = source.slice(scalar.span.end);
  // The value's own line break would be the last of the file, which Mage drops.
  if (breaks > 0 && rest === "" && !scalar.value.endsWith("\n")) return undefined;
  // `|+` would also keep the line breaks of the blank lines that follow.
  if (breaks > 1 && /^[ \t]*\r?\n/.test(rest)) return undefined;

  const step = indent - scalar.place.indent;
  const needsIndicator = explicit || /^\s/.test(first);
  if (needsIndicator && (scalar.place.indent < 0 || step < 1 || step > 9)) return undefined;
  const head = `|${needsIndicator ? step : ""}${["-", ""][breaks] ?? "+"}`;
  const blankLines = breaks > 1 ? newline.repeat(breaks - 1) : trailingBlankLines(body);
  const written =
    lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line) + newline).join("") + blankLines;
  return readLiteral(written, head, indent, needsIndicator) === text
    ? { ...scalar.span, text: head + comment + newline + written }
    : undefined;
}

function trailingBlankLines(body: string): string {
  const tail = body.slice(body.trimEnd().length);
  return tail.slice(tail.indexOf("\n") + 1);
}

/** Not a line of spaces only: at a block's end readers disagree on it. */
function isTextLine(line: string): boolean {
  return isPrintableLine(line) && !/^\s+$/.test(line);
}

/** Indents the lines after the first. Of empty lines only the last is indented, because other text may follow it. */
function indented(text: string, indent: number, newline: string): string {
  const lines = text.split("\n");
  const pad = " ".repeat(indent);
  const padded = lines.map((line, at) =>
    at === 0 || (line === "" && at < lines.length - 1) ? line : pad + line,
  );
  return padded.join(newline);
}

/** Reads a literal block as YAML does (1.2.2, section 8.1); undefined if readers could disagree. */
function readLiteral(body: string, header: string, indent: number, explicit: boolean): string | undefined {
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  const last = lines.pop() ?? "";
  // Readers disagree on spaces before the end of the file.
  if (last !== "" && last.trim() === "") return undefined;
  if (last !== "") lines.push(last);
  const first = lines.find((line) => line.trim() !== "");
  // libyaml refuses a tab after the spaces from which it detects the indentation.
  if (first === undefined || (!explicit && /^ *\t?/.exec(first)?.[0].length !== indent)) return undefined;
  if (!explicit && lines.slice(0, lines.indexOf(first)).some((line) => line.length > indent))
    return undefined;
  if (lines.some((line) => !/^ *$/.test(line.slice(0, indent)))) return undefined;
  // The package `yaml` drops a last line of spaces, even if the indentation indicator makes it part of the text.
  if (lines.findLast((line) => line !== "")?.trim() === "") return undefined;
  if (indent === 0 && lines.some((line) => DOCUMENT_MARKER.test(line))) return undefined;

  const text = lines.map((line) => `${line.slice(indent)}\n`).join("");
  const chomping = /^\|[0-9]?([+-])/.exec(header)?.[1];
  if (chomping === "+") return text;
  const stripped = withoutLastBreaks(text);
  return chomping === "-" || stripped === "" ? stripped : `${stripped}\n`;
}

/** A loop, because a regular expression takes quadratic time in the line breaks inside the text. */
export function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}
