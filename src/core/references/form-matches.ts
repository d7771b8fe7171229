/** What the reference forms find in a text. Results are cached, because one secret can stand in a million places. */

import type { Form, Match } from "../forms/form.js";
import { FORMS } from "../forms/index.js";
import type { Span } from "../text/source.js";

/** The matches of one form in a text. */
export interface FormMatches {
  readonly form: Form;
  readonly matches: readonly Match[];
  /** Where the matches stand. References keep these, not the matches, which are larger. */
  readonly spans: readonly Span[];
}

/** Finds the matches of all forms in a text; forms without a match are left out. */
export type MatchForms = (text: string) => readonly FormMatches[];

const MOST_CACHED = 10_000;
const LONGEST_CACHED = 1_000;

/** A matcher with its own cache: equal texts get the same objects. */
export function cachedMatchForms(): MatchForms {
  const cache = new Map<string, readonly FormMatches[]>();
  return (text) => {
    const cached = cache.get(text);
    if (cached !== undefined) return cached;
    const formMatches = matchForms(text);
    if (cache.size < MOST_CACHED && text.length <= LONGEST_CACHED) cache.set(text, formMatches);
    return formMatches;
  };
}

const matchForms: MatchForms = (text) =>
  FORMS.flatMap((form) => {
    const matches = form.find(text);
    const spans = matches.map(({ start, end }) => ({ start, end }));
    return matches.length === 0 ? [] : [{ form, matches, spans }];
  });
