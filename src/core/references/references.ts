/**
 * Scalars → references and literals. Each form looks at the decoded text, which is what YAML means, and at
 * the source, which is what can be edited; only what shows in both can be replaced in place.
 */

import { type Diagnostic, diagnose, isError } from "../diagnostics/diagnostics.js";
import { bare } from "../forms/bare.js";
import { type Form, isSelective, type Match, type ReferenceMatch } from "../forms/form.js";
import { lineEnd, type Source, type Span } from "../text/source.js";
import type { Scalar, ScannedScalar } from "../yaml/scalars.js";
import { type Assignment, assignmentsIn, diagnoseAssignment } from "./assignments.js";
import { isCandidate } from "./candidates.js";
import { asFinding, type Finding } from "./findings.js";
import { type FindMatches, type FormMatches, matchForms } from "./form-matches.js";
import type { KeyRules } from "./key-rules.js";
import { kindOfKey } from "./literals/key-words.js";
import { saidOfPlace, type Verdict, verdictUnsaid } from "./literals.js";
import { withoutNested } from "./nested.js";
import { diagnoseKey, diagnoseUnquoted } from "./secrets-in-keys.js";
import { type Templated, templatedIn } from "./templated.js";
import { unmarkedArnsIn } from "./unmarked.js";

/** Everything in one scalar that concerns secrets. */
export function findInScalar(
  source: Source,
  scalar: ScannedScalar,
  rules: KeyRules,
  findMatches: FindMatches = matchForms,
): readonly Finding[] {
  if (!isCandidate(scalar.value)) return [];
  const said = saidOfPlace(scalar, rules);
  const purpose = reasonOf(said);
  const verdict = said ?? verdictUnsaid(scalar, rules);
  const reason = reasonOf(verdict);
  if (scalar.role === "key") {
    const unquoted = purpose === undefined ? diagnoseUnquoted(source, scalar) : [];
    return (unquoted.length > 0 || reason !== undefined ? unquoted : diagnoseKey(source, scalar)).map(
      asFinding,
    );
  }

  const slips = reason === undefined ? assignmentSlips(source, scalar) : [];
  if (slips.length > 0) {
    return slips.flatMap((each) => diagnoseAssignment(source, each, scalar.path)).map(asFinding);
  }
  const formMatches = findMatches(scalar.value);
  const matches = formMatches.flatMap((matched) => matched.matches);
  const reasons = { anything: reason, purpose, nothing: undefined };
  const found = formMatches.flatMap((matched) => {
    const { literalWhen, literalWithTemplates } = matched.form;
    return findingsOfForm(matched, source, scalar, {
      kept: reasons[literalWhen],
      literalWithTemplates: literalWithTemplates && said?.kept !== false,
    });
  });
  const doubted = verdict.generic === true ? keptWithSelector(source, scalar, verdict) : [];
  const others = [...doubted, ...unmarkedArnsIn(source, scalar, matches, reason)];
  return others.length === 0 ? withoutNested(found) : [...withoutNested(found), ...others];
}

/** A selector says that a value is meant, and only a word that means other things too says that the ARN is. */
function keptWithSelector(source: Source, scalar: Scalar, { reason }: Verdict): readonly Finding[] {
  return bare.find(scalar.value).flatMap((match) => {
    if (match.kind !== "reference" || !isSelective(match.selector)) return [];
    const where = { source, place: scalar.span, path: scalar.path };
    const quote = scalar.style === "plain" && scalar.place.inFlow ? ({ quote: '"' } as const) : {};
    return [asFinding(diagnose({ code: "literal-selector", found: match.text, reason, ...quote }, where))];
  });
}

/** Why it is kept, where it is. */
function reasonOf(verdict: Verdict | undefined): string | undefined {
  return verdict?.kept === true ? verdict.reason : undefined;
}

/** `KEY = arn:…` and nothing else on every line; prose around it, a comment, a key or a tag say that it is meant. */
function assignmentSlips(source: Source, scalar: Scalar): readonly Assignment[] {
  const { style, value } = scalar;
  const mayBe = style === "plain" && value.indexOf("arn:", 1) > 0;
  const assignments = mayBe ? assignmentsIn(source.text, scalar.span) : [];
  if (assignments.length === 0) return [];
  const { start, end } = scalar.span;
  const lines = source.text.slice(start, end).match(/^.*\S.*$/gm) ?? [];
  const root = scalar.path.length === 0;
  const ofArns = assignments.every(({ key }) => kindOfKey(key) === "strong");
  const slipped =
    assignments.length === lines.length && (root || (assignments.some(({ spaced }) => spaced) && !ofArns));
  return slipped ? assignments : [];
}

interface Verdicts {
  /** Why the matches are kept, where they are. */
  readonly kept: string | undefined;
  /** Whether one is kept for another program that has to fill it in first. */
  readonly literalWithTemplates: boolean;
}

function literalAt(source: Source, scalar: Scalar, text: string, reason: string): Finding {
  return { kind: "literal", text, reason, source, scalar, span: scalar.span };
}

function findingsOfForm(
  { form, matches: meant, spans }: FormMatches,
  source: Source,
  scalar: Scalar,
  { kept, literalWithTemplates }: Verdicts,
): readonly Finding[] {
  if (kept !== undefined) return meant.map(({ text }) => literalAt(source, scalar, text, kept));
  const { start, end } = scalar.content;
  // To look is cheaper than to cut it out.
  const asMeant = end - start === scalar.value.length && source.text.startsWith(scalar.value, start);
  const written = asMeant ? meant : form.find(source.text.slice(start, end));
  const visible =
    asMeant ||
    (written.length === meant.length && written.every((each, index) => each.text === meant[index]?.text));
  if (!visible)
    return meant.flatMap((match) => (match.kind === "escape" ? [] : hidden(form, source, scalar, match)));
  return written.flatMap((match, index) => {
    const templated = literalWithTemplates ? templatedIn(match) : undefined;
    return templated === undefined
      ? findingsOf(form.name, source, scalar, match, spans[index] ?? match)
      : awaitingFindings(source, scalar, templated);
  });
}

function awaitingFindings(source: Source, scalar: Scalar, templated: Templated): readonly Finding[] {
  const reason = `template ${templated.template}`;
  return [
    literalAt(source, scalar, templated.text, reason),
    ...diagnosticsOf(source, scalar, templated).map(asFinding),
  ];
}

function hidden({ pattern }: Form, source: Source, scalar: Scalar, match: Match): readonly Finding[] {
  const { content, span, path } = scalar;
  const words = new RegExp(`${pattern}|arn:`, "i");
  const seen = source.text.slice(content.start, content.end).search(words);
  const start = content.start + Math.max(seen, 0);
  const end = start + lineEnd(source.text.slice(start, content.end), 0);
  const where = { source, place: span, path, ...(seen < 0 ? {} : { part: { start, end } }) };
  const diagnostic = diagnose({ code: "reference-hidden", found: match.text }, where);
  return [{ kind: "broken", source, scalar, span }, asFinding(diagnostic)];
}

/** `written` counts from the scalar's content in the source, `decoded` from its decoded text. */
function findingsOf(
  form: string,
  source: Source,
  scalar: Scalar,
  written: Match,
  decoded: Span,
): readonly Finding[] {
  const { content } = scalar;
  const base = content.start;
  const whole = written.start === 0 && base + written.end === content.end;
  const span = whole ? content : { start: base + written.start, end: base + written.end };
  if (written.kind === "escape") {
    return [{ kind: "escape", plain: written.plain, source, scalar, span, decoded }];
  }
  const diagnostics = diagnosticsOf(source, scalar, written);
  const { id, selector } = written;
  if (id === undefined || diagnostics.some(isError)) {
    return [{ kind: "broken", source, scalar, span }, ...diagnostics.map(asFinding)];
  }
  return [
    { kind: "reference", form, id, selector, source, scalar, span, decoded },
    ...diagnostics.map(asFinding),
  ];
}

function diagnosticsOf(source: Source, scalar: Scalar, written: ReferenceMatch): readonly Diagnostic[] {
  const base = scalar.content.start;
  const place = { start: base + written.start, end: base + written.end };
  return written.problems.map(({ problem, start, end }) => {
    const part = { start: base + start, end: base + end };
    return diagnose(problem, { source, place, part, path: scalar.path });
  });
}
