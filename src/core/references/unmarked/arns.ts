/** Finds the ARNs of secrets in a longer text that no form matches, with the templates that are part of them. */

import type { OfflineProblem } from "../../diagnostics/catalogue.js";
import type { Match } from "../../forms/form.js";
import { SECRET_IN_ARN } from "../../services/index.js";

/** An ARN, and at most 80 characters of the text before and after it. */
export interface UnmarkedArn {
  readonly text: string;
  readonly before: string;
  readonly behind: string;
}

/** What is said of one that nothing marks as a reference. */
export type Unmarked = Omit<Extract<OfflineProblem, { code: "reference-unmarked" }>, "code">;

/**
 * A template that another program fills in, or wildcards. An HTML end tag is not a template. A single question mark may
 * end a sentence or start the query of a URL, so only several in a row are wildcards.
 */
const FILLED_IN =
  /\$\{(?!arn:)[^{}\n]*\}|\$?\{\{[^{}\n]*\}\}|\{[^{}\n]*\}|<[^<>/\n]*>|\$(?=[A-Za-z_])|\?(?=\?)|(?<=\?)\?/
    .source;
/** The repetitions are limited: a text of many templates would otherwise exhaust the regular expression's stack. */
const ARN = new RegExp(
  [
    `arn:[\\w*-]*(?:(?:${FILLED_IN})[\\w*-]*){0,20}:${SECRET_IN_ARN}`,
    `(?:[\\w/+=.@!:*-]|${FILLED_IN})[\\w/+=.@!:*-]*(?:(?:${FILLED_IN})[\\w/+=.@!:*-]*){0,99}`,
  ].join(""),
  "g",
);
const LONGEST_CONTEXT = 80;
/** Stands for the text that is cut off. */
const CUT = "…";

/** @param claimed the matches of the forms in the text */
export function findUnmarkedArns(value: string, claimed: readonly Match[]): readonly UnmarkedArn[] {
  const isWhole = ({ kind, start, end }: Match) =>
    kind === "reference" && start === 0 && end === value.length;
  if (claimed.some(isWhole)) return [];
  const matches = claimed.filter(({ kind }) => kind === "reference").sort((a, b) => a.start - b.start);
  // ARNs and matches both run from left to right, so one pass over both is enough.
  let next = 0;
  return Array.from(value.matchAll(ARN)).flatMap(({ 0: found, index }) => {
    while ((matches[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    if ((matches[next]?.start ?? Number.POSITIVE_INFINITY) <= index) return [];
    const from = Math.max(0, index - LONGEST_CONTEXT);
    const before = (from > 0 ? CUT : "") + value.slice(from, index);
    const text = withoutDots(isPassword(found, before) ? found.slice(0, found.lastIndexOf("@")) : found);
    const end = index + text.length;
    const to = end + LONGEST_CONTEXT;
    return [{ text, before, behind: value.slice(end, to) + (to < value.length ? CUT : "") }];
  });
}

/** `postgres://app:arn:…@db`. The host may be part of `found`, because a secret's name can hold all of its characters. */
export function isPassword(found: string, before: string): boolean {
  return found.includes("@") && /:\/\/[^\s/?#@]*:$/.test(before);
}

/** Dots at the end are the end of a sentence. */
function withoutDots(text: string): string {
  let end = text.length;
  while (text[end - 1] === ".") end -= 1;
  return text.slice(0, end);
}
