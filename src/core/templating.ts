/** The files of a run that hold templates, and what that means for the values that go into them. */

import type { Reference } from "./findings.js";
import {
  escapeTemplates,
  holdsTemplates,
  type JinjaMode,
  sealedParts,
  type TemplatePlace,
  trimsBlanks,
} from "./jinja.js";
import type { Source, Span } from "./source.js";
import type { Edit } from "./splice.js";
import type { Scalar } from "./yaml/scalars.js";

export interface Templating {
  /** Where the value of a reference goes, if its file will be rendered. */
  placeOf(reference: Reference): TemplatePlace | undefined;
  /** The edits of a scalar, written so that rendering gives them back where that was asked for. */
  written(source: Source, scalar: Scalar, edits: readonly Edit[]): readonly Edit[];
}

export function templatingOf(sources: readonly Source[], mode: JinjaMode): Templating {
  if (mode === "allow") return { placeOf: () => undefined, written: (_, __, edits) => edits };
  const rendered = sources.filter(({ text }) => holdsTemplates(text));
  const sealed = new Map(rendered.map((source) => [source, sealedParts(source.text)]));
  return {
    placeOf({ source, scalar, decoded, span }) {
      const parts = sealed.get(source);
      if (parts === undefined) return undefined;
      const before = scalar.value.charAt(decoded.start - 1);
      const after = scalar.value.charAt(decoded.end);
      return {
        mode,
        // Of another reference beside it nothing is known, so the worst is taken for it.
        before: before === "}" ? "{" : before,
        after: after === "$" ? "{" : after,
        sealed: parts.some((part) => overlaps(part, span) && !covers(span, part)),
        trimmed: trimsBlanks(source.text),
      };
    },
    written(source, scalar, edits) {
      if (mode === "refuse" || !sealed.has(source)) return edits;
      return edits.map((edit) => escaped(source, scalar, edit));
    },
  };
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** A reference that is itself an expression is gone when the file is rendered. */
function covers(reference: Span, expression: Span): boolean {
  return reference.start <= expression.start && expression.end <= reference.end;
}

/** The quotes that do not end the scalar around them, so that the file is YAML before it is rendered too. */
function escaped({ text: source }: Source, { style, span }: Scalar, edit: Edit): Edit {
  const whole = edit.start === span.start && edit.end === span.end;
  const doubled = whole ? /^["{[!]/.test(edit.text) : style === "double";
  const followed = /[{%#$]/.test(source.charAt(edit.end));
  return { ...edit, text: escapeTemplates(edit.text, doubled ? "'" : '"', followed) };
}
