/** Splits a Jinja expression into tokens, and parses calls with their arguments. */

import type { Span, Token } from "../../text/source.js";
import { stringEnd } from "../jinja.js";

export interface JinjaToken extends Token {
  /** A string includes its quotes. An open string has no closing quote. */
  readonly kind: "name" | "number" | "string" | "open string" | "sign";
}

export function tokensIn(text: string, { start, end }: Span): readonly JinjaToken[] {
  // Compiled on use, as in jinja.ts.
  const word = /\s+|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\w.]*)|(?<quote>['"])|[^\s]/uy;
  // Cut, so that an open string ends here.
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

/** The first string or bracket that is not closed, or closing bracket that nothing opens. */
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

/** The index of the token that closes the bracket at `at`, if all brackets are balanced. */
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

/** `name=value`, or only a value. */
export interface Argument {
  readonly keyword?: JinjaToken;
  readonly tokens: readonly JinjaToken[];
}

/** A call `name(…)`. */
export interface Call extends Span {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** The number of its tokens. */
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

/** Separated by commas. A comma after the last argument is allowed, as in Python. */
function argumentsIn(tokens: readonly JinjaToken[]): readonly Argument[] {
  const parts = separated(tokens);
  if (parts.at(-1)?.length === 0) parts.pop();
  return parts.map((part) => {
    const [name, equals, after] = part;
    const named = name?.kind === "name" && equals?.text === "=" && after?.text !== "=";
    return named ? { keyword: name, tokens: part.slice(2) } : { tokens: part };
  });
}

/** Splits tokens at the commas outside of brackets. */
export function separated(tokens: readonly JinjaToken[]): JinjaToken[][] {
  const parts: JinjaToken[][] = [[]];
  let open = 0;
  for (const token of tokens) {
    const sign = token.kind === "sign" ? token.text : "";
    if (sign in CLOSING) open += 1;
    else if (/[)\]}]/.test(sign)) open = Math.max(open - 1, 0);
    if (sign === "," && open === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
