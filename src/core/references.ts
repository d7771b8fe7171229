/**
 * Scalars → references and literals. Each form looks at the decoded text, which is what YAML means, and at
 * the source, which is what can be edited; only what shows in both can be replaced in place.
 */

import { inAnyCase } from "./any-case.js";
import { meansSecret } from "./arn.js";
import { type Assignment, assignmentsIn, diagnoseAssignment } from "./assignments.js";
import { isCandidate } from "./candidates.js";
import { type Diagnostic, diagnose, isError } from "./diagnostics.js";
import { asFinding, type Finding } from "./findings.js";
import type { Form, Match } from "./forms/form.js";
import { FORMS, namesSecret } from "./forms/index.js";
import { keptOnPurpose, literalReason } from "./literals.js";
import { mentionsIn } from "./mentions.js";
import { withoutNested } from "./nested.js";
import type { KeyRules } from "./rules.js";
import { lineEnd, type Source, type Span } from "./source.js";
import type { Scalar } from "./yaml/scalars.js";

/** Everything in one scalar that concerns secrets. */
export function findInScalar(source: Source, scalar: Scalar, rules: KeyRules): readonly Finding[] {
  if (!isCandidate(scalar.value)) return [];
  const purpose = keptOnPurpose(scalar, rules);
  const reason = literalReason(scalar, rules, purpose);
  if (scalar.role === "key") {
    const unquoted = purpose === undefined ? unquotedIn(source, scalar) : [];
    return (unquoted.length > 0 || reason !== undefined ? unquoted : inKey(source, scalar)).map(asFinding);
  }

  const slips = reason === undefined ? assignmentSlips(source, scalar) : [];
  if (slips.length > 0) {
    return slips.flatMap((each) => diagnoseAssignment(source, each, scalar.path)).map(asFinding);
  }
  const claims = FORMS.map((form) => ({ form, matches: form.find(scalar.value) }));
  const matches = claims.flatMap((claim) => claim.matches);
  const found = claims.flatMap((claim) =>
    findingsOfForm(
      claim.form,
      claim.matches,
      source,
      scalar,
      { anything: reason, purpose, nothing: undefined }[claim.form.keptBy],
    ),
  );
  return [...withoutNested(found), ...mentionsIn(source, scalar, matches, reason)];
}

/** `KEY = arn:…` and nothing else on every line; prose around it, a comment, a key or a tag say that it is meant. */
function assignmentSlips(source: Source, scalar: Scalar): readonly Assignment[] {
  const assignments = scalar.style === "plain" ? assignmentsIn(source.text, scalar.span) : [];
  if (assignments.length === 0) return [];
  const { start, end } = scalar.span;
  const lines = source.text.slice(start, end).match(/^.*\S.*$/gm) ?? [];
  const root = scalar.path.length === 0;
  const slipped = assignments.length === lines.length && assignments.some(({ spaced }) => spaced || root);
  return slipped ? assignments : [];
}

/** An expression is a reference whatever its key is called, so it is told below any key. */
function unquotedIn(source: Source, { span, path }: Scalar): readonly Diagnostic[] {
  const place = unquotedExpression(source.text, span);
  if (place === undefined) return [];
  const fixed = inQuotes(source.text.slice(place.start, place.end));
  return [diagnose({ code: "reference-in-key", because: "expression", fixed }, { source, place, path })];
}

/** In quotes that need no escapes within, which would hide the expression. */
function inQuotes(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replaceAll('"', "'")}"`;
}

function inKey(source: Source, scalar: Scalar): readonly Diagnostic[] {
  const { value, span, path, place } = scalar;
  if (!namesSecret(value) && !meansSecret(value)) return [];
  const colon = source.text[span.end] === ":";
  const because =
    scalar.valueless !== true ? "written" : colon ? "colon" : place.inFlow ? "braces" : "written";
  const fixed = { colon: JSON.stringify(`${value}:`), braces: `"\${${value}}"`, written: "" }[because];
  return [diagnose({ code: "reference-in-key", because, fixed }, { source, place: span, path })];
}

/** On either side of its key; a file of many keys would otherwise be searched to its ends for each. */
const LONGEST_EXPRESSION = 4_096;

/** `{{ … }}` without quotes, which to YAML is a mapping in a mapping, where the key stands in it. */
function unquotedExpression(text: string, key: Span): Span | undefined {
  const before = lastLine(text.slice(Math.max(0, key.start - LONGEST_EXPRESSION), key.start));
  const [behind = ""] = text.slice(key.end, key.end + LONGEST_EXPRESSION).split("\n", 1);
  const [opening, closing] = [before.lastIndexOf("{{"), behind.indexOf("}}")];
  if (opening < 0 || closing < 0) return undefined;
  const place = { start: key.start - before.length + opening, end: key.end + closing + 2 };
  return namesSecret(text.slice(place.start, place.end)) ? place : undefined;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function findingsOfForm(
  form: Form,
  meant: readonly Match[],
  source: Source,
  scalar: Scalar,
  reason: string | undefined,
): readonly Finding[] {
  if (meant.length === 0) return [];
  if (reason !== undefined) {
    return meant.map(({ text }) => ({ kind: "literal", text, reason, source, scalar, span: scalar.span }));
  }
  const { start, end } = scalar.content;
  const text = source.text.slice(start, end);
  const written = text === scalar.value ? meant : form.find(text);
  const visible =
    written.length === meant.length && written.every((each, index) => each.text === meant[index]?.text);
  if (!visible)
    return meant.flatMap((match) => (match.kind === "escape" ? [] : hidden(form, source, scalar, match)));
  return written.flatMap((match, index) =>
    findingsOf(form.name, source, scalar, match, meant[index] ?? match),
  );
}

function hidden({ mark }: Form, source: Source, scalar: Scalar, match: Match): readonly Finding[] {
  const { content, span, path } = scalar;
  const words = new RegExp(`${inAnyCase(mark)}|arn:`);
  const seen = source.text.slice(content.start, content.end).search(words);
  const start = content.start + Math.max(seen, 0);
  const end = start + lineEnd(source.text.slice(start, content.end), 0);
  const where = { source, place: span, path, ...(seen < 0 ? {} : { part: { start, end } }) };
  const diagnostic = diagnose({ code: "reference-hidden", found: match.text }, where);
  return [{ kind: "broken", source, scalar, span }, asFinding(diagnostic)];
}

/** `written` counts from the scalar's content in the source, `meant` from its decoded text. */
function findingsOf(
  form: string,
  source: Source,
  scalar: Scalar,
  written: Match,
  meant: Match,
): readonly Finding[] {
  const base = scalar.content.start;
  const span = { start: base + written.start, end: base + written.end };
  const decoded = { start: meant.start, end: meant.end };
  if (written.kind === "escape") {
    return [{ kind: "escape", plain: written.plain, source, scalar, span, decoded }];
  }
  const diagnostics = written.problems.map(({ problem, start, end }) => {
    const part = { start: base + start, end: base + end };
    return diagnose(problem, { source, place: span, part, path: scalar.path });
  });
  const { id, selector } = written;
  if (id === undefined || diagnostics.some(isError)) {
    return [{ kind: "broken", source, scalar, span }, ...diagnostics.map(asFinding)];
  }
  return [
    { kind: "reference", form, id, selector, source, scalar, span, decoded },
    ...diagnostics.map(asFinding),
  ];
}
