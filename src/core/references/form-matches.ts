/** What the reference forms find in a text, remembered: a secret may stand in a million places. */

import type { Form, Match } from "../forms/form.js";
import { FORMS } from "../forms/index.js";
import type { Span } from "../text/source.js";

/** What a form finds in a text, and where: spans of their own, for a match says more. */
export interface FormMatches {
  readonly form: Form;
  readonly matches: readonly Match[];
  readonly spans: readonly Span[];
}

/** What the forms find in a text; most of them find nothing. */
export type FindMatches = (text: string) => readonly FormMatches[];

export const matchForms: FindMatches = (text) =>
  FORMS.flatMap((form) => {
    const matches = form.find(text);
    const spans = matches.map(({ start, end }) => ({ start, end }));
    return matches.length === 0 ? [] : [{ form, matches, spans }];
  });

const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 1_000;

/** A secret that stands in many places is read once, and what is made of it is there once. */
export function rememberedMatches(): FindMatches {
  const known = new Map<string, readonly FormMatches[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const formMatches = matchForms(text);
    if (known.size < MOST_REMEMBERED && text.length <= LONGEST_REMEMBERED) known.set(text, formMatches);
    return formMatches;
  };
}
