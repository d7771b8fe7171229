/**
 * Suggests what to write for an ARN in a longer text that no known program reads: `{arn:…}`, `${secret:arn:…}`,
 * `secretsmanager:arn:…`, `password=arn:…`, a URL's password.
 */

import type { OfflineProblem } from "../../diagnostics/catalogue.js";
import { isSelective } from "../../forms/form.js";
import { parseArn } from "../../services/index.js";
import type { Scalar } from "../../yaml/scalars.js";
import { mayNameSecret, wordsOf } from "../ownership/key-words.js";
import { isPassword, type UnmarkedArn } from "./arns.js";
import type { NameBefore } from "./name-before.js";

/** The ARN, what to write for it, and what kept it from being a reference. */
export type Suggestion = Omit<Extract<OfflineProblem, { code: "reference-unmarked" }>, "code">;

/** Slips for `${`: `{arn:…}`, `${ arn:…}`, `$arn:…`, `$(arn:…)`, `{{ arn:… }}`, `<arn:…>`. */
const ALMOST_EMBEDDED = /(?:\$?\s*\{\{?\s*|\$\(?|<)$/;
/** `${secret:`, `{{ env:`, `$(secretsmanager:`: no known program reads an ARN after such words. */
const WORD_IN_BRACKETS = /(?:[$%@#]?\{\{?|\$\(|<)\s*[A-Za-z][\w.-]*(?::[\w.-]+){0,2}:(?:\/\/)?\s*$/;
/** `secretsmanager:`, `vault://` at the start of a value. */
const WORD = /^\s*[A-Za-z][\w.+-]*(?::[\w.-]+){0,2}:(?:\/\/)?$/;
/** Names of values, which never hold the ARN of a secret: `DB_PASSWORD`, `api.token`. */
const VALUE_NAMES = new RegExp(
  [
    "(?:^| )(?:passwords?|passwd|passphrase|pass|pwd|pw|tokens?|pat|username|user|login|hostname|host|port|dsn|dbname",
    "|apikey|.+ key|conn|connection string",
    "|(?:conn|connection|database|db|redis|mongo|mongodb|postgres|amqp|broker|jdbc|webhook) ur[il]|.+ secret)$",
  ].join(""),
);
const LINE_END = /^["']?[ \t]*[,;\\]?[ \t]*(?:#.*)?(?:\r?\n|$)/;
const LONGEST_SHOWN = 2_500;
/** A script that calls AWS itself needs the ARN. */
const CALLS_AWS = /get[-_]?(?:secret[-_]?value|parameter)/i;

/** What is the same for all ARNs of a scalar, which may hold a hundred thousand. */
export interface Context {
  readonly scalar: Scalar;
  /** Whether the value is one line. */
  readonly isLine: boolean;
  readonly callsAws: boolean;
}

export function contextOf(scalar: Scalar): Context {
  const { value } = scalar;
  return { scalar, isLine: !value.trim().includes("\n"), callsAws: CALLS_AWS.test(value) };
}

/** What to write for the ARN; undefined if nothing tells that its value is wanted. */
export function suggestReference(
  arn: UnmarkedArn,
  name: NameBefore | undefined,
  context: Context,
): Suggestion | undefined {
  const { scalar } = context;
  const { text: found, before, behind } = arn;
  const embedded = `\${${found}}`;
  if (ALMOST_EMBEDDED.test(before) || (behind.startsWith("@") && isPassword(`${found}@`, before)))
    return { found, fixed: embedded };
  const opened = WORD_IN_BRACKETS.exec(before)?.[0];
  if (opened !== undefined) return { found, fixed: embedded, because: "prefix", by: opened.trimEnd() };
  if (WORD.test(before) && behind.trim() === "")
    return { found, fixed: asValue(found, scalar), because: "prefix", by: before.trimStart() };
  if (name === undefined || !isValueWanted(arn, name, context)) return undefined;
  return { found, fixed: withName(arn, name, embedded, scalar) };
}

/**
 * Whether the value is wanted: it has the name of a value, or it is assigned to a variable on a line of its own. In a
 * longer text the lines belong to a program that may want the ARN, so there a variable needs a selector, and `name: …`,
 * which is YAML of an unknown shape, does not count.
 */
function isValueWanted(
  { text, behind }: UnmarkedArn,
  { name, sign, startsLine }: NameBefore,
  { isLine, callsAws }: Context,
): boolean {
  const selective = isSelective(parseArn(text).key);
  if (!selective && callsAws) return false;
  const alone = startsLine && LINE_END.test(behind);
  if (VALUE_NAMES.test(wordsOf(name)) && !mayNameSecret(name)) return sign !== ":" || (alone && isLine);
  return sign === "=" && alone && (selective || isLine);
}

/** In a flow collection only quotes around the whole value allow braces in it. */
function withName({ text, behind }: UnmarkedArn, name: NameBefore, embedded: string, scalar: Scalar): string {
  if (scalar.style === "plain" && scalar.place.inFlow && scalar.value.length <= LONGEST_SHOWN)
    return JSON.stringify(scalar.value.replace(text, () => embedded));
  const quote = /["']$/.exec(name.text)?.[0] ?? "";
  return name.text + embedded + (quote !== "" && behind.startsWith(quote) ? quote : "");
}

/** The ARN, quoted, as the whole value. In a block scalar the quotes would be part of the value. */
export function asValue(arn: string, { style }: Scalar): string {
  if (style === "literal" || style === "folded") return arn;
  return arn.includes('"') ? `'${arn}'` : `"${arn}"`;
}
