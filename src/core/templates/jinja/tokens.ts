/** The words and signs of an expression of Jinja, as far as it takes to read a call with its arguments. */

import type { Span, Token } from "../../text/source.js";
import { stringEnd } from "../jinja.js";

export interface JinjaToken extends Token {
  /** A string has its quotes with it; an open one has no end. */
  readonly kind: "name" | "number" | "string" | "open string" | "sign";
}

export function tokensIn(text: string, { start, end }: Span): readonly JinjaToken[] {
  // Made where it is used, as in jinja.ts.
  const word = /\s+|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\w.]*)|(?<quote>['"])|[^\s]/uy;
  // Cut, so that an open string ends with it.
  const inside = text.slice(start, end);
  const tokens: JinjaToken[] = [];
  for (let found = word.exec(inside); found !== null; found = word.exec(inside)) {
    if (/^\s/.test(found[0])) continue;
    const last = found.groups?.["quote"] === undefined ? word.lastIndex : stringEnd(inside, found.index) + 1;
    const text = inside.slice(found.index, last).trimEnd();
    const span = { text, start: start + found.index, end: start + found.index + text.length };
    tokens.push({ kind: kindOf(found.groups ?? {}, last <= inside.length), ...span });
    word.lastIndex = last;
  }
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>, closed: boolean): JinjaToken["kind"] {
  if (groups["name"] !== undefined) return "name";
  if (groups["number"] !== undefined) return "number";
  if (groups["quote"] === undefined) return "sign";
  return closed ? "string" : "open string";
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The first string or bracket without an end, or bracket without a beginning. */
export function unbalanced(tokens: readonly JinjaToken[]): JinjaToken | undefined {
  const open: JinjaToken[] = [];
  for (const token of tokens) {
    if (token.kind === "open string") return token;
    if (token.kind !== "sign") continue;
    if (token.text in CLOSING) open.push(token);
    else if (/[)\]}]/.test(token.text) && CLOSING[open.pop()?.text ?? ""] !== token.text) return token;
  }
  return open[0];
}

/** Where the bracket that opens there closes; the brackets have to be balanced. */
export function closingOf(tokens: readonly JinjaToken[], at: number): number {
  let open = 0;
  for (let index = at; index < tokens.length; index++) {
    const { kind, text } = tokens[index] as JinjaToken;
    if (kind !== "sign") continue;
    if (/^[([{]$/.test(text)) open += 1;
    if (/^[)\]}]$/.test(text)) open -= 1;
    if (open === 0) return index;
  }
  return tokens.length - 1;
}

/** `name=value`, or a value alone. */
export interface Argument {
  readonly keyword?: JinjaToken;
  readonly tokens: readonly JinjaToken[];
}

/** A call `name(…)`. */
export interface Call extends Span {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** How many tokens it takes. */
  readonly length: number;
}

export function callAt(tokens: readonly JinjaToken[], at = 0): Call | undefined {
  const name = tokens[at];
  if (name?.kind !== "name" || tokens[at + 1]?.text !== "(") return undefined;
  const last = closingOf(tokens, at + 1);
  return {
    name: name.text,
    arguments: argumentsIn(tokens.slice(at + 2, last)),
    length: last + 1 - at,
    start: name.start,
    end: tokens[last]?.end ?? name.end,
  };
}

/** Apart by commas; a comma behind the last one is allowed, as in Python. */
function argumentsIn(tokens: readonly JinjaToken[]): readonly Argument[] {
  const parts = separated(tokens);
  if (parts.at(-1)?.length === 0) parts.pop();
  return parts.map((part) => {
    const [name, equals, after] = part;
    const named = name?.kind === "name" && equals?.text === "=" && after?.text !== "=";
    return named ? { keyword: name, tokens: part.slice(2) } : { tokens: part };
  });
}

/** At the commas outside of brackets. */
export function separated(tokens: readonly JinjaToken[]): JinjaToken[][] {
  const parts: JinjaToken[][] = [[]];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as JinjaToken;
    if (token.kind === "sign" && token.text === ",") {
      parts.push([]);
      continue;
    }
    const end = token.kind === "sign" && token.text in CLOSING ? closingOf(tokens, at) : at;
    const part = parts.at(-1);
    for (; at < end; at++) part?.push(tokens[at] as JinjaToken);
    part?.push(tokens[end] as JinjaToken);
  }
  return parts;
}
