/**
 * Parses the expressions that Mage resolves with Secrets Manager: `aws_secret_var('id')`, alone or within
 * `json_value(…, 'path')`, with filters after it. Anything else is either malformed, or a part that only Mage can evaluate.
 */

import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { type Call, callAt, closingOf, type JinjaToken, unbalanced } from "../../templates/jinja/tokens.js";
import { type FilterName, isFilter } from "../filters.js";
import { malformed, unknownFilter } from "../form.js";
import { argumentsFor, jsonKeyIn, secretIn } from "./arguments.js";
import {
  FUNCTION,
  isFault,
  mixed,
  PLAIN_EXAMPLE,
  SELECTING,
  SELECTING_EXAMPLE,
  spanOf,
  unbalancedFault,
} from "./faults.js";

export interface MageExpression {
  /** The secret's name or ARN, with its quotes. */
  readonly secret: JinjaToken;
  readonly jsonKey?: string;
  readonly filters: readonly FilterName[];
}

/** The index of the function's name; -1 without one. Attributes and keyword arguments of that name do not count. */
export function functionIndex(tokens: readonly JinjaToken[]): number {
  return tokens.findIndex(
    ({ kind, text }, at) =>
      kind === "name" &&
      text === FUNCTION &&
      tokens[at - 1]?.text !== "." &&
      (tokens[at + 1]?.text !== "=" || tokens[at + 2]?.text === "="),
  );
}

/** Parses an expression that calls the function, or returns its first problem. */
export function readExpression(text: string, tokens: readonly JinjaToken[]): MageExpression | PartProblem {
  const open = unbalanced(tokens);
  if (open !== undefined) return unbalancedFault(open);
  const bare = withoutParentheses(tokens);
  const head = headOf(text, bare);
  if (isFault(head)) return head;
  const read = filtersIn(text, bare.slice(head.length));
  return isFault(read) ? read : { ...head.expression, ...read };
}

/** Enough for all real expressions. Each pair costs a copy. */
const MOST_PARENTHESES = 8;

/** Turns `(x) | filter` into `x | filter`. */
function withoutParentheses(tokens: readonly JinjaToken[]): readonly JinjaToken[] {
  let bare = tokens;
  for (let removed = 0; removed < MOST_PARENTHESES && bare[0]?.text === "("; removed++) {
    const last = closingOf(bare, 0);
    bare = [...bare.slice(1, last), ...bare.slice(last + 1)];
  }
  return bare;
}

/** The part before the filters. */
interface Head {
  readonly expression: Omit<MageExpression, "filters">;
  /** The number of its tokens. */
  readonly length: number;
}

function headOf(text: string, tokens: readonly JinjaToken[]): Head | PartProblem {
  const own = functionIndex(tokens);
  const name = tokens[own] as JinjaToken;
  const call = callAt(tokens);
  if (call?.name === SELECTING && own < call.length) return jsonValueOf(text, call);
  if (own > 0) return problemBefore(text, tokens, own);
  if (call === undefined)
    return malformed(name, `${FUNCTION} is a function and has to be called`, PLAIN_EXAMPLE);
  const secret = secretIn(text, call);
  return isFault(secret) ? secret : { expression: { secret }, length: call.length };
}

/** The problem of tokens before the function's name: a bar, an operator, or a function around it. */
function problemBefore(text: string, tokens: readonly JinjaToken[], own: number): PartProblem {
  if (tokens[own - 1]?.text === "|")
    return malformed(tokens[own] as JinjaToken, `${FUNCTION} is a function, not a filter`, PLAIN_EXAMPLE);
  if (own === 1 && tokens[0]?.text === "{")
    return malformed(tokens[0], "there are three braces; an expression has two", "remove the third one");
  const called = tokens[own - 1]?.text === "(";
  const first = called && tokens[own - 2]?.text === SELECTING ? own - 2 : own;
  const found = tokens.slice(0, first === own && called && own > 1 ? own - 1 : first);
  return mixed(text, spanOf(found, { start: 0, end: 0 }));
}

/** Reads a call of `json_value(…)`. */
function jsonValueOf(text: string, call: Call): Head | PartProblem {
  const found = argumentsFor(call, ["str_value", "arr_or_string"]);
  if (isFault(found)) return found;
  const [value, path] = found;
  if (value === undefined || path === undefined)
    return malformed(
      call,
      `${SELECTING} needs two arguments: a secret and the path of a key`,
      SELECTING_EXAMPLE,
    );
  const inner = withoutParentheses(value);
  const own = functionIndex(inner);
  if (own > 0 && inner[0]?.text === SELECTING)
    return malformed(
      spanOf(value, call),
      `one ${SELECTING} is inside another`,
      `join both paths: ${SELECTING_EXAMPLE}`,
    );
  if (own < 0) return mixed(text, spanOf(value, call));
  const head = headOf(text, inner);
  if (isFault(head)) return head;
  const rest = inner.slice(head.length);
  if (rest[0]?.text === "|")
    return malformed(
      spanOf(rest, call),
      `a filter is inside ${SELECTING}`,
      `put it after the ) of ${SELECTING}`,
    );
  if (rest.length > 0) return mixed(text, spanOf(rest, call));
  const key = jsonKeyIn(text, path);
  return isFault(key) ? key : { expression: { ...head.expression, ...key }, length: call.length };
}

/** Reads the filters up to the end of the expression. */
function filtersIn(
  text: string,
  tokens: readonly JinjaToken[],
): { filters: readonly FilterName[] } | PartProblem {
  const filters: FilterName[] = [];
  let at = 0;
  for (let bar = tokens[at]; bar?.text === "|"; bar = tokens[at]) {
    const name = tokens[at + 1];
    if (name?.kind !== "name") return unknownFilter(bar, "");
    if (!isFilter(name.text)) return unknownFilter(name, name.text);
    const call = callAt(tokens, at + 1);
    if (call !== undefined && call.arguments.length > 0)
      return malformed(call, `the filter ${name.text} takes no arguments`, `write | ${name.text}`);
    filters.push(name.text);
    at += 1 + (call?.length ?? 1);
  }
  const next = tokens[at];
  if (next === undefined) return { filters };
  const where = spanOf(tokens.slice(at), next);
  return next.kind === "string" || next.kind === "number"
    ? malformed(where, "there is something after the end of the expression", "remove it")
    : mixed(text, where);
}
