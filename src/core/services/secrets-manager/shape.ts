/** Checks the shape of a secret's ARN as a whole: the number of its parts, and that `secret` is the sixth of them. */

import { fieldsOf } from "../../arn/fields.js";
import { withFixedText } from "../../arn/parts.js";
import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { isNear } from "../../text/nearest.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { Token } from "../../text/source.js";
import { checkResource, checkService, SERVICE } from "./resource.js";

/** The parts in their order, without the prefix `arn`. */
export const PARTS: readonly ArnPart[] = [
  ...(["partition", "service", "region", "account id", "resource type", "name"] as const),
  ...(["JSON key", "version stage", "version id"] as const),
];

/** An ARN that lacks a part, with an empty one in its place. In `secret/prod/db` the name is in the resource type. */
export function withGap(text: string, lacks: ArnPart): string {
  const parts = fieldsOf(text).map((field) => field.text);
  const gap = PARTS.indexOf(lacks);
  const filled =
    lacks === "resource type"
      ? parts.toSpliced(gap, 1, "secret", (parts[gap] ?? "").replace(/^secrets?\//, ""))
      : parts.toSpliced(gap, 0, "");
  return `arn:${filled.join(":")}`;
}

const MOST_FIELDS = 10;

/**
 * Finds ARNs of another service, and those with a part too few or too many, by where `secret` stands. The checks of the
 * single parts would mislead for these.
 */
export function checkShape(text: string, fields: readonly Token[]): PartProblem | undefined {
  const found = fields.length + 1;
  const misshapen = (missing?: ArnPart): PartProblem => {
    const problem = { code: "arn-parts", found, ...omitUndefined({ missing }) } as const;
    return { problem, start: 0, end: text.length };
  };
  if (found > MOST_FIELDS) return misshapen();

  const [partition = "", service = "", region = "", account = "", resource = ""] = fields.map(
    (field) => field.text,
  );
  const isService = (field: string) => isNear(field, SERVICE);
  if (fields[1] !== undefined && resource !== "secret" && ![partition, service, region].some(isService)) {
    return withFixedText(text, checkService(text, fields[1]))[0];
  }
  if (isService(partition)) return misshapen("partition");
  const secretAt = fields.findIndex((field, index) => index >= 2 && field.text === "secret");
  const shifted = secretAt >= 0 && secretAt !== 4 && !isNear(resource, "secret");
  if (shifted) {
    return misshapen(secretAt === 3 ? (/^\d+$/.test(region) ? "region" : "account id") : undefined);
  }
  if (found >= 7) return undefined;
  if (found === 6 && resource !== "secret" && /^\d+$/.test(account)) {
    return withFixedText(text, checkResource(text, fields[4] as Token))[0];
  }
  return misshapen(PARTS[fields.length]);
}
