/**
 * The library: what the command line does, as functions of texts. Nothing here touches the process, the
 * network or a file; the provider does that for {@link resolve}. What only values need is loaded when there are some.
 *
 * What is wrong with sources, secrets and the environment comes as data, and none of it is thrown. All places are in UTF-16
 * units from 0, and {@link linesOf} makes lines and columns of them. Nothing that is given is changed.
 */

import { applyRules } from "./core/checks/apply-rules.js";
import { type Diagnostic, sortDiagnostics } from "./core/diagnostics/diagnostics.js";
import type { SubstituteOptions } from "./core/edits/substitute.js";
import { makePlan, type Plan, requestsOf } from "./core/plan/plan.js";
import { type Remap, remapReferences, unusedRemaps } from "./core/plan/remaps.js";
import { type Analysis, analyse, hasErrors } from "./core/references/analyse.js";
import type { KeyRules } from "./core/references/key-rules.js";
import type { Rules } from "./core/rules/rules.js";
import type { Redacted } from "./core/secrets/redacted.js";
import type { Accounts } from "./core/services/access.js";
import type { Source } from "./core/text/source.js";
import type { Selected } from "./core/values/select/selected.js";
import type { FetchResult, Provider } from "./providers/provider.js";

export type { ArnPart } from "./core/diagnostics/catalogue/arn.js";
export type { Severity } from "./core/diagnostics/catalogue/entry.js";
export type { YamlAdvice } from "./core/diagnostics/catalogue/yaml.js";
export {
  type CheckCode,
  type CheckProblem,
  type Code,
  describe,
  type OfflineProblem,
  type Problem,
  type SecretProblem,
  type ValueProblem,
} from "./core/diagnostics/catalogue.js";
export type { Diagnostic } from "./core/diagnostics/diagnostics.js";
export type { Description } from "./core/diagnostics/words.js";
export type { SubstituteOptions } from "./core/edits/substitute.js";
export type { FilterName } from "./core/forms/filters.js";
export type { Selector } from "./core/forms/form.js";
export type { JsonValue } from "./core/json/text.js";
export type { Outcome, Outcomes } from "./core/plan/outcomes.js";
export type { Plan, PlannedSecret } from "./core/plan/plan.js";
export type { Remap } from "./core/plan/remaps.js";
export {
  type Effect,
  type Patterns,
  type Policy,
  parsePolicy,
  type Statement,
} from "./core/policy/document.js";
export type { Analysis } from "./core/references/analyse.js";
export type { Escape, InvalidReference, Literal, Reference } from "./core/references/findings.js";
export type { Ignore } from "./core/references/ignores.js";
export type { KeyRules } from "./core/references/key-rules.js";
export type { Rules } from "./core/rules/rules.js";
export { type Redacted, redact } from "./core/secrets/redacted.js";
export type { SecretValue } from "./core/secrets/value.js";
export type { AccountAccess, Accounts } from "./core/services/access.js";
export type { Call, Operation, SecretRequest, SecretVersion } from "./core/services/index.js";
export type { SecretArn, VersionedKey } from "./core/services/secrets-manager/arn.js";
export type { SecretId, SecretName } from "./core/services/secrets-manager/secret-id.js";
export type { JinjaMode } from "./core/templates/jinja.js";
export type { Path, PathSegment } from "./core/text/path.js";
export {
  type Lines,
  linesOf,
  type Position,
  type Source,
  type Span,
  type Token,
} from "./core/text/source.js";
export type { Selected } from "./core/values/select/selected.js";
export type { Directive } from "./core/yaml/directive.js";
export type { ReadingFault } from "./core/yaml/reading.js";
export type { Place, Scalar, ScalarStyle } from "./core/yaml/scalars.js";
export type {
  Attempt,
  FetchError,
  FetchErrorReason,
  FetchOptions,
  FetchResult,
  FetchWarning,
  Provider,
} from "./providers/provider.js";

/** What a {@link check} has found. */
export interface Checked extends Analysis {
  /**
   * Remaps that no reference of these sources has a use for; a {@link resolve} ends for them before any fetch. None while
   * something is wrong, whatever a rule makes of it: what a broken reference names may be what is mapped.
   */
  readonly unusedRemaps: readonly Remap[];
}

/** What sources need, and what is wrong with them. */
export interface Listing extends Checked {
  /** For the references that are right, also while others are not. */
  readonly plan: Plan;
}

/** Where secrets are to be had, and which ARNs are references. Every field may be left out. */
export interface ListOptions {
  /** Accounts whose secrets are fetched with credentials of their own, as in the options of the provider: for the calls. */
  readonly accounts?: Accounts;
  /** Which keys hold references and which ARNs that are kept. */
  readonly rules?: KeyRules;
  /** Accounts and regions in whose place others are asked. */
  readonly remaps?: readonly Remap[];
  /** The region in which names are looked up, for they say none; left out, the provider finds one, or gives an error `region`. */
  readonly region?: string | undefined;
}

/** How to resolve. Every field may be left out. */
export interface ResolveOptions extends Omit<ListOptions, "accounts">, ResolveListingOptions {}

/** How to resolve what is listed. Every field may be left out: `types` is then `json`. */
export interface ResolveListingOptions extends Partial<SubstituteOptions> {
  /**
   * Handed to the provider, which ends the fetch early for it: see {@link FetchOptions}. With that of AWS a resolve comes
   * back with an error, whether it was aborted before the start or in between; it does not reject.
   */
  readonly signal?: AbortSignal;
}

/**
 * What a resolve has come to: `texts` where every reference was resolved, and else all that is known of why, in
 * `diagnostics`, `fetchErrors` and `unusedRemaps`.
 */
export interface Resolution extends Listing {
  /** One text for each source, in their order; a source without references and escapes comes out as it is. */
  readonly texts?: readonly string[];
  /** What was put into the texts, one for each reference and again without its filters, in their boxes. There with `texts`. */
  readonly values?: readonly Redacted<Selected>[];
  /** Those of the sources and of the secrets. An error keeps the texts back, warnings and notes do not. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the provider; empty where nothing had to be fetched. */
  readonly fetchErrors: FetchResult["errors"];
  /** Of the provider. */
  readonly fetchWarnings: FetchResult["warnings"];
}

/** What {@link checkOnline} has found; the diagnostics are those of the sources and of the secrets. */
export type CheckedOnline = Listing & Pick<Resolution, "fetchErrors" | "fetchWarnings">;

/** Every field may be left out. Where policies are among the rules, `rules.remaps` should be the same as `remaps`. */
export interface CheckOnlineOptions extends Omit<ListOptions, "accounts" | "rules"> {
  /** All rules, as for {@link check}. */
  readonly rules?: Rules;
  /** Ends the fetch early, as in {@link ResolveOptions}. */
  readonly signal?: AbortSignal;
}

/**
 * Finds and validates every reference, offline, and holds it to the rules. Takes sources and rules, gives all that is
 * known of them. Never throws for what a source holds, whatever that is.
 */
export function check(sources: readonly Source[], rules: Rules = {}): Checked {
  return applyRules(withUnusedRemaps(analyse(sources, rules), rules.remaps), rules);
}

/**
 * What {@link check} finds, and what AWS says of the secrets: whether each is there, may be read, is the one asked for,
 * and has the JSON key. The values are looked at for no more than that, and dropped. Asks for the references that are
 * right while others are not, but for nothing while there are unused remaps.
 *
 * @throws (rejects with) what the provider throws; a TypeError where one of its values was not made by {@link redact}
 */
export async function checkOnline(
  sources: readonly Source[],
  provider: Provider,
  { rules = {}, signal, ...listOptions }: CheckOnlineOptions = {},
): Promise<CheckedOnline> {
  const analysis = applyRules(planned(analyse(sources, rules), listOptions), rules);
  const { plan } = analysis;
  if (plan.secrets.length === 0 || analysis.unusedRemaps.length > 0)
    return { ...analysis, fetchErrors: [], fetchWarnings: [] };
  const { outcomes, errors, warnings } = await fetchPlan(plan, provider, signal);
  const { verify } = await import("./core/edits/verify.js");
  const all = sortDiagnostics([...analysis.diagnostics, ...verify(plan, outcomes)], analysis.sources);
  return { ...analysis, diagnostics: all, fetchErrors: errors, fetchWarnings: warnings };
}

function fetchPlan({ secrets }: Plan, provider: Provider, signal?: AbortSignal): Promise<FetchResult> {
  return provider.fetch(requestsOf(secrets), signal === undefined ? {} : { signal });
}

/**
 * The references of sources, and the calls that a {@link resolve} of the same sources would make. Offline, and without the
 * rules that are for {@link check} only. Never throws for what a source holds.
 */
export function list(sources: readonly Source[], { rules, ...options }: ListOptions = {}): Listing {
  return planned(analyse(sources, rules), options);
}

function planned(analysis: Analysis, { accounts, remaps = [], region }: Omit<ListOptions, "rules">): Listing {
  const placed = remapReferences(analysis.references, { remaps, region });
  return { ...withUnusedRemaps(analysis, remaps), plan: makePlan(placed, accounts) };
}

/** Of an analysis that no rule has judged yet. */
function withUnusedRemaps(analysis: Analysis, remaps: readonly Remap[] = []): Checked {
  return { ...analysis, unusedRemaps: hasErrors(analysis) ? [] : unusedRemaps(analysis.references, remaps) };
}

/**
 * Puts the secrets' values in the place of the references. Errors that are visible offline end it before the
 * provider is asked for anything; all or nothing holds over all sources together. The provider is asked once, and not at
 * all where no source names a secret.
 *
 * @throws (rejects with) what the provider throws; a TypeError where one of its values was not made by {@link redact}.
 * What is wrong with a source, a secret or the environment is none of that: it is in the resolution.
 */
export async function resolve(
  sources: readonly Source[],
  provider: Provider,
  options: ResolveOptions = {},
): Promise<Resolution> {
  return resolveListing(list(sources, options), provider, options);
}

/**
 * What {@link resolve} does once it has listed the sources: for who looks at the listing first.
 *
 * @throws (rejects with) what {@link resolve} rejects with
 */
export async function resolveListing(
  listing: Listing,
  provider: Provider,
  { types = "json", jinja, signal }: ResolveListingOptions = {},
): Promise<Resolution> {
  if (hasErrors(listing) || listing.unusedRemaps.length > 0)
    return { ...listing, fetchErrors: [], fetchWarnings: [] };

  const { plan, diagnostics } = listing;
  const nothing: FetchResult = { outcomes: new Map(), errors: [], warnings: [] };
  const fetched = plan.secrets.length > 0 ? await fetchPlan(plan, provider, signal) : nothing;
  const { outcomes, errors, warnings } = fetched;
  const { substitute } = await import("./core/edits/substitute.js");
  const substituted = substitute(listing, plan, outcomes, { types, jinja });
  const all = sortDiagnostics([...diagnostics, ...substituted.diagnostics], listing.sources);
  const result = { ...listing, diagnostics: all, fetchErrors: errors, fetchWarnings: warnings };
  return substituted.ok ? { ...result, texts: substituted.texts, values: substituted.values } : result;
}
