/** The checks of the parts that the ARNs of all services share. They see literal text only: templates are reported before. */

import type { CurableProblem, OfflineProblem, PartProblem } from "../diagnostics/diagnostics.js";
import { nearest } from "../text/nearest.js";
import type { Piece } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import { likelyRegion, PARTITION_NAMES, partitionOf, REGION_NAMES, regionsOf } from "./regions.js";

const REGION_SHAPE = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;

/** A problem of a part, and the edit of the ARN that would put it right, where one is likely. */
export interface CheckedPart extends PartProblem {
  readonly cure?: Edit;
}

/** A problem of a whole part. */
export function problemAt(field: Piece, problem: OfflineProblem, cure?: Edit): readonly CheckedPart[] {
  const { start, end } = field;
  return [{ problem, start, end, ...(cure === undefined ? {} : { cure }) }];
}

/** A problem whose cure is to write `suggestion` in place of `field`, or of the part given apart. */
export function curable(
  field: Piece,
  problem: CurableProblem,
  suggestion: string | undefined,
  cured: Piece = field,
): readonly CheckedPart[] {
  if (suggestion === undefined) return problemAt(field, problem);
  return problemAt(
    field,
    { ...problem, suggestion },
    { start: cured.start, end: cured.end, text: suggestion },
  );
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

export function checkRegion(field: Piece, partition: Piece): readonly CheckedPart[] {
  const found = field.text;
  if (regionsOf(partition.text).includes(found)) return [];
  if (found === "") return problemAt(field, { code: "arn-region", found, fault: "empty" });
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
  return /^\d{12}$/.test(field.text) ? [] : problemAt(field, { code: "arn-account", found: field.text });
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
