/** References and the secrets' values → the resolved texts, or everything that stands in the way of them. */

import type { Analysis } from "./analyse.js";
import type { Concealed } from "./concealed.js";
import { type Diagnostic, diagnose, sortDiagnostics } from "./diagnostics.js";
import { encode, type Replacement } from "./encode.js";
import type { Escape, Reference } from "./findings.js";
import { groupBy } from "./group.js";
import { holdsTemplates, type JinjaMode } from "./jinja.js";
import type { Outcome, Outcomes } from "./outcomes.js";
import type { Plan, PlannedSecret } from "./plan.js";
import { plainText, type Selected, select, type Wanted } from "./select.js";
import type { Source } from "./source.js";
import { type Edit, splice } from "./splice.js";
import { templatingOf } from "./templating.js";
import type { Scalar } from "./yaml/scalars.js";

/** How values are written. */
export interface SubstituteOptions {
  /**
   * `json`: what a JSON key selects keeps its type where it fills the whole scalar, a number stays a number; `string`:
   * everything is text.
   */
  readonly types: "json" | "string";
  /** What to do with a value that the consumer of a file with templates would run. */
  readonly jinja: JinjaMode;
}

/** One text for each source, in their order; or none at all, and why. */
export type Substitution =
  | {
      readonly ok: true;
      readonly texts: readonly string[];
      /** What was put into them, for who has to hide it. */
      readonly values: readonly Concealed<Selected>[];
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Without diagnostics where a secret could not even be asked for: the provider has said why. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Placed = Replacement & {
  readonly source: Source;
  readonly scalar: Scalar;
  /** The secret's; an escape has none. */
  readonly id?: string;
  readonly unfiltered?: Concealed<Selected>;
  readonly warning?: Diagnostic;
};

/** A reference that gets no value. */
interface Refused {
  readonly scalar: Scalar;
  readonly refusal: Diagnostic;
}

interface Encoded {
  readonly source: Source;
  readonly scalar: Scalar;
  readonly items: readonly Placed[];
  readonly edits: readonly Edit[];
}

/** All or nothing: while one reference has no value, no text is made. */
export function substitute(
  { sources, references, escapes }: Analysis,
  plan: Plan,
  outcomes: Outcomes,
  { types, jinja }: SubstituteOptions,
): Substitution {
  const templating = templatingOf(references, jinja);
  const wantedBy = (reference: Reference): Wanted => {
    const template = templating.placeOf(reference);
    return { types, typed: isTyped(reference), ...(template === undefined ? {} : { template }) };
  };
  const answers = plan.secrets.flatMap((secret) => answersFor(secret, outcomes.get(secret), wantedBy));
  const refused = answers.filter((answer): answer is Refused => "refusal" in answer);
  const placed = answers.filter((answer): answer is Placed => !("refusal" in answer));
  const missing = plan.secrets.filter((secret) => !outcomes.has(secret));
  const incomplete = new Set(
    [...refused, ...missing.flatMap(({ references: without }) => without)].map(({ scalar }) => scalar),
  );
  const scalars = encodeAll(
    [...placed, ...escapes.map(asPlaced)].filter((each) => !incomplete.has(each.scalar)),
  );
  const refusals = [...refused.map(({ refusal }) => refusal), ...scalars.flatMap(refuseRestyling)];
  if (refusals.length > 0 || missing.length > 0)
    return { ok: false, diagnostics: sortDiagnostics(refusals, sources) };
  const bySource = groupBy(scalars, ({ source }) => source);
  const warnings = placed.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  return {
    ok: true,
    diagnostics: sortDiagnostics(warnings, sources),
    values: placed.flatMap(({ value, unfiltered }) => (unfiltered ? [value, unfiltered] : [value])),
    texts: sources.map((source) => {
      const made = bySource.get(source) ?? [];
      return splice(
        source.text,
        made.flatMap(({ scalar, edits }) => templating.written(source, scalar, edits)),
      );
    }),
  };
}

function asPlaced({ plain, ...place }: Escape): Placed {
  return { ...place, fills: false, value: plainText(plain) };
}

function encodeAll(placed: readonly Placed[]): readonly Encoded[] {
  return Array.from(
    groupBy(placed, ({ scalar }) => scalar),
    ([scalar, items]) => {
      const { source } = items[0] as Placed;
      return { source, scalar, items, edits: encode(source, scalar, items) };
    },
  );
}

/** What stands beside a template of the file's own keeps its quotes: new ones, and escapes, would reach into it. */
function refuseRestyling({ source, scalar, items, edits }: Encoded): readonly Diagnostic[] {
  if (isKept(scalar, edits, items) || !hasTemplateBeside(source, scalar, items)) return [];
  return items.flatMap(({ span, id }) => {
    if (id === undefined) return [];
    return [
      diagnose({ code: "value-jinja", id, why: "restyles" }, { source, place: span, path: scalar.path }),
    ];
  });
}

/** Whether the edits touch nothing of the scalar but the references. */
function isKept(scalar: Scalar, edits: readonly Edit[], items: readonly Placed[]): boolean {
  const ends = new Map(items.map(({ span }) => [span.start, span.end]));
  return edits.every(({ start, end }) => end < scalar.span.start || ends.get(start) === end);
}

function hasTemplateBeside({ text }: Source, { span }: Scalar, items: readonly Placed[]): boolean {
  const own = items.map(({ span: { start, end } }) => ({
    start: start - span.start,
    end: end - span.start,
    text: " ",
  }));
  return holdsTemplates(splice(text.slice(span.start, span.end), own));
}

/** What each reference to a secret gets: its value, or why it gets none. */
function answersFor(
  secret: PlannedSecret,
  outcome: Outcome | undefined,
  wantedBy: (reference: Reference) => Wanted,
): readonly (Placed | Refused)[] {
  if (outcome === undefined) return [];
  return secret.references.map((reference) => {
    const { source, scalar, span, decoded } = reference;
    const where = { source, place: span, path: scalar.path };
    if (outcome.kind === "problem") return { scalar, refusal: diagnose(outcome.problem, where) };
    const selection = select(outcome.value, reference, wantedBy(reference));
    if (!selection.ok) return { scalar, refusal: diagnose(selection.problem, where) };
    const { value, unfiltered, warning } = selection;
    return {
      source,
      scalar,
      span,
      decoded,
      fills: fills(reference),
      value,
      id: reference.id.text,
      ...(unfiltered === undefined ? {} : { unfiltered }),
      ...(warning === undefined ? {} : { warning: diagnose(warning, where) }),
    };
  });
}

function fills({ form, decoded, scalar }: Reference): boolean {
  return form === "bare" || (decoded.start === 0 && decoded.end === scalar.value.length);
}

/**
 * A block scalar and a scalar with a tag are text, whatever is put into them. What Mage renders is text too, unless
 * `fromjson`, which Mage does not have, says otherwise.
 */
export function isTyped(reference: Reference): boolean {
  const { style, tag } = reference.scalar;
  const { dialect, filters } = reference.selector;
  if (dialect === "jinja" && filters.at(-1) !== "fromjson") return false;
  return fills(reference) && tag === undefined && style !== "literal" && style !== "folded";
}
