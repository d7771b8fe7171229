/** What a scalar can turn out to hold: references, what is meant as it stands, and what is wrong. */

import type { Diagnostic } from "./diagnostics.js";
import type { Selector } from "./forms/form.js";
import type { Ignore } from "./ignores.js";
import type { SecretId } from "./secret-id.js";
import type { Source, Span } from "./source.js";
import type { Scalar } from "./yaml/scalars.js";

/** A place inside a scalar value that names a secret and is to be replaced. */
export interface Reference {
  readonly kind: "reference";
  /** The name of its form. */
  readonly form: string;
  readonly id: SecretId;
  readonly selector: Selector;
  readonly source: Source;
  readonly scalar: Scalar;
  /** Where it stands in the source, and where in the scalar's decoded text. */
  readonly span: Span;
  readonly decoded: Span;
}

/** `$${arn:`, which is to come out as `${arn:`. */
export interface Escape {
  readonly kind: "escape";
  readonly plain: string;
  readonly source: Source;
  readonly scalar: Scalar;
  readonly span: Span;
  readonly decoded: Span;
}

/** An ARN that is meant as it stands. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
  readonly reason: string;
  readonly source: Source;
  readonly scalar: Scalar;
  readonly span: Span;
}

/** A reference that cannot be resolved; what is wrong with it is said by diagnostics. */
export interface Broken {
  readonly kind: "broken";
  readonly source: Source;
  readonly scalar: Scalar;
  readonly span: Span;
}

export type Finding =
  | Reference
  | Broken
  | Escape
  | Literal
  | { readonly kind: "ignore"; readonly ignore: Ignore }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

export function asFinding(diagnostic: Diagnostic): Finding {
  return { kind: "diagnostic", diagnostic };
}
