/** ARNs whose prefix `arn:` is missing or misspelled. */

import type { PartProblem } from "../diagnostics/diagnostics.js";

/** Matches `aws:secretsmanager:…:secret:…` and `anr:aws:secretsmanager:…:secret:…`, for example. */
export function withoutPrefix(service: string, resource: string): RegExp {
  return new RegExp(`^(?<prefix>\\w{1,5}:)?aws[a-z-]*:${service}:(?!arn:)\\S*:${resource}`);
}

/** @param pattern that of `withoutPrefix` */
export function prefixProblem(text: string, pattern: RegExp): PartProblem {
  const prefix = pattern.exec(text)?.groups?.["prefix"] ?? "";
  const fixed = `arn:${text.slice(prefix.length)}`;
  const problem = { code: "arn-prefix", found: prefix.replace(":", ""), suggestion: "arn", fixed } as const;
  return { problem, start: 0, end: text.indexOf(":") };
}
