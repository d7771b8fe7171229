/** What every reference form answers: the places in a text that it recognises. One file here is one form. */

import { maskTemplates } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { VersionedKey } from "../services/secrets-manager/arn.js";
import type { SecretId } from "../services/secrets-manager/secret-id.js";
import { nearest } from "../text/nearest.js";
import type { Span, Token } from "../text/source.js";
import { FILTER_NAMES, type FilterName } from "./filters.js";

/** What a reference wants of its secret. */
export interface Selector extends VersionedKey {
  /** In the order in which they are applied. */
  readonly filters: readonly FilterName[];
  /**
   * Set where the expression is Jinja's: keys, filters and JSON come out as Mage would have rendered them, which is
   * text always.
   */
  readonly dialect?: "jinja";
}

/** A place that names a secret; without `id` its problems say why it cannot be resolved. */
export interface ReferenceMatch extends Token {
  readonly kind: "reference";
  readonly id?: SecretId;
  readonly selector: Selector;
  /** Spans count from the start of the searched text. */
  readonly problems: readonly PartProblem[];
}

/** A place that would be a reference and is written to be text: `text` becomes `plain`. */
export interface EscapeMatch extends Token {
  readonly kind: "escape";
  readonly plain: string;
}

export type Match = ReferenceMatch | EscapeMatch;

export interface Form {
  /** As `list --format json` has it. */
  readonly name: string;
  /** The source, in lowercase, of a regular expression that every text with a match of this form fits in some case. */
  readonly pattern: string;
  /**
   * The same for a whole source, in which more stands than scalars: as near as can be to the texts in which this form names
   * a secret. Left out where the mark is near enough.
   */
  readonly named?: string;
  /**
   * What can say that a match is meant as it stands: anything, a key that is known to hold ARNs among it; only what was said
   * of that very place, by a tag, a comment, a function around it or a rule of the team; or nothing.
   */
  readonly literalWhen: "anything" | "purpose" | "nothing";
  /**
   * Whether a match with templates of another program is kept for that one: not where the form is this program's own, or
   * is of a program that takes no templates within it.
   */
  readonly awaits: boolean;
  /** The matches in a scalar's text, left to right and disjoint. Most texts hold none of this form. */
  find(text: string): readonly Match[];
}

/** Whether anything but the whole current value is asked for. */
export function isSelective({ jsonKey, versionStage, versionId }: VersionedKey): boolean {
  return (jsonKey ?? versionStage ?? versionId) !== undefined;
}

/** The pieces of a text between the separators, with where they stand if the text starts at `from`. */
export function splitTokens(text: string, separator: string, from: number): readonly Token[] {
  let start = from;
  // Templates may hold separators, so they are masked.
  return maskTemplates(text)
    .split(separator)
    .map(({ length }) => {
      const token = { text: text.slice(start - from, start - from + length), start, end: start + length };
      start = token.end + separator.length;
      return token;
    });
}

/** Moves problems found in a piece to where the piece stands. */
export function shifted(problems: readonly PartProblem[], by: number): readonly PartProblem[] {
  return problems.map(({ problem, start, end }) => ({ problem, start: start + by, end: end + by }));
}

/** An expression that is not as its form has it: why, and what to write. */
export function malformed({ start, end }: Span, reason: string, write: string): PartProblem {
  return { problem: { code: "expression-malformed", reason, write }, start, end };
}

/** An empty filter has no text to point at: there the span is that of the bar before it. */
export function unknownFilter({ start, end }: Span, found: string): PartProblem {
  const suggestion = nearest(found, FILTER_NAMES);
  const fix = suggestion === undefined ? {} : { suggestion };
  return { problem: { code: "filter-unknown", found, ...fix }, start, end };
}
