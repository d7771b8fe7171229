/** The shape of a parameter's ARN as a whole: how many parts it has, and that `parameter/` is the sixth of them. */

import { fieldsOf as colonFields } from "../../arn/fields.js";
import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { Token } from "../../text/source.js";
import { isNearType, SERVICE, splitType } from "./resource.js";
import { meantSelector } from "./version.js";

/** The parts in their order, without the prefix `arn`. The version comes first in a selector, because AWS itself reads `name:version`. */
export const PARTS: readonly ArnPart[] = [
  ...(["partition", "service", "region", "account id", "resource type", "name"] as const),
  ...(["version", "JSON key"] as const),
];

const TYPE_INDEX = PARTS.indexOf("resource type");
/** Without a selector. The whole ARN has as many fields, because there `arn` is one, and the resource type and the name are one. */
const LEAST = 6;

/** The fields after `arn:`, one for each part. A slash separates the resource type from the name. */
export function fieldsOf(text: string): readonly Token[] {
  return colonFields(text).flatMap((field, index) => {
    const split = index === TYPE_INDEX ? splitType(field.text) : undefined;
    if (split === undefined) return [field];
    const { text, start, end } = field;
    const name = split.type + split.separator;
    return [
      { text: text.slice(0, split.type), start, end: start + split.type },
      { text: text.slice(name), start: start + name, end },
    ];
  });
}

export function checkShape(text: string): PartProblem | undefined {
  const fields = colonFields(text);
  const found = fields.length + 1;
  const texts = fields.map((field) => field.text);
  const misshapen = (missing?: ArnPart, fixed?: string): PartProblem => {
    const problem = { code: "parameter-parts", found, ...omitUndefined({ missing, fixed }) } as const;
    return { problem, start: 0, end: text.length };
  };
  const isType = (field: string) => isNearType(field.split("/", 1)[0] ?? "");
  const type = fields[TYPE_INDEX];
  if (type !== undefined && (isType(type.text) || type.text.startsWith("/"))) {
    const parts = fieldsOf(text);
    if (parts.length < LEAST) return withoutName(type);
    return parts.length > PARTS.length ? misshapen(undefined, withSelector(text, parts)) : undefined;
  }
  const at = texts.findIndex(isType);
  if (texts[0]?.toLowerCase() === SERVICE) return misshapen("partition");
  if (at === TYPE_INDEX - 1) return misshapen(/^\d+$/.test(texts[2] ?? "") ? "region" : "account id");
  return misshapen(found < LEAST ? PARTS[found - 1] : undefined);
}

/** The problem of `parameter` without a name. */
function withoutName({ text, start, end }: Token): PartProblem {
  return { problem: { code: "parameter-resource", found: text }, start, end };
}

/** An ARN with too many fields behind its name, with the selector that was most likely meant. */
function withSelector(text: string, parts: readonly Token[]): string | undefined {
  const selector = meantSelector(parts.slice(LEAST).map((field) => field.text));
  return selector === undefined ? undefined : text.slice(0, parts[LEAST - 1]?.end) + selector;
}

/** An ARN that lacks a part, with an empty one in its place. */
export function withGap(text: string, lacks: ArnPart): string {
  const parts = colonFields(text).map((field) => field.text);
  return `arn:${parts.toSpliced(PARTS.indexOf(lacks), 0, "").join(":")}`;
}
