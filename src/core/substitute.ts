/** References and the secrets' values → the resolved texts, or everything that stands in the way of them. */

import type { Analysis } from "./analyse.js";
import { type Diagnostic, diagnose, sortDiagnostics } from "./diagnostics.js";
import { encode, type Replacement } from "./encode.js";
import type { Reference } from "./findings.js";
import { groupBy } from "./group.js";
import { escapeTemplates, holdsTemplates, type JinjaMode, sealedParts, type TemplatePlace } from "./jinja.js";
import type { Outcome, Outcomes } from "./outcomes.js";
import type { Plan, PlannedSecret } from "./plan.js";
import { plainText, select, type Wanted } from "./select.js";
import type { Source, Span } from "./source.js";
import { type Edit, splice } from "./splice.js";
import type { Scalar } from "./yaml/scalars.js";

export interface SubstituteOptions {
  readonly types: Wanted["types"];
  /** What to do with a value that the consumer of a file with templates would run. */
  readonly jinja: JinjaMode;
}

/** One text for each source, in their order; or none at all, and why. */
export type Substitution =
  | { readonly ok: true; readonly texts: readonly string[] }
  /** Without diagnostics where a secret could not even be asked for: the provider has said why. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Placed = Replacement & { readonly source: Source; readonly scalar: Scalar };

/** All or nothing: while one reference has no value, no text is made. */
export function substitute(
  { sources, escapes }: Analysis,
  plan: Plan,
  outcomes: Outcomes,
  { types, jinja }: SubstituteOptions,
): Substitution {
  const sealed = new Map(
    sources
      .filter(({ text }) => jinja !== "allow" && holdsTemplates(text))
      .map((each) => [each, sealedParts(each.text)]),
  );
  const wantedBy = (reference: Reference): Wanted => {
    const parts = sealed.get(reference.source);
    const wanted = { types, typed: isTyped(reference) };
    return parts === undefined || jinja === "allow"
      ? wanted
      : { ...wanted, template: templatePlace(reference, jinja, parts) };
  };
  const answers = plan.secrets.flatMap((secret) => answersFor(secret, outcomes.get(secret), wantedBy));
  const placed = answers.filter((answer): answer is Placed => !("problem" in answer));
  if (placed.length < answers.length || plan.secrets.some((secret) => !outcomes.has(secret))) {
    const diagnostics = answers.filter((answer): answer is Diagnostic => "problem" in answer);
    return { ok: false, diagnostics: sortDiagnostics(diagnostics, sources) };
  }
  const written = escapes.map(({ plain, ...place }) => ({ ...place, fills: false, value: plainText(plain) }));
  const bySource = groupBy([...placed, ...written], ({ source }) => source);
  return {
    ok: true,
    texts: sources.map((source) => {
      const escaped = jinja === "escape" && sealed.has(source);
      return splice(source.text, editsOf(source, bySource.get(source) ?? [], escaped));
    }),
  };
}

/** What each reference to a secret gets: its value, or the diagnostic at its place. */
function answersFor(
  secret: PlannedSecret,
  outcome: Outcome | undefined,
  wantedBy: (reference: Reference) => Wanted,
): readonly (Placed | Diagnostic)[] {
  if (outcome === undefined) return [];
  return secret.references.map((reference) => {
    const { source, scalar, span, decoded } = reference;
    const where = { source, place: span, path: scalar.path };
    if (outcome.kind === "problem") return diagnose(outcome.problem, where);
    const selection = select(outcome.value, reference, wantedBy(reference));
    if (!selection.ok) return diagnose(selection.problem, where);
    return { source, scalar, span, decoded, fills: fills(reference), value: selection.value };
  });
}

function fills({ form, decoded, scalar }: Reference): boolean {
  return form === "bare" || (decoded.start === 0 && decoded.end === scalar.value.length);
}

/** Of another reference beside it nothing is known, so the worst is taken for it. */
function templatePlace(
  { scalar, decoded, span }: Reference,
  mode: Exclude<JinjaMode, "allow">,
  sealed: readonly Span[],
): TemplatePlace {
  const before = scalar.value.charAt(decoded.start - 1);
  const after = scalar.value.charAt(decoded.end);
  return {
    mode,
    before: before === "}" ? "{" : before,
    after: after === "$" ? "{" : after,
    sealed: sealed.some(({ start, end }) => start < span.end && span.start < end),
  };
}

/** A block scalar and a scalar with a tag are text, whatever is put into them. */
function isTyped(reference: Reference): boolean {
  const { style, tag } = reference.scalar;
  return fills(reference) && tag === undefined && style !== "literal" && style !== "folded";
}

function editsOf(source: Source, placed: readonly Placed[], escaped: boolean): readonly Edit[] {
  const scalars = groupBy(placed, ({ scalar }) => scalar);
  return [...scalars].flatMap(([scalar, items]) => {
    const edits = encode(source, scalar, items);
    return escaped ? edits.map((edit) => escapedEdit(source, scalar, edit)) : edits;
  });
}

/** The quotes that do not end the scalar around them, so that the file is YAML before it is rendered too. */
function escapedEdit({ text: source }: Source, { style, span }: Scalar, edit: Edit): Edit {
  const whole = edit.start === span.start && edit.end === span.end;
  const doubled = whole ? /^["{[!]/.test(edit.text) : style === "double";
  return {
    ...edit,
    text: escapeTemplates(edit.text, doubled ? "'" : '"', /[{%#$]/.test(source.charAt(edit.end))),
  };
}
