/** `KEY = arn:…`, as some manuals print it, and `KEY:arn:…`: one text to YAML, and clear enough in their intention. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { shifted } from "../forms/form.js";
import { meansSecret, parseArn } from "../services/secrets-manager/arn.js";
import type { Path } from "../text/path.js";
import { lineEnd, lineStart, type Source, type Span } from "../text/source.js";

const ASSIGNMENT =
  /^(?<before>[ \t]*)(?<key>(?:export[ \t]+)?[\w.-]+)(?<sign>[ \t]*=[ \t]*|:)(?<arn>arn:.*)$/;

/** An assignment on a line of the source; spaces around `=` tell it from a text such as `NAME=arn:…` for a shell. */
export interface Assignment extends Span {
  readonly key: string;
  readonly arn: string;
  readonly sign: "=" | ":";
  readonly spaced: boolean;
}

/** The assignments of secrets on the lines that a span touches, as far as the span reaches. */
export function assignmentsIn(text: string, span: Span): readonly Assignment[] {
  const found: Assignment[] = [];
  let start = span.start;
  for (const line of text.slice(span.start, span.end).split("\n")) {
    const groups = ASSIGNMENT.exec(line.endsWith("\r") ? line.slice(0, -1) : line)?.groups;
    const { before = "", key = "", sign = "" } = groups ?? {};
    const arn = groups?.["arn"]?.trimEnd() ?? "";
    if (groups !== undefined && meansSecret(arn)) {
      const from = start + before.length;
      const to = from + key.length + sign.length + arn.length;
      found.push({
        key,
        arn,
        sign: sign.trim() === "=" ? "=" : ":",
        spaced: sign.length > 1,
        start: from,
        end: to,
      });
    }
    start += line.length + 1;
  }
  return found;
}

/** The lines of a span, from the first one's start to the last one's end. */
export function wholeLines(text: string, { start, end }: Span): Span {
  return { start: lineStart(text, start), end: lineEnd(text, Math.max(start, end - 1)) };
}

/** Says that the sign makes no mapping, and on the same occasion what is wrong with the ARN. */
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
