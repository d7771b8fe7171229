/**
 * Checks the parts that make an ARN a parameter's: the service, the resource type `parameter`, and the name. The caller
 * passes literal text only, without templates.
 */

import { type CheckedPart, fixable, problemAt } from "../../arn/parts.js";
import { isNear } from "../../text/nearest.js";
import type { Token } from "../../text/source.js";

/** The service's name in ARNs and IAM actions. */
export const SERVICE = "ssm";
export const TYPE = "parameter";

/** Parameters that AWS publishes: they belong to no account, and their names start so. */
const PUBLIC = /^\/?aws\//;

/** Limits of PutParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const NAME_CHARACTERS = /^[\w.\-/]*/;
const LONGEST_NAME = 1_011;
const MOST_LEVELS = 15;

/** @param name with or without its first slash, which an ARN writes only once */
export function arnText(partition: string, region: string, account: string, name: string): string {
  return `arn:${partition}:${SERVICE}:${region}:${account}:${TYPE}/${name.replace(/^\//, "")}`;
}

/** The name from what follows `parameter/`. Only a name with levels starts with a slash. */
export function nameFrom(resource: string): string {
  return resource.includes("/") ? `/${resource}` : resource;
}

/** The name of the parameter with this ARN; empty for another ARN. */
export function nameOfArn(arn: string): string {
  return nameFrom(arn.split(":")[5]?.replace(/^parameter\//, "") ?? "");
}

function isPublic(name: string): boolean {
  return PUBLIC.test(name);
}

/** `params`, `parameter-store`. */
const ALMOST_TYPE = /^param(?:eter)?s{0,2}(?:[-_]?store)?$/i;
/** A name behind the word, without a slash between them: `parameterprod`, `parameter-prod`. No other resource type of SSM starts so. */
const JOINED_TYPE = /^parameter[-_.]?(?<name>[a-z\d][\w.-]+)$/i;

/** The lengths of the type and of what separates it from the name, which is nothing in `parameterprod/db`. */
export function splitType(text: string): { readonly type: number; readonly separator: number } | undefined {
  const [word = ""] = text.split("/", 1);
  const name = ALMOST_TYPE.test(word) ? undefined : JOINED_TYPE.exec(word)?.groups?.["name"];
  if (name !== undefined) return { type: TYPE.length, separator: word.length - name.length - TYPE.length };
  return word === text ? undefined : { type: word.length, separator: 1 };
}

/** Whether a word is `parameter`, or most likely meant. */
export function isNearType(word: string): boolean {
  return isNear(word, TYPE) || ALMOST_TYPE.test(word) || JOINED_TYPE.test(word);
}

export function checkService(field: Token): readonly CheckedPart[] {
  if (field.text === SERVICE) return [];
  return fixable(field, { code: "arn-service", found: field.text, wanted: SERVICE }, SERVICE);
}

/** @param name follows the type, after a slash or, wrongly, a colon */
export function checkType(text: string, type: Token, name: Token): readonly CheckedPart[] {
  const found = type.text;
  if (found === TYPE && text[type.end] === "/") return [];
  const problem = { code: "parameter-resource", found, suggestion: TYPE } as const;
  return problemAt(type, problem, { start: type.start, end: name.start, text: `${TYPE}/` });
}

/** An empty account is right for a public parameter only. */
export function checkPublicAccount(account: Token, name: string): readonly CheckedPart[] {
  return isPublic(name) ? [] : problemAt(account, { code: "arn-account", found: "" });
}

/** In an ARN the name's first slash is that of `parameter/`. */
export function checkName({ text, start, end }: Token, where?: "in an ARN"): readonly CheckedPart[] {
  const place = { text, start, end };
  if (text.replaceAll("/", "") === "") return problemAt(place, { code: "parameter-name", fault: "empty" });
  const allowed = NAME_CHARACTERS.exec(text)?.[0].length ?? 0;
  if (allowed < text.length) {
    const character = String.fromCodePoint(text.codePointAt(allowed) ?? 0);
    const at = { text: character, start: start + allowed, end: start + allowed + character.length };
    return problemAt(at, { code: "parameter-name", fault: "character", character });
  }
  const slash = (where === undefined ? /\/\/+|\/$/ : /^\/+|\/\/+|\/$/).exec(text);
  if (slash !== null) return slashProblem(place, slash, where);
  const levels = text.replace(/^\//, "").split("/").length;
  if (levels > MOST_LEVELS) return problemAt(place, { code: "parameter-name", fault: "levels", levels });
  const { length } = text;
  return length > LONGEST_NAME ? problemAt(place, { code: "parameter-name", fault: "long", length }) : [];
}

/** @param slash what is too much of the name: a slash at its end, a second one between levels, in an ARN the first one */
function slashProblem(
  { text, start, end }: Token,
  { 0: slash, index }: RegExpExecArray,
  where?: "in an ARN",
): readonly CheckedPart[] {
  const at = { text: slash, start: start + index, end: start + index + slash.length };
  const tidy = text
    .replace(where === undefined ? "" : /^\/+/, "")
    .replaceAll(/\/\/+/g, "/")
    .replace(/\/$/, "");
  return problemAt(at, { code: "parameter-name", fault: "slash", write: tidy }, { start, end, text: tidy });
}
