/** The shape of a parameter's ARN as a whole: how many parts it has, and that `parameter/` is the sixth of them. */

import { fieldsOf as colonFields } from "../../arn/fields.js";
import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { Token } from "../../text/source.js";
import { isNearType, SERVICE, TYPE } from "./resource.js";

/** The parts in their order, without the prefix `arn`. The version comes first in a selector, because AWS itself reads `name:version`. */
export const PARTS: readonly ArnPart[] = [
  ...(["partition", "service", "region", "account id", "resource type", "name"] as const),
  ...(["version", "JSON key"] as const),
];

const TYPE_INDEX = PARTS.indexOf("resource type");
/** With `arn`, and with the resource type and the name as one. */
const LEAST = 6;
const MOST = 8;

/** The fields after `arn:`, one for each part. A slash separates the resource type from the name. */
export function fieldsOf(text: string): readonly Token[] {
  return colonFields(text).flatMap((field, index) => {
    const slash = field.text.indexOf("/");
    if (index !== TYPE_INDEX || slash < 0) return [field];
    const at = field.start + slash;
    return [
      { text: field.text.slice(0, slash), start: field.start, end: at },
      { text: field.text.slice(slash + 1), start: at + 1, end: field.end },
    ];
  });
}

export function checkShape(text: string): PartProblem | undefined {
  const fields = colonFields(text);
  const found = fields.length + 1;
  const texts = fields.map((field) => field.text);
  const misshapen = (missing?: ArnPart): PartProblem => {
    const problem = { code: "parameter-parts", found, ...omitUndefined({ missing }) } as const;
    return { problem, start: 0, end: text.length };
  };
  const at = texts.findIndex((each) => isNearType(each.split("/", 1)[0] ?? ""));
  if (at === TYPE_INDEX) return withoutSlash(text, fields) ?? (found > MOST ? misshapen() : undefined);
  if (texts[0]?.toLowerCase() === SERVICE) return misshapen("partition");
  if (at === TYPE_INDEX - 1) return misshapen(/^\d+$/.test(texts[2] ?? "") ? "region" : "account id");
  return misshapen(found < LEAST ? PARTS[found - 1] : undefined);
}

/** The problem of `parameter:prod/db`, which has the name in the next field, and of `parameter` without a name. */
function withoutSlash(text: string, fields: readonly Token[]): PartProblem | undefined {
  const [type, name] = fields.slice(TYPE_INDEX);
  if (type === undefined || type.text.includes("/")) return undefined;
  const fixed = name && `${text.slice(0, type.start)}${TYPE}/${text.slice(name.start)}`;
  const problem = { code: "parameter-resource", found: type.text, ...omitUndefined({ fixed }) } as const;
  return { problem, start: type.start, end: type.end };
}

/** An ARN that lacks a part, with an empty one in its place. */
export function withGap(text: string, lacks: ArnPart): string {
  const parts = colonFields(text).map((field) => field.text);
  return `arn:${parts.toSpliced(PARTS.indexOf(lacks), 0, "").join(":")}`;
}
