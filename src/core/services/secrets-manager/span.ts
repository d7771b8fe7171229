/** Where a part of a valid ARN stands in it. */

import type { Span } from "../../text/source.js";
import type { SecretArn } from "./arn.js";
import { SERVICE } from "./resource.js";

/** The span of a part, counted from the ARN's start. */
export function spanInArn(
  { text, partition, region, account, resource, suffix = "" }: SecretArn,
  part: "region" | "account" | "resource" | "suffix",
): Span {
  const regionAt = `arn:${partition}:${SERVICE}:`.length;
  const accountAt = regionAt + region.length + 1;
  switch (part) {
    case "region":
      return { start: regionAt, end: regionAt + region.length };
    case "account":
      return { start: accountAt, end: accountAt + account.length };
    case "resource":
      return { start: text.length - resource.length, end: text.length };
    case "suffix":
      return { start: text.length - suffix.length, end: text.length };
  }
}
