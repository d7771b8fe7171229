/** What a scan finds in a scalar: references, escapes, literals, and what is wrong with them. */

import type { Problem } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import type { Selector } from "../forms/form.js";
import type { SecretId } from "../services/secret-id.js";
import type { Source, Span } from "../text/source.js";
import type { Scalar } from "../yaml/scalars.js";
import type { Ignore } from "./ignores.js";

/** A place in a scalar that names a secret. `resolve` replaces it by the secret's value. */
export interface Reference {
  readonly kind: "reference";
  /** The name of its form: `bare`, `embedded`, `mage`, `cloudformation` or `vals`. Later versions may add forms. */
  readonly form: string;
  /** The secret as it is written, before any remap. */
  readonly id: SecretId;
  /** Which part of the secret's value it asks for. */
  readonly selector: Selector;
  /** The source in which it stands. */
  readonly source: Source;
  /** The scalar in which it stands. A scalar can hold several references. */
  readonly scalar: Scalar;
  /** Where it stands in `source.text`. */
  readonly span: Span;
  /** Where it stands in the scalar's decoded text, `scalar.value`. */
  readonly decoded: Span;
}

/** `$${arn:`, which `resolve` turns into `${arn:`. `span` and `decoded` are as in a {@link Reference}. */
export interface Escape {
  readonly kind: "escape";
  /** The text that replaces it. */
  readonly plain: string;
  readonly source: Source;
  readonly scalar: Scalar;
  readonly span: Span;
  readonly decoded: Span;
}

/** An ARN that is kept as it stands. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
  /** Why it is kept, for people to read: `key secret_arn`, `tag !Sub`. The wording may change. */
  readonly reason: string;
  readonly source: Source;
  readonly scalar: Scalar;
  /** The whole scalar; in a longer text the ARN alone. */
  readonly span: Span;
}

/** A reference that cannot be resolved. The diagnostics say why. */
export interface InvalidReference {
  readonly kind: "broken";
  readonly source: Source;
  readonly scalar: Scalar;
  /** Where it stands in `source.text`; the whole scalar if that is unknown. */
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

/** Makes a diagnostic of a problem with a finding; `part` narrows it down to a part of the finding's span. */
export function diagnoseAt(
  { source, scalar, span }: Pick<Literal, "source" | "scalar" | "span">,
  problem: Problem,
  part = span,
): Diagnostic {
  return diagnose(problem, { source, place: span, part, path: scalar.path });
}
