/**
 * Block scalars: a new literal block for a value of several lines, values put into blocks that stand already, and blocks
 * written anew where that cannot be.
 */

import { lineEnd } from "../../text/source.js";
import { type Edit, splice } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { isPrintableLine } from "./text.js";

const INDENT_STEP = 2;
const DOCUMENT_MARKER = /^(?:---|\.\.\.)(?:\s|$)/;

/**
 * Turns a one-line or quoted scalar into a literal block of `text`: its header goes where the scalar was, so
 * that a comment behind it stays, and its lines follow that line. Undefined where a block cannot hold the text,
 * or where what follows would be read as part of it.
 */
export function literalBlock(source: string, scalar: Scalar, text: string): readonly Edit[] | undefined {
  const { span, place } = scalar;
  const eol = lineEnd(source, span.end);
  const rest = source.slice(span.end, eol);
  // What YAML 1.1 takes for a line break would end the comment, and what is behind it would be the block's first line.
  if (place.inFlow || !/^[ \t]*$|^[ \t]+#[^\u0085\u2028\u2029]*$/.test(rest)) return undefined;
  const lines = withoutLastBreaks(text).split("\n");
  const indent = Math.max(place.indent, 0) + INDENT_STEP;
  if (!canOpen(lines) || !isClear(source, eol, indent)) return undefined;

  const trailing = text.length - lines.join("\n").length;
  // More than one line break at the end would take the blank lines that follow along. That of the file's last line is
  // not to be counted on: Jinja drops it unless it is asked to keep it, and Mage does not ask.
  if (trailing > 1 || (trailing === 1 && /^\r?\n?$/.test(source.slice(eol, eol + 3)))) return undefined;
  const newline = newlineOf(source, eol);
  const body = lines.map((line) => newline + (line === "" ? "" : " ".repeat(indent) + line)).join("");
  return [
    { ...span, text: trailing === 0 ? "|-" : "|" },
    { start: eol, end: eol, text: body },
  ];
}

/** The first line shows the indentation, so it may be neither blank nor indented itself. */
function canOpen(lines: readonly string[]): boolean {
  const [first = ""] = lines;
  return !/^\s|^$/.test(first) && lines.every(isTextLine);
}

/** Whether the first line with text after `eol` stands to the left of the block, and all blank ones do. */
function isClear(source: string, eol: number, indent: number): boolean {
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
 * Puts texts into the lines of a literal or folded block. `meant` is what the block has to say afterwards;
 * undefined where it would not, because of spaces at the edges, characters that need escapes, or empty lines.
 */
export function insideBlock(
  source: string,
  scalar: Scalar,
  tokens: readonly Edit[],
  meant: string,
): readonly Edit[] | undefined {
  if (scalar.style === "folded") {
    // Spaces change what is folded, and at column 0 `---` or `...` ends the document.
    const calm = tokens.every(({ text }) => /^(?![-.])\S(?:.*\S)?$/u.test(text) && isPrintableLine(text));
    return calm ? tokens : undefined;
  }
  const { header, body, explicit, indent, newline } = partsOf(source, scalar);
  const known = readLiteral(body, header, indent, explicit);
  if (known !== scalar.value) return undefined;
  const edits = tokens.map((token) => ({ ...token, text: indented(token.text, indent, newline) }));
  if (!tokens.every(({ text }) => text.split("\n").every(isPrintableLine))) return undefined;

  const base = scalar.content.start;
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - base, end: edit.end - base }));
  const reading = readLiteral(splice(body, moved), header, indent, explicit);
  return reading === meant ? edits : undefined;
}

interface BlockParts {
  readonly header: string;
  readonly body: string;
  /** Whether the header says the indentation. */
  readonly explicit: boolean;
  readonly indent: number;
  readonly newline: string;
}

function partsOf(source: string, { span, content, place }: Scalar): BlockParts {
  const header = source.slice(span.start, content.start);
  const body = source.slice(content.start, content.end);
  const said = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  const seen = /^(?:[ ]*\r?\n)*( *)/.exec(body)?.[1]?.length ?? 0;
  return {
    header,
    body,
    explicit: said !== undefined,
    indent: said === undefined ? seen : place.indent + Number(said),
    newline: header.endsWith("\r\n") ? "\r\n" : "\n",
  };
}

/**
 * A block that cannot take the values as it stands, as a literal one of `text`, with its header's comment and in its
 * indentation: another mark for the line breaks at its end, or for spaces at its start, is often all that it takes.
 * Undefined where no block can hold the text.
 */
export function rewrittenBlock(source: string, scalar: Scalar, text: string): Edit | undefined {
  const { header, body, explicit, indent, newline } = partsOf(source, scalar);
  const [, comment = ""] = /^[|>][-+1-9]*([ \t]+#.*)?\r?\n$/.exec(header) ?? [];
  const lines = withoutLastBreaks(text).split("\n");
  const [first = ""] = lines.filter((line) => line !== "");
  if (first === "" || !body.endsWith("\n") || !lines.every(isTextLine)) return undefined;
  const breaks = text.length - withoutLastBreaks(text).length;
  const rest = source.slice(scalar.span.end);
  // The value's own line break could be the one that Mage drops, with the last one of the file.
  if (breaks > 0 && rest === "" && !scalar.value.endsWith("\n")) return undefined;
  // All breaks are kept then, those of the blank lines that follow too.
  if (breaks > 1 && /^[ \t]*\r?\n/.test(rest)) return undefined;

  const step = indent - scalar.place.indent;
  const says = explicit || /^\s/.test(first);
  if (says && (scalar.place.indent < 0 || step < 1 || step > 9)) return undefined;
  const head = `|${says ? step : ""}${["-", ""][breaks] ?? "+"}`;
  const blankLines = breaks > 1 ? newline.repeat(breaks - 1) : blankLinesBehind(body);
  const written =
    lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line) + newline).join("") + blankLines;
  return readLiteral(written, head, indent, says) === text
    ? { ...scalar.span, text: head + comment + newline + written }
    : undefined;
}

function blankLinesBehind(body: string): string {
  const tail = body.slice(body.trimEnd().length);
  return tail.slice(tail.indexOf("\n") + 1);
}

/** Spaces alone are read in two ways at a block's end. */
function isTextLine(line: string): boolean {
  return isPrintableLine(line) && !/^\s+$/.test(line);
}

/** Lines after the first get the block's indentation; empty ones only at the end, where other text may follow. */
function indented(text: string, indent: number, newline: string): string {
  const lines = text.split("\n");
  const pad = " ".repeat(indent);
  const padded = lines.map((line, at) =>
    at === 0 || (line === "" && at < lines.length - 1) ? line : pad + line,
  );
  return padded.join(newline);
}

/** Reads a literal block's lines as YAML does (1.2, section 8.1); undefined where its indentation is in doubt. */
function readLiteral(body: string, header: string, indent: number, explicit: boolean): string | undefined {
  const lines = body.replaceAll("\r\n", "\n").split("\n");
  const last = lines.pop() ?? "";
  // Readers do not agree on spaces before the end of the file.
  if (last !== "" && last.trim() === "") return undefined;
  if (last !== "") lines.push(last);
  const first = lines.find((line) => line.trim() !== "");
  // libyaml refuses a tab after the spaces from which it is to learn the indentation.
  if (first === undefined || (!explicit && /^ *\t?/.exec(first)?.[0].length !== indent)) return undefined;
  if (!explicit && lines.slice(0, lines.indexOf(first)).some((line) => line.length > indent))
    return undefined;
  if (lines.some((line) => !/^ *$/.test(line.slice(0, indent)))) return undefined;
  // `yaml` drops a last line of spaces that the indentation indicator makes a part of the text.
  if (lines.findLast((line) => line !== "")?.trim() === "") return undefined;
  if (indent === 0 && lines.some((line) => DOCUMENT_MARKER.test(line))) return undefined;

  const text = lines.map((line) => `${line.slice(indent)}\n`).join("");
  const chomping = /^\|[0-9]?([+-])/.exec(header)?.[1];
  if (chomping === "+") return text;
  const stripped = withoutLastBreaks(text);
  return chomping === "-" || stripped === "" ? stripped : `${stripped}\n`;
}

/** By hand: a regular expression would take time square in the breaks inside the text. */
export function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}
