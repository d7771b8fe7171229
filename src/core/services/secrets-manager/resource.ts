/**
 * Checks the parts that make an ARN a secret's: the service, the resource type `secret`, and the name. The caller passes
 * literal text only, without templates.
 */

import { type CheckedPart, fixable, problemAt } from "../../arn/parts.js";
import { nearest } from "../../text/nearest.js";
import type { Token } from "../../text/source.js";
import { ANY_SUFFIX, SUFFIX, withoutSuffix } from "./suffix.js";

/** Managed secrets carry the owning service before a `!`: `rds!cluster-…`. */
const NAME_CHARACTERS = /^(?:[a-z0-9-]+!)?[A-Za-z0-9/_+=.@-]*/;
const LONGEST_NAME = 512;

/** The service's name in ARNs and IAM actions. */
export const SERVICE = "secretsmanager";

/** The service's name in four parts. A misspelling counts up to three slips, so at least one part is always intact. */
export const NEAR_SERVICE = "secr|ets|mana|ger";

export function arnText(partition: string, region: string, account: string, resource: string): string {
  return `arn:${partition}:${SERVICE}:${region}:${account}:secret:${resource}`;
}

export function checkService(text: string, field: Token): readonly CheckedPart[] {
  const found = field.text;
  if (found === SERVICE) return [];
  // The ARN of another service is not a misspelling, unless its resource type is `secret`.
  const secret = text.startsWith(":secret:", text.indexOf(":", text.indexOf(":", field.end + 1) + 1));
  const suggestion = nearest(found, [SERVICE]) ?? (secret ? SERVICE : undefined);
  return fixable(field, { code: "arn-service", found }, suggestion);
}

export function checkResource(text: string, field: Token): readonly CheckedPart[] {
  const found = field.text;
  if (found === "secret") return [];
  const slashed = /^secrets?\/(.+)$/.exec(found)?.[1];
  const suggestion = slashed === undefined ? nearest(found, ["secret"]) : `secret:${slashed}`;
  // Where only the word `secret` is missing, the name stands in its place.
  const named = suggestion ?? (field.end === text.length && found !== "" ? `secret:${found}` : undefined);
  return fixable(field, { code: "arn-resource", found }, named);
}

export function checkName(text: string, field: Token): readonly CheckedPart[] {
  const name = field.text;
  if (withoutSuffix(name) === "") return problemAt(field, { code: "arn-name", fault: "empty" });
  const allowed = NAME_CHARACTERS.exec(name)?.[0].length ?? 0;
  if (allowed < name.length) {
    const character = String.fromCodePoint(name.codePointAt(allowed) ?? 0);
    const start = field.start + allowed;
    return [
      { problem: { code: "arn-name", fault: "character", character }, start, end: start + character.length },
    ];
  }
  const length = withoutSuffix(name).length;
  if (length > LONGEST_NAME) return problemAt(field, { code: "arn-name", fault: "long", length });
  if (SUFFIX.test(name)) return [];
  return problemAt(field, { code: "arn-partial", pattern: text.slice(0, field.end) + ANY_SUFFIX });
}
