/** Which files of a run are rendered as templates, or may be, and what that means for the values in them. */

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
import { memoized } from "../text/memoized.js";
import { meetsAny, type Source, type Span } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Scalar } from "../yaml/scalars.js";

interface Templating {
  /** What stands around a reference, if its file will be rendered. */
  placeOf(reference: Reference): TemplatePlace | undefined;
  /** The same, if it is unknown whether the file will be rendered. Lazy, because few values need it. */
  doubtfulPlaceOf(reference: Reference): (() => TemplatePlace) | undefined;
  /** The edits of a scalar. In the mode `escape` rendering gives back the texts that they had. */
  escaped(source: Source, scalar: Scalar, edits: readonly Edit[]): readonly Edit[];
}

/** @param modeOf the mode that the user chose for a source. If undefined, a source with templates counts as rendered. */
export function templatingOf(
  references: readonly Reference[],
  modeOf: (source: Source) => JinjaMode | undefined,
): Templating {
  const treatmentFor = memoized((source: Source) => treatmentOf(source, modeOf(source)));
  // Lazy, because most sources of a run are not rendered.
  let bySource: ReadonlyMap<Source, readonly Reference[]> | undefined;
  const viewFor = memoized((source: Source) => {
    bySource ??= groupBy(references, (reference) => reference.source);
    return viewOf(source.text, bySource.get(source) ?? []);
  });
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
      // A source without templates has no sealed parts. No renderer takes what only begins like one, `${#name}`.
      return () => ({ ...placeIn(viewFor(source), reference, "refuse"), sealed: false, trimmed: false });
    },
    escaped(source, scalar, edits) {
      if (treatmentFor(source) !== "escape") return edits;
      return edits.map((edit) => escapeEdit(source, scalar, edit));
    },
  };
}

type Treatment = "none" | "warn" | TemplatePlace["mode"];

function treatmentOf({ text }: Source, mode: JinjaMode | undefined): Treatment {
  if (mode === "allow") return "none";
  return mode ?? (holdsTemplates(text) ? "refuse" : "warn");
}

function placeIn(
  { edges, sealed, templated, trimmed }: SourceView,
  { scalar, decoded, span }: Reference,
  mode: TemplatePlace["mode"],
): TemplatePlace {
  const { starts, ends } = edges.get(scalar) ?? NO_EDGES;
  const worstBefore = mode === "escape" ? "" : "{";
  return {
    mode,
    templated,
    // The value of a reference right beside this one is unknown here, so assume the worst: a brace. In the mode `escape` a
    // brace at the end of the value before is escaped itself.
    before: ends.has(decoded.start) ? worstBefore : scalar.value.charAt(decoded.start - 1),
    after: starts.has(decoded.end) ? "{" : scalar.value.charAt(decoded.end),
    sealed: meetsAny(sealed, span),
    trimmed,
  };
}

/** What there is to know of a source that will be rendered. */
interface SourceView {
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

function viewOf(text: string, references: readonly Reference[]): SourceView {
  // A reference that is an expression is replaced before the file is rendered.
  const own = references.map(({ span }) => span).filter(({ start }) => text.startsWith("{{", start));
  const endOf = new Map(own.map(({ start, end }) => [start, end]));
  const gaps = own.map((span) => ({ ...span, text: " " }));
  const scalars = groupBy(references, ({ scalar }) => scalar);
  return {
    templated: holdsTemplates(text),
    sealed: sealedParts(text).filter(({ start, end }) => endOf.get(start) !== end),
    trimmed: trimsSpaces(splice(text, gaps)),
    edges: new Map(Array.from(scalars, ([scalar, all]) => [scalar, edgesOf(all)])),
  };
}

function edgesOf(references: readonly Reference[]): Edges {
  return {
    starts: new Set(references.map(({ decoded }) => decoded.start)),
    ends: new Set(references.map(({ decoded }) => decoded.end)),
  };
}

/** Uses the quotes that do not end the scalar around them, so that the file is YAML before it is rendered too. */
function escapeEdit({ text: source }: Source, { style, span }: Scalar, edit: Edit): Edit {
  const whole = edit.start === span.start && edit.end === span.end;
  const doubled = whole ? /^["{[!]/.test(edit.text) : style === "double";
  const followed = /[{%#$]/.test(source.charAt(edit.end));
  return { ...edit, text: escapeTemplates(edit.text, doubled ? "'" : '"', followed) };
}
