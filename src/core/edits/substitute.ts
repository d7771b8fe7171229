/** References and the secrets' values → the resolved texts, or everything that stands in the way of them. */

import type { Problem, SecretProblem, ValueProblem } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnose, sortDiagnostics } from "../diagnostics/diagnostics.js";
import type { Outcome, Outcomes } from "../plan/outcomes.js";
import type { Plan, PlannedSecret } from "../plan/plan.js";
import type { Analysis } from "../references/analyse.js";
import type { Escape, Reference } from "../references/findings.js";
import type { Redacted } from "../secrets/redacted.js";
import { holdsTemplates, type JinjaMode } from "../templates/jinja.js";
import { groupBy } from "../text/group.js";
import type { Source } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Selected } from "../values/select/selected.js";
import { type Constraints, plainText, selecting } from "../values/select.js";
import type { Scalar } from "../yaml/scalars.js";
import { encode, misfitsWithin, type Replacement } from "./encode.js";
import { templatingOf } from "./templating.js";

/** How values are written. */
export interface SubstituteOptions {
  /**
   * `json`: what a JSON key selects keeps its type where it fills the whole scalar, a number stays a number; `string`:
   * everything is text.
   */
  readonly types: "json" | "string";
  /**
   * What to do with a value that the consumer of a file would run, for all sources or for each. Where nothing is said of a
   * source with templates it is refused, and in one without draws a warning.
   */
  readonly jinja?: JinjaMode | ((source: Source) => JinjaMode | undefined) | undefined;
}

/** One text for each source, in their order; or none at all, and why. */
export type Substitution =
  | {
      readonly ok: true;
      readonly texts: readonly string[];
      /** What was put into them, for who has to hide it. */
      readonly values: readonly Redacted<Selected>[];
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Without diagnostics where a secret could not even be asked for: the provider has said why. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A value, or what an escape stands for, and its place. */
interface Placed {
  readonly place: Reference | Escape;
  readonly value: Redacted<Selected>;
  readonly unfiltered?: Redacted<Selected> | undefined;
  readonly warnings: readonly ValueProblem[];
}

/** A reference that gets no value. */
interface Refused {
  readonly place: Reference;
  readonly refusal: ValueProblem | SecretProblem;
}

/** All or nothing: while one reference has no value, no text is made. */
export function substitute(
  { sources, references, escapes }: Analysis,
  plan: Plan,
  outcomes: Outcomes,
  { types, jinja }: SubstituteOptions,
): Substitution {
  const templating = templatingOf(references, typeof jinja === "function" ? jinja : () => jinja);
  const wantedBy = (reference: Reference): Constraints => {
    const template = templating.placeOf(reference);
    const doubtful = templating.doubtfulPlaceOf(reference);
    return {
      types,
      typed: isTyped(reference),
      ...(template === undefined ? {} : { template }),
      ...(doubtful === undefined ? {} : { doubtful }),
    };
  };
  const placed: Placed[] = [];
  const refused: Refused[] = [];
  for (const secret of plan.secrets) answer(secret, outcomes.get(secret.key), wantedBy, placed, refused);
  const missing = plan.secrets.filter((secret) => !outcomes.has(secret.key));
  const incomplete = new Set(
    [...refused.map(({ place }) => place), ...missing.flatMap(({ references: without }) => without)].map(
      ({ scalar }) => scalar,
    ),
  );
  const all = escapes.length === 0 ? placed : [...placed, ...escapes.map(asPlaced)];
  const complete = incomplete.size === 0 ? all : all.filter(({ place }) => !incomplete.has(place.scalar));
  const refusals = refused.map(({ place, refusal }) => diagnoseAt(place, refusal));
  const warnings = placed.flatMap(({ place, warnings: own }) => own.map((each) => diagnoseAt(place, each)));
  const edits = new Map<Source, Edit[]>(sources.map((source) => [source, []]));
  for (const items of byScalar(complete)) {
    const { source, scalar } = items[0].place;
    const made = encode(source, scalar, items.map(asReplacement));
    for (const warning of warnOfInner(scalar, items)) warnings.push(warning);
    const own = edits.get(source) ?? [];
    // One by one: as arguments of a call, the references of one large scalar would end the stack.
    for (const refusal of refuseRestyling(source, scalar, items, made)) refusals.push(refusal);
    for (const edit of templating.written(source, scalar, made)) own.push(edit);
  }
  if (refusals.length > 0 || missing.length > 0)
    return { ok: false, diagnostics: sortDiagnostics(refusals, sources) };
  return {
    ok: true,
    diagnostics: sortDiagnostics(warnings, sources),
    values: placed.flatMap(({ value, unfiltered }) => (unfiltered ? [value, unfiltered] : [value])),
    texts: sources.map((source) => splice(source.text, edits.get(source) ?? [])),
  };
}

function asPlaced(place: Escape): Placed {
  return { place, value: plainText(place.plain), warnings: [] };
}

function asReplacement({ place, value }: Placed): Replacement {
  const { span, decoded } = place;
  return { span, decoded, fills: fills(place), value, origin: originOf(place) };
}

function originOf(place: Reference | Escape): Replacement["origin"] {
  if (place.kind === "escape") return "file";
  return place.selector.filters.at(-1) === "tojson" ? "tojson" : "secret";
}

/** What a text within the text is read as is not this file's, so it is a warning. */
function warnOfInner(scalar: Scalar, items: readonly Placed[]): readonly Diagnostic[] {
  return misfitsWithin(scalar, items.map(asReplacement)).flatMap(({ index, language, whole }) => {
    const place = items[index]?.place;
    if (place?.kind !== "reference") return [];
    const { id, selector } = place;
    const dialect = selector.dialect === undefined ? {} : { dialect: selector.dialect };
    return [diagnoseAt(place, { code: "value-inner-yaml", id: id.text, language, whole, ...dialect })];
  });
}

function diagnoseAt({ source, scalar, span }: Reference | Escape, problem: Problem): Diagnostic {
  return diagnose(problem, { source, place: span, path: scalar.path });
}

/** One that fills its scalar is alone in it, and most are: they need no looking for others. */
function* byScalar(placed: readonly Placed[]): Iterable<readonly [Placed, ...Placed[]]> {
  const parts: Placed[] = [];
  for (const each of placed) {
    if (fills(each.place)) yield [each];
    else parts.push(each);
  }
  for (const [first, ...others] of groupBy(parts, ({ place }) => place.scalar).values())
    if (first !== undefined) yield [first, ...others];
}

/** What stands beside a template of the file's own keeps its quotes: new ones, and escapes, would reach into it. */
function refuseRestyling(
  source: Source,
  scalar: Scalar,
  items: readonly Placed[],
  edits: readonly Edit[],
): readonly Diagnostic[] {
  if (isKept(scalar, edits, items) || !hasTemplateBeside(source, scalar, items)) return [];
  return items.flatMap(({ place }) =>
    place.kind === "escape"
      ? []
      : [diagnoseAt(place, { code: "value-jinja", id: place.id.text, why: "restyles" })],
  );
}

/** Whether the edits touch nothing of the scalar but the references. */
function isKept(scalar: Scalar, edits: readonly Edit[], items: readonly Placed[]): boolean {
  const ends = new Map(items.map(({ place }) => [place.span.start, place.span.end]));
  return edits.every(({ start, end }) => end < scalar.span.start || ends.get(start) === end);
}

function hasTemplateBeside({ text }: Source, { span }: Scalar, items: readonly Placed[]): boolean {
  const own = items.map(
    ({
      place: {
        span: { start, end },
      },
    }) => ({
      start: start - span.start,
      end: end - span.start,
      text: " ",
    }),
  );
  return holdsTemplates(splice(text.slice(span.start, span.end), own));
}

/** What each reference to a secret gets: its value, or why it gets none. */
function answer(
  secret: PlannedSecret,
  outcome: Outcome | undefined,
  wantedBy: (reference: Reference) => Constraints,
  placed: Placed[],
  refused: Refused[],
): void {
  if (outcome === undefined) return;
  if ("problem" in outcome) {
    for (const place of secret.references) refused.push({ place, refusal: outcome.problem });
    return;
  }
  const select = selecting(outcome.value);
  for (const place of secret.references) {
    const selection = select(place, wantedBy(place));
    if (!selection.ok) refused.push({ place, refusal: selection.problem });
    else {
      const { value, unfiltered, warnings } = selection;
      placed.push({ place, value, unfiltered, warnings });
    }
  }
}

function fills(place: Reference | Escape): boolean {
  if (place.kind === "escape") return false;
  const { form, decoded, scalar } = place;
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
