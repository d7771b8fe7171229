/** Checks of the parts that the ARNs of all services share. They get literal text only: templates are reported before. */

import type { OfflineProblem } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { nearest } from "../text/nearest.js";
import type { Token } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import { likelyRegion, PARTITION_NAMES, partitionOf, REGION_NAMES, regionsOf } from "./regions.js";

const REGION_SHAPE = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;

/** Problems for which a fixed ARN can be shown. */
type FixableProblem = Extract<
  OfflineProblem,
  {
    code:
      | "arn-prefix"
      | "arn-partition"
      | "arn-service"
      | "arn-region"
      | "arn-resource"
      | "parameter-resource";
  }
>;

/** A problem of a part, and the edit of the ARN that would put it right, where one is likely. */
export interface CheckedPart extends PartProblem {
  readonly fix?: Edit;
}

/** A problem of a whole part. */
export function problemAt(field: Token, problem: OfflineProblem, fix?: Edit): readonly CheckedPart[] {
  const { start, end } = field;
  return [{ problem, start, end, ...(fix === undefined ? {} : { fix }) }];
}

/** A problem that is fixed by writing `suggestion` in place of `fixedPart`. */
export function fixable(
  field: Token,
  problem: FixableProblem,
  suggestion: string | undefined,
  fixedPart: Token = field,
): readonly CheckedPart[] {
  if (suggestion === undefined) return problemAt(field, problem);
  return problemAt(
    field,
    { ...problem, suggestion },
    { start: fixedPart.start, end: fixedPart.end, text: suggestion },
  );
}

export function checkPrefix(field: Token): readonly CheckedPart[] {
  return field.text === "arn" ? [] : fixable(field, { code: "arn-prefix", found: field.text }, "arn");
}

export function checkPartition(field: Token): readonly CheckedPart[] {
  const found = field.text;
  if (PARTITION_NAMES.includes(found)) return [];
  const suggestion = found === "" ? "aws" : nearest(found, PARTITION_NAMES);
  return fixable(field, { code: "arn-partition", found }, suggestion);
}

export function checkRegion(field: Token, partition: Token): readonly CheckedPart[] {
  const found = field.text;
  if (regionsOf(partition.text).includes(found)) return [];
  if (found === "") return problemAt(field, { code: "arn-region", found, fault: "empty" });
  if (!REGION_SHAPE.test(found)) {
    return fixable(field, { code: "arn-region", found, fault: "malformed" }, likelyRegion(found));
  }
  const belongsTo = partitionOf(found);
  const known = PARTITION_NAMES.includes(partition.text);
  if (known && belongsTo !== undefined && belongsTo !== partition.text) {
    const fault = { fault: "partition", partition: partition.text, belongsTo } as const;
    return fixable(field, { code: "arn-region", found, ...fault }, belongsTo, partition);
  }
  if (regionsOf(belongsTo ?? "").includes(found)) return [];
  const suggestion = nearest(found, known ? regionsOf(partition.text) : REGION_NAMES);
  return fixable(field, { code: "arn-region", found, fault: "unknown" }, suggestion);
}

export function checkAccount(field: Token): readonly CheckedPart[] {
  return /^\d{12}$/.test(field.text) ? [] : problemAt(field, { code: "arn-account", found: field.text });
}

/** Adds the whole ARN with all fixes applied to each fixable problem, so that it can be pasted once. */
export function withFixedText(text: string, found: readonly CheckedPart[]): readonly PartProblem[] {
  const fixes = found.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  const fixed = splice(text, fixes);
  return found.map(({ problem, start, end, fix }) => {
    return fix === undefined
      ? { problem, start, end }
      : { problem: { ...problem, fixed } as OfflineProblem, start, end };
  });
}
