/** The checks of the parts by which an ARN is a secret's: the service, `secret`, and the name. They see literal text only. */

import { type CheckedPart, fixable, problemAt } from "../../arn/parts.js";
import { nearest } from "../../text/nearest.js";
import type { Token } from "../../text/source.js";
import { ANY_SUFFIX, SUFFIX, withoutSuffix } from "./suffix.js";

/** Managed secrets carry the owning service before a `!`: `rds!cluster-…`. */
const NAME_CHARACTERS = /^(?:[a-z0-9-]+!)?[A-Za-z0-9/_+=.@-]*/;
const LONGEST_NAME = 512;

/** The service, as ARNs and IAM's actions name it. */
export const SERVICE = "secretsmanager";

/** Of the four parts of the service's name one is whole in every word that is near it: that takes at most three slips. */
export const NEAR_SERVICE = "secr|ets|mana|ger";

export function arnText(partition: string, region: string, account: string, resource: string): string {
  return `arn:${partition}:${SERVICE}:${region}:${account}:secret:${resource}`;
}

export function checkService(text: string, field: Token): readonly CheckedPart[] {
  const found = field.text;
  if (found === SERVICE) return [];
  // An ARN of another service is not misspelled; one whose resource is a secret is.
  const secret = text.startsWith(":secret:", text.indexOf(":", text.indexOf(":", field.end + 1) + 1));
  const suggestion = nearest(found, [SERVICE]) ?? (secret ? SERVICE : undefined);
  return fixable(field, { code: "arn-service", found }, suggestion);
}

export function checkResource(text: string, field: Token): readonly CheckedPart[] {
  const found = field.text;
  if (found === "secret") return [];
  const slashed = /^secrets?\/(.+)$/.exec(found)?.[1];
  const suggestion = slashed === undefined ? nearest(found, ["secret"]) : `secret:${slashed}`;
  // Where only the word is missing the name stands in its place.
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
