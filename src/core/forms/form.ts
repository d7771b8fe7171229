/** What every reference form answers: the places in a text that it recognises. One file here is one form. */

import type { SecretArn, VersionedKey } from "../arn.js";
import type { PartProblem } from "../diagnostics.js";
import type { FilterName } from "../filters.js";
import type { Piece } from "../source.js";

export type FormName = "bare" | "embedded";

/** What a reference wants of its secret. */
export interface Selector extends VersionedKey {
  readonly filters: readonly FilterName[];
}

/** A place that names a secret; without `arn` its problems say why it cannot be resolved. */
export interface ReferenceMatch extends Piece {
  readonly kind: "reference";
  readonly arn?: SecretArn;
  readonly selector: Selector;
  /** Spans count from the start of the searched text. */
  readonly problems: readonly PartProblem[];
}

/** A place that would be a reference and is written to be text: `text` becomes `plain`. */
export interface EscapeMatch extends Piece {
  readonly kind: "escape";
  readonly plain: string;
}

export type Match = ReferenceMatch | EscapeMatch;

export interface Form {
  readonly name: FormName;
  /** The matches in a scalar's text, left to right and disjoint. */
  find(text: string): readonly Match[];
}

/** Moves problems found in a piece to where the piece stands. */
export function shifted(problems: readonly PartProblem[], by: number): readonly PartProblem[] {
  return problems.map(({ problem, start, end }) => ({ problem, start: start + by, end: end + by }));
}
