/**
 * What was most likely meant by an ARN in a longer text, where nobody but this program would make anything of it:
 * `{arn:…}`, `${secret:arn:…}`, `secretsmanager:arn:…`, `password=arn:…`, a URL's password.
 */

import { isSelective } from "../../forms/form.js";
import { parseArn } from "../../services/secrets-manager/arn.js";
import type { Scalar } from "../../yaml/scalars.js";
import { standsForPassword, type Unmarked, type UnmarkedArn } from "./arns.js";
import type { NameBefore } from "./name-before.js";
import { namesValue } from "./value-names.js";
import { asValue } from "./wrapped.js";

/** What people write for `${`: `{arn:…}`, `${ arn:…}`, `$arn:…`, `$(arn:…)`, `{{ arn:… }}`, `<arn:…>`. */
const ALMOST_EMBEDDED = /(?:\$?\s*\{\{?\s*|\$\(?|<)$/;
/** `${secret:`, `{{ env:`, `$(secretsmanager:`: no program that is known fills in an ARN behind such words. */
const WORD_IN_BRACKETS = /(?:[$%@#]?\{\{?|\$\(|<)\s*[A-Za-z][\w.-]*(?::[\w.-]+){0,2}:(?:\/\/)?\s*$/;
/** `secretsmanager:`, `vault://` at the start of a value. */
const WORD = /^\s*[A-Za-z][\w.+-]*(?::[\w.-]+){0,2}:(?:\/\/)?$/;
const LINE_END = /^["']?[ \t]*[,;\\]?[ \t]*(?:#.*)?(?:\r?\n|$)/;
const LONGEST_SHOWN = 2_500;
/** A script that asks AWS for itself needs the ARN. */
const ASKS_ITSELF = /get[-_]?secret[-_]?value/i;

/** What is asked of the whole text, which may hold a hundred thousand mentions. */
export interface Around {
  readonly scalar: Scalar;
  readonly isLine: boolean;
  readonly asksItself: boolean;
}

export function aroundIn(scalar: Scalar): Around {
  const { value } = scalar;
  return { scalar, isLine: !value.trim().includes("\n"), asksItself: ASKS_ITSELF.test(value) };
}

export function likelyMeant(
  unmarkedArn: UnmarkedArn,
  name: NameBefore | undefined,
  around: Around,
): Unmarked | undefined {
  const { scalar } = around;
  const { text: found, before, behind } = unmarkedArn;
  const marked = `\${${found}}`;
  const isPassword = behind.startsWith("@") && standsForPassword(`${found}@`, before);
  if (ALMOST_EMBEDDED.test(before) || isPassword) return { found, fixed: marked };
  const opened = WORD_IN_BRACKETS.exec(before)?.[0];
  if (opened !== undefined) return { found, fixed: marked, because: "prefix", by: opened.trimEnd() };
  if (WORD.test(before) && behind.trim() === "")
    return { found, fixed: asValue(found, scalar), because: "prefix", by: before.trimStart() };
  if (name === undefined || !isMeant(unmarkedArn, name, around)) return undefined;
  return { found, fixed: withName(unmarkedArn, name, marked, scalar) };
}

/**
 * Whether the value is wanted: the name is that of a value or, for a variable with the line to itself, nothing speaks
 * against it. Lines of a text are for a program, which may want the ARN; YAML within a text has shapes of its own.
 */
function isMeant(
  { text, behind }: UnmarkedArn,
  { name, sign, startsLine }: NameBefore,
  around: Around,
): boolean {
  const selective = isSelective(parseArn(text).key);
  if (!selective && around.asksItself) return false;
  const alone = startsLine && LINE_END.test(behind);
  if (namesValue(name)) return sign !== ":" || (alone && around.isLine);
  return sign === "=" && alone && (selective || around.isLine);
}

/** In a flow collection nothing but quotes around the whole value lets braces stand. */
function withName({ text, behind }: UnmarkedArn, name: NameBefore, marked: string, scalar: Scalar): string {
  if (scalar.style === "plain" && scalar.place.inFlow && scalar.value.length <= LONGEST_SHOWN)
    return JSON.stringify(scalar.value.replace(text, () => marked));
  const quote = /["']$/.exec(name.text)?.[0] ?? "";
  return name.text + marked + (quote !== "" && behind.startsWith(quote) ? quote : "");
}
