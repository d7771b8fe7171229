/** The files of a run that are rendered as templates, or may be, and what that means for the values that go into them. */

import type { Reference } from "../references/findings.js";
import {
  escapeTemplates,
  holdsTemplates,
  type JinjaMode,
  sealedParts,
  type TemplatePlace,
  trimsSpaces,
} from "../templates/jinja.js";
import { groupBy } from "../text/group.js";
import { meetsAny, type Source, type Span } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Scalar } from "../yaml/scalars.js";

export interface Templating {
  /** Where the value of a reference goes, if its file will be rendered. */
  placeOf(reference: Reference): TemplatePlace | undefined;
  /** The same, if nothing says whether its file will be rendered. Made when it is asked for: few values need it. */
  doubtfulPlaceOf(reference: Reference): (() => TemplatePlace) | undefined;
  /** The edits of a scalar, written so that rendering gives them back where that was asked for. */
  written(source: Source, scalar: Scalar, edits: readonly Edit[]): readonly Edit[];
}

/** @param modeOf what was said of a source; where nothing was, templates in it say that it is rendered */
export function templatingOf(
  references: readonly Reference[],
  modeOf: (source: Source) => JinjaMode | undefined,
): Templating {
  const treatments = new Map<Source, Treatment>();
  const treatmentFor = (source: Source) => {
    const treatment = treatments.get(source) ?? treatmentOf(source, modeOf(source));
    treatments.set(source, treatment);
    return treatment;
  };
  let bySource: ReadonlyMap<Source, readonly Reference[]> | undefined;
  const views = new Map<Source, View>();
  // Most sources of a run are never asked for.
  const viewFor = (source: Source) => {
    bySource ??= groupBy(references, (reference) => reference.source);
    const view = views.get(source) ?? viewOf(source.text, bySource.get(source) ?? []);
    views.set(source, view);
    return view;
  };
  return {
    placeOf(reference) {
      const { source } = reference;
      const treatment = treatmentFor(source);
      if (treatment === "none" || treatment === "warn") return undefined;
      return placeIn(viewFor(source), reference, treatment);
    },
    doubtfulPlaceOf(reference) {
      const { source } = reference;
      if (treatmentFor(source) !== "warn") return undefined;
      // Without templates nothing of it is sealed. What only begins like one, `${#name}`, no renderer would take.
      return () => ({ ...placeIn(viewFor(source), reference, "refuse"), sealed: false, trimmed: false });
    },
    written(source, scalar, edits) {
      if (treatmentFor(source) !== "escape") return edits;
      return edits.map((edit) => escaped(source, scalar, edit));
    },
  };
}

type Treatment = "none" | "warn" | TemplatePlace["mode"];

function treatmentOf({ text }: Source, mode: JinjaMode | undefined): Treatment {
  if (mode === "allow") return "none";
  return mode ?? (holdsTemplates(text) ? "refuse" : "warn");
}

function placeIn(
  { edges, sealed, templated, trimmed }: View,
  { scalar, decoded, span }: Reference,
  mode: TemplatePlace["mode"],
): TemplatePlace {
  const { starts, ends } = edges.get(scalar) ?? NO_EDGES;
  const worstBefore = mode === "escape" ? "" : "{";
  return {
    mode,
    templated,
    // The value of a reference right beside this one is not known here, so the worst is taken for it: a brace. One at
    // the end of a value before it is escaped, where that was asked for.
    before: ends.has(decoded.start) ? worstBefore : scalar.value.charAt(decoded.start - 1),
    after: starts.has(decoded.end) ? "{" : scalar.value.charAt(decoded.end),
    sealed: meetsAny(sealed, span),
    trimmed,
  };
}

/** What a source that will be rendered means for the references in it. */
interface View {
  readonly templated: boolean;
  readonly sealed: readonly Span[];
  readonly trimmed: boolean;
  /** Where the references of a scalar start and end in its decoded text. */
  readonly edges: ReadonlyMap<Scalar, Edges>;
}

interface Edges {
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

const NO_EDGES: Edges = { starts: new Set(), ends: new Set() };

function viewOf(text: string, references: readonly Reference[]): View {
  // An expression of ours gives way to its value, so nothing of it is rendered.
  const own = references.map(({ span }) => span).filter(({ start }) => text.startsWith("{{", start));
  const endOf = new Map(own.map(({ start, end }) => [start, end]));
  const scalars = groupBy(references, ({ scalar }) => scalar);
  return {
    templated: holdsTemplates(text),
    sealed: sealedParts(text).filter(({ start, end }) => endOf.get(start) !== end),
    trimmed: trimsSpaces(
      splice(
        text,
        own.map((span) => ({ ...span, text: " " })),
      ),
    ),
    edges: new Map(
      [...scalars].map(([scalar, all]) => [
        scalar,
        {
          starts: new Set(all.map(({ decoded }) => decoded.start)),
          ends: new Set(all.map(({ decoded }) => decoded.end)),
        },
      ]),
    ),
  };
}

/** The quotes that do not end the scalar around them, so that the file is YAML before it is rendered too. */
function escaped({ text: source }: Source, { style, span }: Scalar, edit: Edit): Edit {
  const whole = edit.start === span.start && edit.end === span.end;
  const doubled = whole ? /^["{[!]/.test(edit.text) : style === "double";
  const followed = /[{%#$]/.test(source.charAt(edit.end));
  return { ...edit, text: escapeTemplates(edit.text, doubled ? "'" : '"', followed) };
}
