/** ARN text → its fields, which colons separate. Each service reads its resource part itself. */

import { parse, validate } from "@aws-sdk/util-arn-parser";
import { type Token, tokensOf } from "../text/source.js";
import { maskTemplates } from "./templates.js";

/** In any case, so that a message can report the wrong case. */
export const PREFIX = /^arn:/i;

/** The fields after `arn:`, split by AWS's own parser. Templates are masked, because they may hold colons. */
export function fieldsOf(text: string): readonly Token[] {
  const masked = maskTemplates(text).replace(PREFIX, "arn:");
  const parts = validate(masked) ? partsOf(masked) : masked.split(":").slice(1);
  const from = "arn:".length;
  return tokensOf(text.slice(from), parts, from);
}

function partsOf(text: string): readonly string[] {
  const { partition, service, region, accountId, resource } = parse(text);
  return [partition, service, region, accountId, ...resource.split(":")];
}
