/**
 * ARNs in the midst of a longer text, which no form claims. They are kept, and listed so that nobody has to
 * wonder; one in brackets, or for a URL's password, is most likely a reference gone wrong, and that is said.
 */

import { diagnose } from "./diagnostics.js";
import type { Finding } from "./findings.js";
import type { Match } from "./forms/form.js";
import type { Source, Span } from "./source.js";
import type { Scalar } from "./yaml/scalars.js";

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
const ESCAPED = /\$\$\{$/;
/** What people write for `${`: `{arn:…}`, `${ arn:…}`, `$arn:…`, `$(arn:…)`, `{{ arn:… }}`, `<arn:…>`. */
const ALMOST_EMBEDDED = /(?:\$?\s*\{\{?\s*|\$\(?|<)$/;
/** `postgres://app:arn:…@db`: nobody has an ARN for a password. The host behind could all be of a secret's name. */
const PASSWORD_OF_URL = /:\/\/[^\s/?#@]*:$/;
const LONGEST_OPENING = 80;

/** `known` is why the scalar is literal, where it is. */
export function mentionsIn(
  source: Source,
  scalar: Scalar,
  claimed: readonly Match[],
  known: string | undefined,
): readonly Finding[] {
  const free = unclaimed(scalar.value, claimed);
  if (free.length === 0) return NONE;
  const findings: Finding[] = [];
  let from = scalar.content.start;
  for (const { text, before, isPassword } of free) {
    const span = spanOf(source.text, text, from, scalar);
    from = span.end;
    const reason = ESCAPED.test(before) ? "escaped with $$" : (known ?? "part of a longer text");
    findings.push({ kind: "literal", text, reason, source, scalar, span });
    if (known !== undefined || ESCAPED.test(before)) continue;
    if (!ALMOST_EMBEDDED.test(before) && !isPassword && !isVariable(scalar)) continue;
    const diagnostic = diagnose(
      { code: "reference-unmarked", found: text },
      { source, place: span, path: scalar.path },
    );
    findings.push({ kind: "diagnostic", diagnostic });
  }
  return findings;
}

/** `- PASSWORD=arn:…` in a list, as Compose has environment variables; one that is named after its ARN wants the ARN. */
function isVariable({ value, path }: Scalar): boolean {
  return (
    typeof path.at(-1) === "number" && /^(?!\w*(?:arns?|secret_?id)=)[a-z_]\w*=arn:\S{1,4096}$/i.test(value)
  );
}

interface Mention {
  readonly text: string;
  readonly before: string;
  readonly isPassword: boolean;
}

const NONE: readonly never[] = [];

/** The mentions outside all matches; both run from left to right, so one pass is enough. */
function unclaimed(value: string, claimed: readonly Match[]): readonly Mention[] {
  const isWhole = ({ kind, start, end }: Match) =>
    kind === "reference" && start === 0 && end === value.length;
  if (claimed.some(isWhole)) return NONE;
  const matches = claimed.filter(({ kind }) => kind === "reference").sort((a, b) => a.start - b.start);
  let next = 0;
  return Array.from(value.matchAll(MENTION)).flatMap(({ 0: found, index }) => {
    const before = value.slice(Math.max(0, index - LONGEST_OPENING), index);
    const isPassword = found.includes("@") && PASSWORD_OF_URL.test(before);
    const text = withoutDots(isPassword ? found.slice(0, found.lastIndexOf("@")) : found);
    while ((matches[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next += 1;
    const inside = (matches[next]?.start ?? Number.POSITIVE_INFINITY) <= index;
    return inside ? [] : [{ text, before, isPassword }];
  });
}

/** Dots behind it end a sentence. */
function withoutDots(text: string): string {
  let end = text.length;
  while (text[end - 1] === ".") end -= 1;
  return text.slice(0, end);
}

/** Where the text stands in the source; the whole scalar where escapes or line breaks hide it. */
function spanOf(sourceText: string, text: string, from: number, { content, span }: Scalar): Span {
  const start = sourceText.indexOf(text, from);
  return start < 0 || start + text.length > content.end ? span : { start, end: start + text.length };
}
