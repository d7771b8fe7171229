/** What a scalar can turn out to hold: references, what is meant as it stands, and what is wrong. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Selector } from "../forms/form.js";
import type { SecretId } from "../services/secrets-manager/secret-id.js";
import type { Source, Span } from "../text/source.js";
import type { Scalar } from "../yaml/scalars.js";
import type { Ignore } from "./ignores.js";

/** A place inside a scalar value that names a secret and is to be replaced. */
export interface Reference {
  readonly kind: "reference";
  /** The name of its form: `bare`, `embedded`, `mage`, `cloudformation` or `vals`; there may be more one day. */
  readonly form: string;
  /** The secret as it is written, before any remap. */
  readonly id: SecretId;
  /** What of the secret is wanted. */
  readonly selector: Selector;
  /** The source in which it stands. */
  readonly source: Source;
  /** The scalar in which it stands. There may be others in it. */
  readonly scalar: Scalar;
  /** Where it stands in `source.text`. */
  readonly span: Span;
  /** Where it stands in the scalar's decoded text, `scalar.value`. */
  readonly decoded: Span;
}

/** `$${arn:`, which is to come out as `${arn:`. Places are as those of a {@link Reference}. */
export interface Escape {
  readonly kind: "escape";
  /** What takes its place. */
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
  /** Why it is kept, in words: `key secret_arn`, `tag !Sub`. For people; the words may change. */
  readonly reason: string;
  readonly source: Source;
  readonly scalar: Scalar;
  /** That of the scalar. */
  readonly span: Span;
}

/** A reference that cannot be resolved; what is wrong with it is said by diagnostics. */
export interface InvalidReference {
  readonly kind: "broken";
  readonly source: Source;
  readonly scalar: Scalar;
  /** Where it stands in `source.text`; the whole scalar where that cannot be told. */
  readonly span: Span;
}

export type Finding =
  | Reference
  | InvalidReference
  | Escape
  | Literal
  | { readonly kind: "ignore"; readonly ignore: Ignore }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

export function asFinding(diagnostic: Diagnostic): Finding {
  return { kind: "diagnostic", diagnostic };
}
