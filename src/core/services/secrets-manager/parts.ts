/** The checks of an ARN's parts, one function a part. They see literal text only: templates are reported before. */

import { likelyRegion, PARTITION_NAMES, partitionOf, REGION_NAMES, regionsOf } from "../../arn/regions.js";
import type { CurableProblem, OfflineProblem, PartProblem } from "../../diagnostics/diagnostics.js";
import { nearest } from "../../text/nearest.js";
import type { Piece } from "../../text/source.js";
import { type Edit, splice } from "../../text/splice.js";
import { SUFFIX, withoutSuffix } from "./suffix.js";

const REGION_SHAPE = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;
/** Managed secrets carry the owning service before a `!`: `rds!cluster-…`. */
const NAME_CHARACTERS = /^(?:[a-z0-9-]+!)?[A-Za-z0-9/_+=.@-]*/;
const LONGEST_NAME = 512;

/** A problem of a part, and the edit of the ARN that would put it right, where one is likely. */
export interface CheckedPart extends PartProblem {
  readonly cure?: Edit;
}

function at(field: Piece, problem: OfflineProblem, cure?: Edit): readonly CheckedPart[] {
  const { start, end } = field;
  return [{ problem, start, end, ...(cure === undefined ? {} : { cure }) }];
}

/** A problem whose cure is to write `suggestion` in place of `field`, or of the part given apart. */
function curable(
  field: Piece,
  problem: CurableProblem,
  suggestion: string | undefined,
  cured: Piece = field,
): readonly CheckedPart[] {
  if (suggestion === undefined) return at(field, problem);
  return at(field, { ...problem, suggestion }, { start: cured.start, end: cured.end, text: suggestion });
}

export function checkPrefix(field: Piece): readonly CheckedPart[] {
  return field.text === "arn" ? [] : curable(field, { code: "arn-prefix", found: field.text }, "arn");
}

export function checkPartition(field: Piece): readonly CheckedPart[] {
  const found = field.text;
  if (PARTITION_NAMES.includes(found)) return [];
  const suggestion = found === "" ? "aws" : nearest(found, PARTITION_NAMES);
  return curable(field, { code: "arn-partition", found }, suggestion);
}

export function checkService(text: string, field: Piece): readonly CheckedPart[] {
  const found = field.text;
  if (found === "secretsmanager") return [];
  // An ARN of another service is not misspelled; one whose resource is a secret is.
  const secret = text.startsWith(":secret:", text.indexOf(":", text.indexOf(":", field.end + 1) + 1));
  const suggestion = nearest(found, ["secretsmanager"]) ?? (secret ? "secretsmanager" : undefined);
  return curable(field, { code: "arn-service", found }, suggestion);
}

export function checkRegion(field: Piece, partition: Piece): readonly CheckedPart[] {
  const found = field.text;
  if (regionsOf(partition.text).includes(found)) return [];
  if (found === "") return at(field, { code: "arn-region", found, fault: "empty" });
  if (!REGION_SHAPE.test(found)) {
    return curable(field, { code: "arn-region", found, fault: "malformed" }, likelyRegion(found));
  }
  const belongsTo = partitionOf(found);
  const known = PARTITION_NAMES.includes(partition.text);
  if (known && belongsTo !== undefined && belongsTo !== partition.text) {
    const fault = { fault: "partition", partition: partition.text, belongsTo } as const;
    return curable(field, { code: "arn-region", found, ...fault }, belongsTo, partition);
  }
  if (regionsOf(belongsTo ?? "").includes(found)) return [];
  const suggestion = nearest(found, known ? regionsOf(partition.text) : REGION_NAMES);
  return curable(field, { code: "arn-region", found, fault: "unknown" }, suggestion);
}

export function checkAccount(field: Piece): readonly CheckedPart[] {
  return /^\d{12}$/.test(field.text) ? [] : at(field, { code: "arn-account", found: field.text });
}

export function checkResource(text: string, field: Piece): readonly CheckedPart[] {
  const found = field.text;
  if (found === "secret") return [];
  const slashed = /^secrets?\/(.+)$/.exec(found)?.[1];
  const suggestion = slashed === undefined ? nearest(found, ["secret"]) : `secret:${slashed}`;
  // Where only the word is missing the name stands in its place.
  const named = suggestion ?? (field.end === text.length && found !== "" ? `secret:${found}` : undefined);
  return curable(field, { code: "arn-resource", found }, named);
}

export function checkName(text: string, field: Piece): readonly CheckedPart[] {
  const name = field.text;
  if (withoutSuffix(name) === "") return at(field, { code: "arn-name", fault: "empty" });
  const allowed = NAME_CHARACTERS.exec(name)?.[0].length ?? 0;
  if (allowed < name.length) {
    const character = String.fromCodePoint(name.codePointAt(allowed) ?? 0);
    const start = field.start + allowed;
    return [
      { problem: { code: "arn-name", fault: "character", character }, start, end: start + character.length },
    ];
  }
  const length = withoutSuffix(name).length;
  if (length > LONGEST_NAME) return at(field, { code: "arn-name", fault: "long", length });
  return SUFFIX.test(name) ? [] : at(field, { code: "arn-partial", id: text.slice(0, field.end) });
}

/** Shows in each curable problem the whole ARN with all cures applied, so that it can be pasted once. */
export function withFixedText(text: string, found: readonly CheckedPart[]): readonly PartProblem[] {
  const cures = found.flatMap(({ cure }) => (cure === undefined ? [] : [cure]));
  const fixed = splice(text, cures);
  return found.map(({ problem, start, end, cure }) => {
    return cure === undefined
      ? { problem, start, end }
      : { problem: { ...problem, fixed } as OfflineProblem, start, end };
  });
}
