/** Finds where a part stands in a valid ARN. */

import type { Span } from "../text/source.js";
import type { SecretArn } from "./secret-id.js";

/** The span of a part, counted from the ARN's start. */
export function spanInArn(id: SecretArn, part: "region" | "account" | "resource" | "suffix"): Span {
  const { length } = id[part] ?? "";
  const region = `arn:${id.partition}:${id.service}:`.length;
  const account = region + id.region.length + 1;
  const last = id.text.length - length;
  const start = { region, account, resource: last, suffix: last }[part];
  return { start, end: start + length };
}
