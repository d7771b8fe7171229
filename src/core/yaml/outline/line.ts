/**
 * Recognises lines of YAML without a parser: an entry of a block mapping or an item of a block sequence, whose value is
 * complete on the line or starts after it. These patterns cover less than YAML on purpose: each match has one meaning
 * only, and the parser reads all other lines.
 */

import { flowEnd } from "./flow.js";
import { skipSpaces } from "./offsets.js";

/** In block context a colon before a space would make it a key, and a number sign after a space a comment. */
const MORE = String.raw`[^\s:]*(?::+(?=[^\s:])[^\s:]*)*`;
/** A key of a mapping. Its quotes hold neither escapes nor doubled quotes. */
const KEY = String.raw`(?:[\w$./<~+^=(]${MORE}(?: [^\s:#]${MORE})*|"[^"\\\n\r]*"|'[^'\n\r]*')`;
const ANCHOR = String.raw`&[\w.-]+`;

const PLAIN = String.raw`(?:[^\s\-?:,[\]{}#&*!|>'"%@${"`"}]|[-?:](?=\S))${MORE}(?: +(?!#)(?=\S)${MORE})*`;
const DOUBLE = String.raw`"[^"\\\n\r]*(?:\\[nrt"\\][^"\\\n\r]*)*"`;
const SINGLE = String.raw`'[^'\n\r]*(?:''[^'\n\r]*)*'`;
const VALUE = String.raw`(?:\*[\w.-]+|(?:${ANCHOR} +)?(?:${PLAIN}|${DOUBLE}|${SINGLE}))`;
/** The text before a flow collection. No pattern can count its brackets. */
const BEFORE_FLOW = `(?:${ANCHOR} +)?(?=[[{])`;
const BLOCK = `(?:${ANCHOR} +)?[|>][+-]?`;
const REST = String.raw`(?: +#[^\n]*| *)\r?(?:\n|$)`;

const sticky = (pattern: string) => new RegExp(pattern, "y");
const WHOLE_ENTRY = sticky(`${KEY}: +${VALUE}${REST}`);
const OPEN_ENTRY = sticky(`${KEY}:(?: +${ANCHOR})?${REST}`);
const BLOCK_ENTRY = sticky(`${KEY}: +${BLOCK}${REST}`);
const WHOLE_ITEM = sticky(`${VALUE}${REST}`);
const OPEN_ITEM = sticky(REST);
const BLOCK_ITEM = sticky(`${BLOCK}${REST}`);
const FLOW_ENTRY = sticky(`${KEY}: +${BEFORE_FLOW}`);
const FLOW_ITEM = sticky(BEFORE_FLOW);
const DOCUMENT_START = sticky(`---${REST}`);

/** A value on its line, one that starts on a later line, or a block scalar, whose lines follow. */
export type Extent = "whole" | "open" | "block";

/** The extent of the value whose key starts at `at`; undefined where only a parser can tell. */
export function entryAt(text: string, at: number): Extent | undefined {
  if (matches(WHOLE_ENTRY, text, at)) return "whole";
  if (matches(OPEN_ENTRY, text, at)) return "open";
  if (matches(BLOCK_ENTRY, text, at)) return "block";
  return isFlow(FLOW_ENTRY, text, at) ? "whole" : undefined;
}

/** The same for the item whose dash stands at `at` and which is not a block collection. */
export function itemAt(text: string, at: number): Extent | undefined {
  if (matches(OPEN_ITEM, text, at + 1)) return "open";
  const value = skipSpaces(text, at + 1);
  if (matches(WHOLE_ITEM, text, value)) return "whole";
  if (matches(BLOCK_ITEM, text, value)) return "block";
  return isFlow(FLOW_ITEM, text, value) ? "whole" : undefined;
}

function isFlow(before: RegExp, text: string, at: number): boolean {
  const end = matches(before, text, at) ? flowEnd(text, before.lastIndex) : undefined;
  return end !== undefined && matches(OPEN_ITEM, text, end);
}

/** Whether the rest of a line, from its first character that is not a space, is empty or a comment. */
export function isNoEntry(text: string, at: number): boolean {
  const first = text[at];
  return first === undefined || first === "#" || first === "\n" || first === "\r";
}

/** `---` without content after it. */
export function isDocumentStart(text: string, at: number): boolean {
  return matches(DOCUMENT_START, text, at);
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** `- `, or a dash that ends its line. */
export function isDash(text: string, at: number): boolean {
  return text[at] === "-" && /^[ \r\n]?$/.test(text.charAt(at + 1));
}

export function isFlowStart(text: string, at: number): boolean {
  return text[at] === "[" || text[at] === "{";
}

export function isFlowEnd(text: string, at: number): boolean {
  return text[at] === "]" || text[at] === "}";
}

const KEY_TEXT = sticky(String.raw`(${KEY}):(?=[ \r\n]|$)`);

export function hasKey(text: string, at: number): boolean {
  return matches(KEY_TEXT, text, at);
}

/** The decoded text of the key at `at`; empty where no key of this kind stands there. */
export function keyAt(text: string, at: number): string {
  KEY_TEXT.lastIndex = at;
  const [, key = ""] = KEY_TEXT.exec(text) ?? [];
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
