/** What the library's functions return. */

import type { Outcomes } from "../core/plan/outcomes.js";
import type { Plan } from "../core/plan/plan.js";
import type { Remap } from "../core/plan/remaps.js";
import type { Analysis } from "../core/references/analyse.js";
import type { Redacted } from "../core/secrets/redacted.js";
import type { Call } from "../core/services/calls.js";
import type { SecretRequest } from "../core/services/request.js";
import type { Source } from "../core/text/source.js";
import type { Selected } from "../core/values/select/selected.js";
import type { FetchError, FetchWarning } from "../providers/provider.js";
import type { Diagnostic, Literal, Reference } from "./findings.js";

/** The result of {@link check}. */
export interface CheckResult {
  /** The sources, in their order. A source that was given twice is copied, so that no object is in the list twice. */
  readonly sources: readonly Source[];
  /** Sorted by source, then by place. The same problem is reported only once at a place. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Remaps whose `from` no reference names. If there are any, nothing is fetched. Empty if a source has errors, because a
   * broken reference may name it.
   */
  readonly unusedRemaps: readonly Remap[];
  /** @internal */
  readonly analysis: Analysis;
}

/** The references of sources, the secrets and calls that these need, and the problems. The result of {@link list}. */
export interface Listing extends CheckResult {
  /** The places that {@link resolve} replaces by values, in the order of the sources. */
  readonly references: readonly Reference[];
  /** The ARNs that are kept. */
  readonly literals: readonly Literal[];
  /** The distinct secrets and versions, after the remaps: the requests to a provider. Leaves out references that are wrong. */
  readonly secrets: readonly SecretRequest[];
  /** The AWS calls that fetch them. */
  readonly calls: readonly Call[];
  /** @internal */
  readonly plan: Plan;
}

/** The result of {@link checkOnline}. The diagnostics are those of the sources and of the secrets. */
export interface CheckOnlineResult extends Listing {
  /** Why secrets could not be fetched. Empty if all were fetched, or none had to be. */
  readonly fetchErrors: readonly FetchError[];
  /** Problems that did not stop the fetch. */
  readonly fetchWarnings: readonly FetchWarning[];
}

/**
 * The result of {@link resolve}. It has `texts` if every reference was resolved. Otherwise `diagnostics`, `fetchErrors` and
 * `unusedRemaps` say why not.
 */
export interface Resolution extends CheckOnlineResult {
  /** One text for each source, in the same order. The text of a source without references and escapes is unchanged. */
  readonly texts?: readonly string[];
  /** @internal What became of each request, by its key. */
  readonly outcomes?: Outcomes;
  /** @internal The values in the texts: one for each reference, and once more without its filters. Set together with `texts`. */
  readonly values?: readonly Redacted<Selected>[];
}
