/** References and the secrets' values → the resolved texts, or everything that stands in the way of them. */

import type { Analysis } from "./analyse.js";
import { type Diagnostic, diagnose, sortDiagnostics } from "./diagnostics.js";
import { encode, type Replacement } from "./encode.js";
import { groupBy } from "./group.js";
import { holdsTemplates } from "./jinja.js";
import type { Outcome, Outcomes } from "./outcomes.js";
import type { Plan, PlannedSecret } from "./plan.js";
import type { Reference } from "./references.js";
import { plainText, select, type Wanted } from "./select.js";
import type { Source } from "./source.js";
import { type Edit, splice } from "./splice.js";
import type { Scalar } from "./yaml/scalars.js";

export interface SubstituteOptions {
  readonly types: Wanted["types"];
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
  { types }: SubstituteOptions,
): Substitution {
  const templated = new Set(sources.filter(({ text }) => holdsTemplates(text)));
  const answers = plan.secrets.flatMap((secret) =>
    answersFor(secret, outcomes.get(secret), (reference) => ({
      types,
      typed: isTyped(reference),
      ...(templated.has(reference.source) ? { templated: neighbours(reference) } : {}),
    })),
  );
  const placed = answers.filter((answer): answer is Placed => !("problem" in answer));
  if (placed.length < answers.length || plan.secrets.some((secret) => !outcomes.has(secret))) {
    const diagnostics = answers.filter((answer): answer is Diagnostic => "problem" in answer);
    return { ok: false, diagnostics: sortDiagnostics(diagnostics, sources) };
  }
  const written = escapes.map(({ plain, ...place }) => ({ ...place, fills: false, value: plainText(plain) }));
  const bySource = groupBy([...placed, ...written], ({ source }) => source);
  return {
    ok: true,
    texts: sources.map((source) => splice(source.text, editsOf(source, bySource.get(source) ?? []))),
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

/** What will stand beside the value. Of another reference nothing is known, so the worst is taken for it. */
function neighbours({ scalar, decoded }: Reference): { before: string; after: string } {
  const before = scalar.value.charAt(decoded.start - 1);
  const after = scalar.value.charAt(decoded.end);
  return { before: before === "}" ? "{" : before, after: after === "$" ? "{" : after };
}

/** A block scalar and a scalar with a tag are text, whatever is put into them. */
function isTyped(reference: Reference): boolean {
  const { style, tag } = reference.scalar;
  return fills(reference) && tag === undefined && style !== "literal" && style !== "folded";
}

function editsOf(source: Source, placed: readonly Placed[]): readonly Edit[] {
  const scalars = groupBy(placed, ({ scalar }) => scalar);
  return [...scalars].flatMap(([scalar, items]) => encode(source, scalar, items));
}
