/** A finding as the library returns it: the core's object, with lines, columns and sentences added. */

import type { Severity } from "../core/diagnostics/catalogue/entry.js";
import { type Code, describe, type Problem } from "../core/diagnostics/catalogue.js";
import type { Diagnostic as CoreDiagnostic } from "../core/diagnostics/diagnostics.js";
import type { Literal as CoreLiteral, Reference as CoreReference } from "../core/references/findings.js";
import type { SecretId } from "../core/services/secret-id.js";
import { formatPath } from "../core/text/path.js";
import { rangeOf, type Source, type Span } from "../core/text/source.js";

/** A place in a source. */
export interface Place {
  readonly source: Source;
  /** The name of the source. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  /** An offset in `source.text`, in UTF-16 units from 0. */
  readonly start: number;
  /** The offset after the last character. */
  readonly end: number;
  /** The path in the YAML document, as in `profiles.default.tags[0]`. Undefined if there is none. */
  readonly path?: string | undefined;
}

/** A problem at a place, or something worth knowing about it. The place is the exact part of the text. */
export interface Diagnostic extends Place {
  /** The README lists what each means. A code never changes its meaning within a major version. */
  readonly code: Code;
  /** Only an `error` keeps sources from being resolved. Rules can change the usual severity of a code. */
  readonly severity: Severity;
  /** What is wrong and why, without a full stop. May quote the source, never a value. The wording may change. */
  readonly message: string;
  /** What to write or to do instead. */
  readonly hint?: string | undefined;
  readonly path?: string;
  /** @internal */
  readonly problem: Problem;
  /** @internal */
  readonly place: Span;
  /** @internal */
  readonly part: Span;
}

/** A place that names a secret. {@link resolve} replaces it by the secret's value. */
export interface Reference extends Place {
  /** How it is written: `bare`, `embedded`, `mage`, `cloudformation` or `vals`. Later versions may add forms. */
  readonly form: string;
  /** The secret as it is written, before any remap. */
  readonly id: SecretId;
  /** The version of the secret, the JSON key in it, and the filters in the order in which they are applied. */
  readonly selector: {
    readonly jsonKey?: string;
    readonly versionStage?: string;
    readonly versionId?: string;
    readonly filters: readonly string[];
  };
}

/** An ARN that is kept as it is. */
export interface Literal extends Place {
  readonly text: string;
  /** Why it is kept, for people to read: `key secret_arn`, `tag !Sub`. The wording may change. */
  readonly reason: string;
}

export function withSentences(diagnostic: CoreDiagnostic): Diagnostic {
  const { problem, source, part } = diagnostic;
  const { code } = problem;
  const { message, hint } = describe(problem);
  const { start, end } = part;
  return { ...diagnostic, code, message, hint, file: source.name, ...rangeOf(source, part), start, end };
}

export function asReference(found: CoreReference): Reference {
  const { form, id, selector } = found;
  return { ...placeOf(found), form, id, selector };
}

export function asLiteral(found: CoreLiteral): Literal {
  const { text, reason } = found;
  return { ...placeOf(found), text, reason };
}

function placeOf({ source, span, scalar }: CoreReference | CoreLiteral): Place {
  const { start, end } = span;
  const path = scalar.path.length > 0 ? formatPath(scalar.path) : undefined;
  return { source, file: source.name, ...rangeOf(source, span), start, end, path };
}
