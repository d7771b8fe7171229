/**
 * Recognises lines of YAML without a parser: an entry of a block mapping or an item of a block sequence, whose value is
 * complete on the line or starts after it. These patterns cover less than YAML on purpose: each match has one meaning
 * only, and the parser reads all other lines.
 */

import { flowEnd } from "./flow.js";
import { endOf } from "./offsets.js";

/** In block context a colon before a space would make it a key, and a number sign after a space a comment. */
const MORE = String.raw`[^\s:]*(?::+(?=[^\s:])[^\s:]*)*`;
/** A key of a mapping. Its quotes hold neither escapes nor doubled quotes. */
const KEY = String.raw`(?:[\w$./<~+^=(]${MORE}(?: [^\s:#]${MORE})*|"[^"\\\n\r]*"|'[^'\n\r]*')`;
const ANCHOR = String.raw`&[\w.-]+`;

const PLAIN = String.raw`(?:[^\s\-?:,[\]{}#&*!|>'"%@${"`"}]|[-?:](?=\S))${MORE}(?: +(?!#)(?=\S)${MORE})*`;
const DOUBLE = String.raw`"[^"\\\n\r]*(?:\\[nrt"\\][^"\\\n\r]*)*"`;
const SINGLE = String.raw`'[^'\n\r]*(?:''[^'\n\r]*)*'`;
const VALUE = String.raw`(?:\*[\w.-]+|(?:${ANCHOR} +)?(?:${PLAIN}|${DOUBLE}|${SINGLE}))`;
const REST = String.raw`(?: +#[^\n]*| *)\r?(?:\n|$)`;

const sticky = (pattern: string) => new RegExp(pattern, "y");
const KEY_END = sticky(String.raw`${KEY}:(?=[ \r\n]|$)`);
const WHOLE = sticky(` +${VALUE}${REST}`);
const OPEN = sticky(`(?: +${ANCHOR})?${REST}`);
const BLOCK = sticky(` +(?:${ANCHOR} +)?[|>][+-]?${REST}`);
/** The text before a flow collection. No pattern can count its brackets. */
const BEFORE_FLOW = sticky(` +(?:${ANCHOR} +)?(?=[[{])`);
const LINE_END = sticky(REST);
const DOCUMENT_START = sticky(`---${REST}`);

/** A value on its line, one that starts on a later line, or a block scalar, whose lines follow. */
export type Extent = "whole" | "open" | "block";

/** The extent of the value after a colon or dash that ends at `at`; undefined where only a parser can tell. */
export function extentAt(text: string, at: number): Extent | undefined {
  if (endOf(WHOLE, text, at) !== undefined) return "whole";
  if (endOf(OPEN, text, at) !== undefined) return "open";
  if (endOf(BLOCK, text, at) !== undefined) return "block";
  const flow = endOf(BEFORE_FLOW, text, at);
  const end = flow === undefined ? undefined : flowEnd(text, flow);
  return end !== undefined && endOf(LINE_END, text, end) !== undefined ? "whole" : undefined;
}

/** Whether the rest of a line, from its first character that is not a space, is empty or a comment. */
export function isNoEntry(first: string | undefined): boolean {
  return first === undefined || first === "#" || first === "\n" || first === "\r";
}

/** `---` without content after it. */
export function isDocumentStart(text: string, at: number): boolean {
  return endOf(DOCUMENT_START, text, at) !== undefined;
}

/** Whether a dash at `at` begins an item: `- `, or a dash that ends its line. */
export function isItem(text: string, at: number): boolean {
  return /^[ \r\n]?$/.test(text.charAt(at + 1));
}

export function isFlowStart(text: string, at: number): boolean {
  return text[at] === "[" || text[at] === "{";
}

export function isFlowEnd(first: string | undefined): boolean {
  return first === "]" || first === "}";
}

/** The offset after the colon of the key at `at`; undefined where no key of this kind stands there. */
export function keyEnd(text: string, at: number): number | undefined {
  return endOf(KEY_END, text, at);
}

/** The decoded text of the key at `at`; empty where no key of this kind stands there. */
export function keyAt(text: string, at: number): string {
  const key = text.slice(at, (keyEnd(text, at) ?? at + 1) - 1);
  return /^["']/.test(key) ? key.slice(1, -1) : key;
}

export interface Value {
  readonly start: number;
  readonly end: number;
  readonly style: "plain" | "single" | "double";
}

const SCALAR = sticky(
  String.raw`((?:${KEY}: +)?(?:${ANCHOR} +)?)(?:(${PLAIN})|("[^"\\\n\r]*")|('[^'\n\r]*'))${REST}`,
);

/** The scalar of an entry or item of one line; undefined where its text has to be decoded, or its value is not a scalar. */
export function scalarValueAt(text: string, at: number): Value | undefined {
  SCALAR.lastIndex = at;
  const [, before = "", plain, double, single] = SCALAR.exec(text) ?? [];
  const value = plain ?? double ?? single;
  if (value === undefined) return undefined;
  const start = at + before.length;
  const style = plain !== undefined ? "plain" : double !== undefined ? "double" : "single";
  return { start, end: start + value.length, style };
}
