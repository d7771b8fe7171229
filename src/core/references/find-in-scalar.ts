/**
 * One scalar → its references, literals and problems. The forms search the decoded text, which is what YAML means, and
 * the source, which is what can be edited. A reference has to show in both to be replaced in place.
 */

import { type Diagnostic, diagnose, isError } from "../diagnostics/diagnostics.js";
import { bare } from "../forms/bare.js";
import { type Form, isSelective, type Match, type ReferenceMatch } from "../forms/form.js";
import { lineEnd, type Source, type Span } from "../text/source.js";
import type { Scalar, ScannedScalar } from "../yaml/scalars.js";
import { isCandidate } from "./candidates.js";
import { asFinding, diagnoseAt, type Finding } from "./findings.js";
import type { FormMatches, MatchForms } from "./form-matches.js";
import type { KeyRules } from "./key-rules.js";
import { type Assignment, assignmentsIn, diagnoseAssignment } from "./lint/assignments.js";
import { diagnoseKey, diagnoseUnquoted } from "./lint/secrets-in-keys.js";
import { withoutNested } from "./nested.js";
import { kindOfKey } from "./ownership/key-words.js";
import { type Decision, decideByContext, decideByMarks } from "./ownership.js";
import { type Templated, templatedIn } from "./templated.js";
import { unmarkedArnsIn } from "./unmarked.js";

/** A scalar and where it stands. */
interface Site {
  readonly source: Source;
  readonly scalar: Scalar;
}

/** Everything in one scalar that concerns secrets. */
export function findInScalar(
  source: Source,
  scalar: ScannedScalar,
  rules: KeyRules,
  matchForms: MatchForms,
): readonly Finding[] {
  if (!isCandidate(scalar.value)) return [];
  const byMarks = decideByMarks(scalar, rules);
  const decision = byMarks ?? decideByContext(scalar, rules);
  const reason = reasonToKeep(decision);
  const reasons = { anything: reason, purpose: reasonToKeep(byMarks), nothing: undefined };
  const site = { source, scalar };
  if (scalar.role === "key") {
    const unquoted = reasons.purpose === undefined ? diagnoseUnquoted(source, scalar) : [];
    return (unquoted.length > 0 || reason !== undefined ? unquoted : diagnoseKey(source, scalar)).map(
      asFinding,
    );
  }

  const assignments = reason === undefined ? strayAssignments(site) : [];
  if (assignments.length > 0) {
    return assignments.flatMap((each) => diagnoseAssignment(source, each, scalar.path)).map(asFinding);
  }
  const formMatches = matchForms(scalar.value);
  const found = formMatches.flatMap((ofForm) => {
    const { literalWhen, literalWithTemplates } = ofForm.form;
    const kept = reasons[literalWhen];
    return kept === undefined
      ? findingsOfForm(ofForm, site, literalWithTemplates && byMarks?.kept !== false)
      : ofForm.matches.map(({ text }) => literalAt(site, text, kept));
  });
  const doubted = decision.generic === true ? keptWithSelector(site, decision) : [];
  const claimed = formMatches.flatMap(({ matches }) => matches);
  return [...withoutNested(found), ...doubted, ...unmarkedArnsIn(source, scalar, claimed, reason)];
}

function reasonToKeep(decision: Decision | undefined): string | undefined {
  return decision?.kept === true ? decision.reason : undefined;
}

/** Warns of a kept ARN with a selector: the selector asks for a value, and only an ambiguous word keeps the ARN. */
function keptWithSelector({ source, scalar }: Site, { reason }: Decision): readonly Finding[] {
  return bare.find(scalar.value).flatMap((match) => {
    if (match.kind !== "reference" || !isSelective(match.selector)) return [];
    const quote = scalar.style === "plain" && scalar.place.inFlow ? ({ quote: '"' } as const) : {};
    const problem = { code: "literal-selector", found: match.text, reason, ...quote } as const;
    return [asFinding(diagnoseAt({ source, scalar, span: scalar.span }, problem))];
  });
}

/**
 * The lines `KEY = arn:…` of a scalar in which somebody most likely meant a mapping: every line is one, and they are the
 * whole document or have spaces around `=`. Elsewhere the text is meant as it stands.
 */
function strayAssignments({ source, scalar }: Site): readonly Assignment[] {
  const { style, value } = scalar;
  if (style !== "plain" || value.indexOf("arn:", 1) <= 0) return [];
  const assignments = assignmentsIn(source.text, scalar.span);
  if (assignments.length === 0) return [];
  const { start, end } = scalar.span;
  const lines = source.text.slice(start, end).match(/^.*\S.*$/gm) ?? [];
  if (assignments.length !== lines.length) return [];
  const isMapping =
    scalar.path.length === 0 ||
    (assignments.some(({ spaced }) => spaced) && assignments.some(({ key }) => kindOfKey(key) !== "strong"));
  return isMapping ? assignments : [];
}

function literalAt({ source, scalar }: Site, text: string, reason: string): Finding {
  return { kind: "literal", text, reason, source, scalar, span: scalar.span };
}

/** @param awaits whether a match is kept if another program has to fill in its templates first */
function findingsOfForm(
  { form, matches, spans }: FormMatches,
  site: Site,
  awaits: boolean,
): readonly Finding[] {
  const { source, scalar } = site;
  const { start, end } = scalar.content;
  // Comparing in place is cheaper than cutting the text out.
  const isVerbatim = end - start === scalar.value.length && source.text.startsWith(scalar.value, start);
  const written = isVerbatim ? matches : form.find(source.text.slice(start, end));
  const isVisible =
    isVerbatim ||
    (written.length === matches.length && written.every((each, index) => each.text === matches[index]?.text));
  if (!isVisible)
    return matches.flatMap((match) => (match.kind === "escape" ? [] : hiddenReference(form, site, match)));
  return written.flatMap((match, index) => {
    const templated = awaits ? templatedIn(match) : undefined;
    return templated === undefined
      ? findingsOfMatch(form.name, site, match, spans[index] ?? match)
      : templatedLiteral(site, templated);
  });
}

function templatedLiteral(site: Site, templated: Templated): readonly Finding[] {
  return [
    literalAt(site, templated.text, `template ${templated.template}`),
    ...diagnosticsOf(site, templated).map(asFinding),
  ];
}

/** A reference that shows only in the decoded text. Points at the line on which its first words stand, if they do. */
function hiddenReference({ pattern }: Form, { source, scalar }: Site, { text }: Match): readonly Finding[] {
  const { content, span } = scalar;
  const written = source.text.slice(content.start, content.end);
  const at = written.search(new RegExp(`${pattern}|arn:`, "i"));
  const start = content.start + at;
  const part = at < 0 ? span : { start, end: start + lineEnd(written.slice(at), 0) };
  const invalid = { kind: "broken", source, scalar, span } as const;
  return [invalid, asFinding(diagnoseAt(invalid, { code: "reference-hidden", found: text }, part))];
}

/** `written` counts from the start of the scalar's content in the source, `decoded` from that of its decoded text. */
function findingsOfMatch(form: string, site: Site, written: Match, decoded: Span): readonly Finding[] {
  const { source, scalar } = site;
  const { content } = scalar;
  const base = content.start;
  const isWhole = written.start === 0 && base + written.end === content.end;
  const span = isWhole ? content : { start: base + written.start, end: base + written.end };
  if (written.kind === "escape") {
    return [{ kind: "escape", plain: written.plain, source, scalar, span, decoded }];
  }
  const diagnostics = diagnosticsOf(site, written);
  const { id, selector } = written;
  const finding: Finding =
    id === undefined || diagnostics.some(isError)
      ? { kind: "broken", source, scalar, span }
      : { kind: "reference", form, id, selector, source, scalar, span, decoded };
  return [finding, ...diagnostics.map(asFinding)];
}

function diagnosticsOf({ source, scalar }: Site, written: ReferenceMatch): readonly Diagnostic[] {
  const base = scalar.content.start;
  const place = { start: base + written.start, end: base + written.end };
  return written.problems.map(({ problem, start, end }) => {
    const part = { start: base + start, end: base + end };
    return diagnose(problem, { source, place, part, path: scalar.path });
  });
}
