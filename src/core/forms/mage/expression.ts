/**
 * The expressions that Mage resolves with Secrets Manager: `aws_secret_var('id')`, alone or within
 * `json_value(…, 'path')`, and filters behind. What else stands in one of them is told apart: a slip, or what only
 * Mage can work out.
 */

import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { type Call, callAt, closingOf, type JinjaToken, unbalanced } from "../../templates/jinja/tokens.js";
import { type FilterName, isFilter } from "../filters.js";
import { malformed, unknownFilter } from "../form.js";
import { inOrder, jsonKeyIn, secretIn } from "./arguments.js";
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

/** What an expression asks for. */
export interface Asked {
  /** The secret's name or ARN, in its quotes. */
  readonly secret: JinjaToken;
  readonly jsonKey?: string;
  readonly filters: readonly FilterName[];
}

/** Where the function stands among the tokens, not an attribute or an argument that is called alike. */
export function ownToken(tokens: readonly JinjaToken[]): number {
  return tokens.findIndex(
    ({ kind, text }, at) =>
      kind === "name" &&
      text === FUNCTION &&
      tokens[at - 1]?.text !== "." &&
      (tokens[at + 1]?.text !== "=" || tokens[at + 2]?.text === "="),
  );
}

/** Reads an expression that has {@link ownToken}. Of what is wrong with it the first is told. */
export function readExpression(text: string, tokens: readonly JinjaToken[]): Asked | PartProblem {
  const open = unbalanced(tokens);
  if (open !== undefined) return unbalancedFault(open);
  const bare = withoutParentheses(tokens);
  const head = headOf(text, bare);
  if (isFault(head)) return head;
  const read = filtersIn(text, bare.slice(head.length));
  return isFault(read) ? read : { ...head.asked, ...read };
}

/** More of them than anybody writes are left, for each one costs a copy. */
const MOST_PARENTHESES = 8;

/** `(x) | filter` is `x | filter`. */
function withoutParentheses(tokens: readonly JinjaToken[]): readonly JinjaToken[] {
  let bare = tokens;
  for (let removed = 0; removed < MOST_PARENTHESES && bare[0]?.text === "("; removed++) {
    const last = closingOf(bare, 0);
    bare = [...bare.slice(1, last), ...bare.slice(last + 1)];
  }
  return bare;
}

interface Head {
  readonly asked: Omit<Asked, "filters">;
  /** How many tokens it takes. */
  readonly length: number;
}

function headOf(text: string, tokens: readonly JinjaToken[]): Head | PartProblem {
  const own = ownToken(tokens);
  const name = tokens[own] as JinjaToken;
  const call = callAt(tokens);
  if (call?.name === SELECTING && own < call.length) return selection(text, call);
  if (own > 0) return behind(text, tokens, own);
  if (call === undefined)
    return malformed(name, `${FUNCTION} is a function, and is not called here`, PLAIN_EXAMPLE);
  const secret = secretIn(text, call);
  return isFault(secret) ? secret : { asked: { secret }, length: call.length };
}

/** Something stands before the secret: a bar, an operator, or a function around it. */
function behind(text: string, tokens: readonly JinjaToken[], own: number): PartProblem {
  if (tokens[own - 1]?.text === "|")
    return malformed(tokens[own] as JinjaToken, `${FUNCTION} is a function, not a filter`, PLAIN_EXAMPLE);
  if (own === 1 && tokens[0]?.text === "{")
    return malformed(
      tokens[0],
      "there are three braces, and an expression has two",
      "take the third one out",
    );
  const called = tokens[own - 1]?.text === "(";
  const first = called && tokens[own - 2]?.text === SELECTING ? own - 2 : own;
  const found = tokens.slice(0, first === own && called && own > 1 ? own - 1 : first);
  return mixed(text, spanOf(found, { start: 0, end: 0 }));
}

function selection(text: string, call: Call): Head | PartProblem {
  const found = inOrder(call, ["str_value", "arr_or_string"]);
  if (isFault(found)) return found;
  const [value, path] = found;
  if (value === undefined || path === undefined)
    return malformed(call, `${SELECTING} takes a secret and a path in it`, SELECTING_EXAMPLE);
  const inner = withoutParentheses(value);
  const own = ownToken(inner);
  if (own > 0 && inner[0]?.text === SELECTING)
    return malformed(
      spanOf(value, call),
      `one ${SELECTING} stands in another`,
      `make one path of both: ${SELECTING_EXAMPLE}`,
    );
  if (own < 0) return mixed(text, spanOf(value, call));
  const head = headOf(text, inner);
  if (isFault(head)) return head;
  const rest = inner.slice(head.length);
  if (rest[0]?.text === "|")
    return malformed(
      spanOf(rest, call),
      `a filter stands within ${SELECTING}`,
      `put it behind the ) of ${SELECTING}`,
    );
  if (rest.length > 0) return mixed(text, spanOf(rest, call));
  const key = jsonKeyIn(text, path);
  return isFault(key) ? key : { asked: { ...head.asked, ...key }, length: call.length };
}

/** Filters up to the end; what else stands there is not ours. */
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
      return malformed(call, `${name.text} has arguments, which are not known here`, `write | ${name.text}`);
    filters.push(name.text);
    at += 1 + (call?.length ?? 1);
  }
  const next = tokens[at];
  if (next === undefined) return { filters };
  const where = spanOf(tokens.slice(at), next);
  return next.kind === "string" || next.kind === "number"
    ? malformed(where, "the expression goes on where it should end", "take out what is too much")
    : mixed(text, where);
}
