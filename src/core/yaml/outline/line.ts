/**
 * What a line of YAML can be told to be without a reader: an entry of a block mapping or an item of a block sequence,
 * with a value that is whole on the line, or that starts behind it. Narrower than YAML on purpose: what matches means
 * one thing only, and anything else is left to the reader.
 */

import { flowEnd } from "./flow.js";
import { skipSpaces } from "./offsets.js";

/** In block context: a colon before a space would make it a key, a number sign behind one a comment. */
const MORE = String.raw`[^\s:]*(?::+(?=[^\s:])[^\s:]*)*`;
/** Of a mapping, with a space or a line's end behind its colon. Quotes hold neither escapes nor doubled quotes. */
const KEY = String.raw`(?:[\w$./<~+^=(]${MORE}(?: [^\s:#]${MORE})*|"[^"\\\n\r]*"|'[^'\n\r]*')`;
const ANCHOR = String.raw`&[\w.-]+`;

const PLAIN = String.raw`(?:[^\s\-?:,[\]{}#&*!|>'"%@${"`"}]|[-?:](?=\S))${MORE}(?: +(?!#)(?=\S)${MORE})*`;
const DOUBLE = String.raw`"[^"\\\n\r]*(?:\\[nrt"\\][^"\\\n\r]*)*"`;
const SINGLE = String.raw`'[^'\n\r]*(?:''[^'\n\r]*)*'`;
const VALUE = String.raw`(?:\*[\w.-]+|(?:${ANCHOR} +)?(?:${PLAIN}|${DOUBLE}|${SINGLE}))`;
/** What stands in front of a flow collection, whose brackets no pattern could count. */
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

/** A value on its line, one that starts on a later line, and one whose lines follow. */
export type Extent = "whole" | "open" | "block";

/** The extent of an entry's value, whose key starts here; undefined where no line of this kind is seen. */
export function entryAt(text: string, at: number): Extent | undefined {
  if (matches(WHOLE_ENTRY, text, at)) return "whole";
  if (matches(OPEN_ENTRY, text, at)) return "open";
  if (matches(BLOCK_ENTRY, text, at)) return "block";
  return isFlow(FLOW_ENTRY, text, at) ? "whole" : undefined;
}

/** The extent of an item that is no collection, whose dash stands here. */
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

/** What is left of a line, spaces taken away, is nothing or a comment. */
export function isNoEntry(text: string, at: number): boolean {
  const first = text[at];
  return first === undefined || first === "#" || first === "\n" || first === "\r";
}

/** `---`, and no content of the document behind it. */
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

/** The decoded text of the key that stands here. */
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

/** The scalar of a whole entry, or of a whole item; undefined where its text has to be decoded, or it is none. */
export function scalarValueAt(text: string, at: number): Value | undefined {
  SCALAR.lastIndex = at;
  const [, before = "", plain, double, single] = SCALAR.exec(text) ?? [];
  const value = plain ?? double ?? single;
  if (value === undefined) return undefined;
  const start = at + before.length;
  const style = plain !== undefined ? "plain" : double !== undefined ? "double" : "single";
  return { start, end: start + value.length, style };
}
