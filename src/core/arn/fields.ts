/** ARN text → its fields, which colons separate. What stands in the resource is the business of its service. */

import { parse, validate } from "@aws-sdk/util-arn-parser";
import type { Token } from "../text/source.js";
import { maskTemplates } from "./templates.js";

/** In either case, so that a message can say what is wrong with it. */
export const PREFIX = /^arn:/i;

/** The fields after `arn:`, cut with AWS's own parser; templates may hold colons, so they are masked for it. */
export function fieldsOf(text: string): readonly Token[] {
  const masked = maskTemplates(text).replace(PREFIX, "arn:");
  const parts = validate(masked) ? partsOf(masked) : masked.split(":").slice(1);
  let start = "arn:".length;
  return parts.map((part) => {
    const field = { text: text.slice(start, start + part.length), start, end: start + part.length };
    start = field.end + 1;
    return field;
  });
}

function partsOf(text: string): readonly string[] {
  const { partition, service, region, accountId, resource } = parse(text);
  return [partition, service, region, accountId, ...resource.split(":")];
}
