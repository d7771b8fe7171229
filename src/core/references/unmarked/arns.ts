/** The ARNs of secrets in a longer text that no form claims, whole, with what another program will fill in. */

import type { OfflineProblem } from "../../diagnostics/catalogue.js";
import type { Match } from "../../forms/form.js";

export interface UnmarkedArn {
  readonly text: string;
  /** What stands right before it and right behind it. */
  readonly before: string;
  readonly behind: string;
}

/** What is said of one that nothing marks as a reference. */
export type Unmarked = Omit<Extract<OfflineProblem, { code: "reference-unmarked" }>, "code">;

/**
 * What another program fills in, as far as it can be told from the text around it; an end tag of HTML is none. Of
 * wildcards, because one question mark may end a sentence or start the query of a URL, only several in a row.
 */
const FILLED_IN =
  /\$\{(?!arn:)[^{}\n]*\}|\$?\{\{[^{}\n]*\}\}|\{[^{}\n]*\}|<[^<>/\n]*>|\$(?=[A-Za-z_])|\?(?=\?)|(?<=\?)\?/
    .source;
/** The repetitions have an end, so that no text of many templates uses up the stack of the regular expression. */
const MENTION = new RegExp(
  [
    `arn:[\\w*-]*(?:(?:${FILLED_IN})[\\w*-]*){0,20}:secretsmanager:`,
    `(?:[\\w/+=.@!:*-]|${FILLED_IN})[\\w/+=.@!:*-]*(?:(?:${FILLED_IN})[\\w/+=.@!:*-]*){0,99}`,
  ].join(""),
  "g",
);
/** Of the text around a mention so much is looked at; this stands in the place of the rest. */
const LONGEST_CONTEXT = 80;
const REST = "…";

const NONE: readonly never[] = [];

/** Both the matches and the mentions run from left to right, so one pass is enough. */
export function unmarkedArnsOf(value: string, claimed: readonly Match[]): readonly UnmarkedArn[] {
  const isWhole = ({ kind, start, end }: Match) =>
    kind === "reference" && start === 0 && end === value.length;
  if (claimed.some(isWhole)) return NONE;
  const matches = claimed.filter(({ kind }) => kind === "reference").sort((a, b) => a.start - b.start);
  let next = 0;
  return Array.from(value.matchAll(MENTION)).flatMap(({ 0: found, index }) => {
    while ((matches[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    if ((matches[next]?.start ?? Number.POSITIVE_INFINITY) <= index) return [];
    const from = Math.max(0, index - LONGEST_CONTEXT);
    const before = (from > 0 ? REST : "") + value.slice(from, index);
    const text = withoutDots(
      standsForPassword(found, before) ? found.slice(0, found.lastIndexOf("@")) : found,
    );
    const end = index + text.length;
    const to = end + LONGEST_CONTEXT;
    return [{ text, before, behind: value.slice(end, to) + (to < value.length ? REST : "") }];
  });
}

/** `postgres://app:arn:…@db`: nobody has an ARN for a password. The host behind could all be of a secret's name. */
export function standsForPassword(found: string, before: string): boolean {
  return found.includes("@") && /:\/\/[^\s/?#@]*:$/.test(before);
}

/** Dots behind it end a sentence. */
function withoutDots(text: string): string {
  let end = text.length;
  while (text[end - 1] === ".") end -= 1;
  return text.slice(0, end);
}
