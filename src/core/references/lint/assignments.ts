/** `KEY = arn:…`, as some manuals print it, and `KEY:arn:…`. To YAML each is one text; the user most likely meant a mapping. */

import { type Diagnostic, diagnose } from "../../diagnostics/diagnostics.js";
import { shifted } from "../../forms/form.js";
import { meansSecret, parseArn } from "../../services/index.js";
import type { Path } from "../../text/path.js";
import { lineEnd, lineStart, type Source, type Span } from "../../text/source.js";

const ASSIGNMENT =
  /^(?<before>[ \t]*)(?<key>(?:export[ \t]+)?[\w.-]+)(?<sign>[ \t]*=[ \t]*|:)(?<arn>arn:.*)$/;

/** One assignment in a source. */
export interface Assignment extends Span {
  readonly key: string;
  readonly arn: string;
  readonly sign: "=" | ":";
  /** Whether there are spaces around the sign, as in no shell. */
  readonly spaced: boolean;
}

/** The assignments of secrets in a span of the text, at most one a line. */
export function assignmentsIn(text: string, span: Span): readonly Assignment[] {
  const found: Assignment[] = [];
  let start = span.start;
  for (const line of text.slice(span.start, span.end).split("\n")) {
    const groups = ASSIGNMENT.exec(line.endsWith("\r") ? line.slice(0, -1) : line)?.groups;
    const { before = "", key = "", sign = "" } = groups ?? {};
    const arn = groups?.["arn"]?.trimEnd() ?? "";
    if (groups !== undefined && meansSecret(arn)) {
      const from = start + before.length;
      const end = from + key.length + sign.length + arn.length;
      const spaced = sign.length > 1;
      found.push({ key, arn, sign: sign.trim() === "=" ? "=" : ":", spaced, start: from, end });
    }
    start += line.length + 1;
  }
  return found;
}

/** Extends a span to the start of its first line and the end of its last. */
export function wholeLines(text: string, { start, end }: Span): Span {
  return { start: lineStart(text, start), end: lineEnd(text, Math.max(start, end - 1)) };
}

/** One error for the sign, and one for each problem of the ARN. */
export function diagnoseAssignment(
  source: Source,
  assignment: Assignment,
  path: Path = [],
): readonly Diagnostic[] {
  const { start, end, key, arn, sign } = assignment;
  const arnStart = end - arn.length;
  const fixed = `${key.replace(/^export\s+/, "")}: ${arn}`;
  const where = { source, place: { start, end }, path };
  return [
    diagnose({ code: "reference-equals", sign, fixed }, { ...where, part: { start, end: arnStart } }),
    ...shifted(parseArn(arn).problems, arnStart).map(({ problem, ...part }) =>
      diagnose(problem, { ...where, part }),
    ),
  ];
}
