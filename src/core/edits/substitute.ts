/** References and the secrets' values → the resolved texts, or the reasons why there are none. */

import type { SecretProblem, ValueProblem } from "../diagnostics/catalogue.js";
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostics.js";
import type { Outcomes } from "../plan/outcomes.js";
import type { Plan } from "../plan/plan.js";
import type { Analysis } from "../references/analyse.js";
import { diagnoseAt, type Escape, type Reference } from "../references/findings.js";
import type { Redacted } from "../secrets/redacted.js";
import type { JinjaMode } from "../templates/jinja.js";
import { groupBy } from "../text/group.js";
import type { Source } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Selected } from "../values/select/selected.js";
import { type Constraints, plainText, selectFrom } from "../values/select.js";
import type { Scalar } from "../yaml/scalars.js";
import { encode, misreadWithin, type Replacement } from "./encode.js";
import { fillsScalar, isTyped } from "./fills.js";
import { refuseRestyling } from "./restyling.js";
import { templatingOf } from "./templating.js";

/** How values are written. */
export interface SubstituteOptions {
  /**
   * `json`: a value that a JSON key selects keeps its type if it fills the whole scalar, so that a number stays a number,
   * and a StringList becomes a list. `string`: everything becomes text.
   */
  readonly types: "json" | "string";
  /**
   * What to do with a value that would run as a template when its file is rendered, for all sources or for each. If
   * undefined, such a value is refused in a source that has templates, and gets a warning in one that has none.
   */
  readonly jinja?: JinjaMode | ((source: Source) => JinjaMode | undefined) | undefined;
}

type Substitution =
  | {
      readonly ok: true;
      /** One for each source, in their order. */
      readonly texts: readonly string[];
      /** All values in the texts, for callers that have to mask them. */
      readonly values: readonly Redacted<Selected>[];
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Without diagnostics if the only reason is that the provider could not ask for a secret. The provider reports that. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A place and the value for it; for an escape, its plain text. */
interface Placed {
  readonly place: Reference | Escape;
  readonly value: Redacted<Selected>;
  readonly unfiltered?: Redacted<Selected> | undefined;
  readonly warnings: readonly ValueProblem[];
}

/** A reference that gets no value. */
interface Refused {
  readonly place: Reference;
  readonly problem: ValueProblem | SecretProblem;
}

/** All or nothing: if one reference gets no value, no text is made. */
export function substitute(
  { sources, references, escapes }: Analysis,
  plan: Plan,
  outcomes: Outcomes,
  { types, jinja }: SubstituteOptions,
): Substitution {
  const templating = templatingOf(references, typeof jinja === "function" ? jinja : () => jinja);
  const { placed, refused } = selectValues(plan, outcomes, (reference) => ({
    types,
    typed: isTyped(reference),
    template: templating.placeOf(reference),
    doubtful: templating.doubtfulPlaceOf(reference),
  }));
  const missing = plan.secrets
    .filter((secret) => !outcomes.has(secret.key))
    .flatMap((secret) => secret.references);
  const incomplete = new Set([...refused.map(({ place }) => place), ...missing].map(({ scalar }) => scalar));
  const all = escapes.length === 0 ? placed : [...placed, ...escapes.map(asPlaced)];
  const complete = incomplete.size === 0 ? all : all.filter(({ place }) => !incomplete.has(place.scalar));

  const refusals = refused.map(({ place, problem }) => diagnoseAt(place, problem));
  const warnings = placed.flatMap(({ place, warnings: own }) => own.map((each) => diagnoseAt(place, each)));
  const edits = new Map<Source, Edit[]>(sources.map((source) => [source, []]));
  for (const items of byScalar(complete)) {
    const { source, scalar } = items[0].place;
    const replacements = items.map(asReplacement);
    const places = items.map(({ place }) => place);
    const made = encode(source, scalar, replacements);
    const own = edits.get(source) ?? [];
    // One by one: a large scalar has more references than a call can take arguments.
    for (const warning of warnOfMisread(scalar, replacements, places)) warnings.push(warning);
    for (const refusal of refuseRestyling(source, scalar, places, made)) refusals.push(refusal);
    for (const edit of templating.escaped(source, scalar, made)) own.push(edit);
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

/** Selects a value for each reference to a secret that has been asked for. */
function selectValues(
  { secrets }: Plan,
  outcomes: Outcomes,
  constraintsOf: (reference: Reference) => Constraints,
): { readonly placed: readonly Placed[]; readonly refused: readonly Refused[] } {
  const placed: Placed[] = [];
  const refused: Refused[] = [];
  for (const secret of secrets) {
    const outcome = outcomes.get(secret.key);
    if (outcome === undefined) continue;
    const select = selectFrom(outcome);
    for (const place of secret.references) {
      const selection = select(place, constraintsOf(place));
      if (!selection.ok) refused.push({ place, problem: selection.problem });
      else {
        const { value, unfiltered, warnings } = selection;
        placed.push({ place, value, unfiltered, warnings });
      }
    }
  }
  return { placed, refused };
}

function asPlaced(place: Escape): Placed {
  return { place, value: plainText(place.plain), warnings: [] };
}

function asReplacement({ place, value }: Placed): Replacement {
  const { span, decoded } = place;
  return { span, decoded, fills: fillsScalar(place), value, origin: originOf(place) };
}

function originOf(place: Reference | Escape): Replacement["origin"] {
  if (place.kind === "escape") return "file";
  return place.selector.filters.at(-1) === "tojson" ? "tojson" : "secret";
}

/** Only a warning: which program reads the text within the scalar, and how, this file does not say. */
function warnOfMisread(
  scalar: Scalar,
  replacements: readonly Replacement[],
  places: readonly Placed["place"][],
): readonly Diagnostic[] {
  return misreadWithin(scalar, replacements).flatMap(({ index, language, whole }) => {
    const place = places[index];
    if (place?.kind !== "reference") return [];
    const { id, selector } = place;
    const dialect = selector.dialect === undefined ? {} : { dialect: selector.dialect };
    return [diagnoseAt(place, { code: "value-inner-yaml", id: id.text, language, whole, ...dialect })];
  });
}

/** Groups by scalar. Most references fill their scalar and are alone in it, so these are not looked up. */
function* byScalar(placed: readonly Placed[]): Iterable<readonly [Placed, ...Placed[]]> {
  const parts: Placed[] = [];
  for (const each of placed) {
    if (fillsScalar(each.place)) yield [each];
    else parts.push(each);
  }
  for (const [first, ...others] of groupBy(parts, ({ place }) => place.scalar).values())
    if (first !== undefined) yield [first, ...others];
}
