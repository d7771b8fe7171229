/** Reads the arguments of Mage's functions. */

import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { type Argument, type Call, type JinjaToken, separated } from "../../templates/jinja/tokens.js";
import { malformed } from "../form.js";
import { FUNCTION, isFault, mixed, PLAIN_EXAMPLE, SELECTING, SELECTING_EXAMPLE, spanOf } from "./faults.js";

/** The tokens of the arguments with these names, given by position or by keyword, in the order of the names. */
export function argumentsFor(
  call: Call,
  names: readonly string[],
): readonly (readonly JinjaToken[] | undefined)[] | PartProblem {
  const values = new Map<string, readonly JinjaToken[]>();
  for (const [index, argument] of call.arguments.entries()) {
    const where = spanOfArgument(argument, call);
    const write = call.name === FUNCTION ? PLAIN_EXAMPLE : SELECTING_EXAMPLE;
    const name = argument.keyword?.text ?? names[index];
    if (argument.tokens.length === 0) return malformed(where, `an argument of ${call.name} is empty`, write);
    if (name === undefined)
      return malformed(where, `${call.name} has at most ${names.length} arguments`, write);
    if (!names.includes(name)) return malformed(where, `${call.name} has no argument ${name}`, write);
    const behind = argument.keyword === undefined && call.arguments[index - 1]?.keyword !== undefined;
    if (behind || values.has(name))
      return malformed(where, `it is unclear which argument of ${call.name} this is`, write);
    values.set(name, argument.tokens);
  }
  return names.map((name) => values.get(name));
}

function spanOfArgument({ keyword, tokens }: Argument, call: Call) {
  return spanOf(keyword === undefined ? tokens : [keyword, ...tokens], call);
}

/** The name or ARN in a call of `aws_secret_var(…)`. The argument `cached` does not change the value. */
export function secretIn(text: string, call: Call): JinjaToken | PartProblem {
  const found = argumentsFor(call, ["secret_id", "cached"]);
  if (isFault(found)) return found;
  const [secret, cached] = found;
  if (secret === undefined)
    return malformed(call, `${FUNCTION} needs the name or the ARN of a secret`, PLAIN_EXAMPLE);
  const read = stringIn(text, secret, "the secret", PLAIN_EXAMPLE);
  if (!isFault(read) && unquoted(read).trim() === "")
    return malformed(read, "the name of the secret is empty", PLAIN_EXAMPLE);
  if (isFault(read) || cached === undefined || isConstant(cached)) return read;
  return cached[0]?.kind === "string"
    ? malformed(
        spanOf(cached, call),
        `the second argument of ${FUNCTION} is cached, which must be True or False`,
        `to select a JSON key, write {{ ${SELECTING}(${FUNCTION}(${read.text}), ${cached[0].text}) }}`,
      )
    : notLiteral(text, cached, "cached must be True or False", "remove it, or write cached=False");
}

const BACKSLASH_HINT =
  "write it without the backslash; for a quote inside, use the other kind of quotes around it";

function isConstant(tokens: readonly JinjaToken[]): boolean {
  const [token] = tokens;
  return tokens.length === 1 && /^(?:true|false|none|\d+)$/i.test(token?.text ?? "");
}

/** The only token of an argument that is one text in quotes. */
function stringIn(
  text: string,
  tokens: readonly JinjaToken[],
  what: string,
  write: string,
): JinjaToken | PartProblem {
  const [token] = tokens;
  if (token === undefined || tokens.length > 1 || token.kind !== "string")
    return notLiteral(text, tokens, `${what} has to be one text in quotes`, write);
  return token.text.includes("\\")
    ? malformed(token, `${what} has a backslash in it`, BACKSLASH_HINT)
    : token;
}

/** The problem of an argument that is not a literal. Only Mage can evaluate names; anything else is malformed. */
function notLiteral(text: string, tokens: readonly JinjaToken[], reason: string, write: string): PartProblem {
  const where = spanOf(tokens, { start: 0, end: 0 });
  const named = tokens.some(
    ({ kind, text: word }) => kind === "name" && !/^(?:true|false|none)$/i.test(word),
  );
  return named ? mixed(text, where) : malformed(where, reason, write);
}

/** The path in a call of `json_value`: a text, or a list of names, which is joined with dots. */
export function jsonKeyIn(text: string, tokens: readonly JinjaToken[]): { jsonKey: string } | PartProblem {
  const what = "the path";
  const [bracket] = tokens;
  if (bracket?.text !== "[") {
    const token = stringIn(text, tokens, what, SELECTING_EXAMPLE);
    return isFault(token) ? token : { jsonKey: unquoted(token) };
  }
  const items = separated(tokens.slice(1, -1));
  if (items.length > 1 && items.at(-1)?.length === 0) items.pop();
  const names: string[] = [];
  for (const item of items) {
    const token = stringIn(text, item.length === 0 ? tokens : item, what, SELECTING_EXAMPLE);
    if (isFault(token)) return token;
    const reason = "a name in this list has a dot, which could also separate two names";
    if (token.text.includes(".")) return malformed(token, reason, SELECTING_EXAMPLE);
    names.push(unquoted(token));
  }
  return { jsonKey: names.join(".") };
}

export function unquoted(token: JinjaToken): string {
  return token.text.slice(1, -1);
}
