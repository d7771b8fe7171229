/** The files of a run that hold templates, and what that means for the values that go into them. */

import type { Reference } from "./findings.js";
import { groupBy } from "./group.js";
import {
  escapeTemplates,
  holdsTemplates,
  type JinjaMode,
  sealedParts,
  type TemplatePlace,
  trimsBlanks,
} from "./jinja.js";
import { meetsAny, type Source, type Span } from "./source.js";
import { type Edit, splice } from "./splice.js";
import type { Scalar } from "./yaml/scalars.js";

export interface Templating {
  /** Where the value of a reference goes, if its file will be rendered. */
  placeOf(reference: Reference): TemplatePlace | undefined;
  /** The edits of a scalar, written so that rendering gives them back where that was asked for. */
  written(source: Source, scalar: Scalar, edits: readonly Edit[]): readonly Edit[];
}

export function templatingOf(references: readonly Reference[], mode: JinjaMode): Templating {
  if (mode === "allow") return { placeOf: () => undefined, written: (_, __, edits) => edits };
  const worstBefore = mode === "escape" ? "" : "{";
  const bySource = groupBy(references, ({ source }) => source);
  const views = new Map<Source, View | undefined>();
  // Most sources of a run are never asked for.
  const viewFor = (source: Source) => {
    if (!views.has(source)) {
      const { text } = source;
      views.set(source, holdsTemplates(text) ? viewOf(text, bySource.get(source) ?? []) : undefined);
    }
    return views.get(source);
  };
  return {
    placeOf({ source, scalar, decoded, span }) {
      const view = viewFor(source);
      if (view === undefined) return undefined;
      const { starts, ends } = view.edges.get(scalar) ?? NO_EDGES;
      return {
        mode,
        // The value of a reference right beside this one is not known here, so the worst is taken for it: a brace. One at
        // the end of a value before it is escaped, where that was asked for.
        before: ends.has(decoded.start) ? worstBefore : scalar.value.charAt(decoded.start - 1),
        after: starts.has(decoded.end) ? "{" : scalar.value.charAt(decoded.end),
        sealed: meetsAny(view.sealed, span),
        trimmed: view.trimmed,
      };
    },
    written(source, scalar, edits) {
      if (mode === "refuse" || viewFor(source) === undefined) return edits;
      return edits.map((edit) => escaped(source, scalar, edit));
    },
  };
}

/** What a source that will be rendered means for the references in it. */
interface View {
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
    sealed: sealedParts(text).filter(({ start, end }) => endOf.get(start) !== end),
    trimmed: trimsBlanks(
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
