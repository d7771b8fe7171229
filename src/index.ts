/**
 * The library: what the command line does, as functions of texts. Nothing here touches the process, the network or a
 * file; a provider does that. Code that needs a value is loaded when there is one.
 *
 * What is wrong with sources, secrets and the environment comes as data; only {@link resolveText} and {@link policyFor}
 * throw it. Nothing that is given is changed.
 */

import { applyRules } from "./core/checks/apply-rules.js";
import { type Diagnostic as CoreDiagnostic, sortDiagnostics } from "./core/diagnostics/diagnostics.js";
import { makePlan, type Plan, requestsOf } from "./core/plan/plan.js";
import { type Remap, remapReferences, unusedRemaps } from "./core/plan/remaps.js";
import { type Policy, parsePolicy as parse } from "./core/policy/document.js";
import { leastPolicy, type PolicyDocument } from "./core/policy/generate.js";
import { type Analysis, analyse, hasErrors } from "./core/references/analyse.js";
import type { Rules } from "./core/rules/rules.js";
import type { Redacted } from "./core/secrets/redacted.js";
import type { Accounts } from "./core/services/account-access.js";
import type { Call, SecretRequest } from "./core/services/index.js";
import type { JinjaMode } from "./core/templates/jinja.js";
import { linesIn, type Source } from "./core/text/source.js";
import type { Selected } from "./core/values/select/selected.js";
import { ArnsubstError } from "./library/error.js";
import {
  asLiteral,
  asReference,
  type Diagnostic,
  type Literal,
  type Reference,
  withSentences,
} from "./library/findings.js";
import type { FetchError, FetchResult, FetchWarning, Provider } from "./providers/provider.js";

export type { Severity } from "./core/diagnostics/catalogue/entry.js";
export type { CheckCode, Code } from "./core/diagnostics/catalogue.js";
export type { Remap } from "./core/plan/remaps.js";
export type { Policy } from "./core/policy/document.js";
export type { PolicyDocument } from "./core/policy/generate.js";
export type { KeyRules } from "./core/references/key-rules.js";
export type { Rules } from "./core/rules/rules.js";
export type { Call } from "./core/services/index.js";
export type { JinjaMode } from "./core/templates/jinja.js";
export type { Source } from "./core/text/source.js";
export { ArnsubstError } from "./library/error.js";
export type { Diagnostic, Literal, Place, Reference } from "./library/findings.js";

/** The options of all functions. Every field may be left out, and each function takes those that it has a use for. */
export interface Options {
  /** Which keys hold references and which hold ARNs that are kept; {@link check} and {@link checkOnline} apply the other rules too. */
  readonly rules?: Rules | undefined;
  /** Accounts and regions in whose place others are asked. */
  readonly remaps?: readonly Remap[] | undefined;
  /** Accounts whose secrets are fetched with credentials of their own, as in the options of the provider: for the calls. */
  readonly accounts?: Accounts | undefined;
  /** The region in which names are looked up. Left out, the provider finds one, or gives a fetch error `region`. */
  readonly region?: string | undefined;
  /**
   * Handed to the provider, which ends the fetch early for it. With that of AWS the result then has a fetch error, `timeout`
   * or `interrupted`, whether the signal was aborted before the start or in between.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * `json`, the default: a value that a JSON key selects keeps its type if it fills the whole scalar, so that a number stays
   * a number. `string`: everything becomes text.
   */
  readonly types?: "json" | "string" | undefined;
  /**
   * What to do with a value that would run as a template when its file is rendered, for all sources or for each. If
   * undefined, such a value is refused in a source that has templates, and gets a warning in one that has none.
   */
  readonly jinja?: JinjaMode | ((source: Source) => JinjaMode | undefined) | undefined;
}

/** The options of {@link resolveText}. */
export interface ResolveTextOptions extends Options {
  /** Where the values come from. */
  readonly provider: Provider;
  /** The text's name in messages; `<text>` if left out. */
  readonly name?: string | undefined;
}

/** What {@link check} has found. */
export interface CheckResult {
  /** The given sources, in their order. A source given twice is copied, so that no object is in the list twice. */
  readonly sources: readonly Source[];
  /** By source, then by place; each problem once at a place. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Remaps that no reference has a use for; nothing is fetched while there are some. Empty while a source has errors: a
   * broken reference may name what is mapped.
   */
  readonly unusedRemaps: readonly Remap[];
  /** @internal */
  readonly analysis: Analysis;
}

/** What sources name, what that takes to fetch, and what is wrong with them. */
export interface Listing extends CheckResult {
  /** The places that {@link resolve} replaces by values, in the order of the sources. */
  readonly references: readonly Reference[];
  /** The ARNs that are kept. */
  readonly literals: readonly Literal[];
  /** The distinct secrets and versions, after the remaps: what a provider is asked for. Also while other references are wrong. */
  readonly secrets: readonly SecretRequest[];
  /** The calls of AWS that fetch them. */
  readonly calls: readonly Call[];
  /** @internal */
  readonly plan: Plan;
}

/** What {@link checkOnline} has found; the diagnostics are those of the sources and of the secrets. */
export interface CheckOnlineResult extends Listing {
  /** What kept secrets from being fetched; empty where all went well, or nothing had to be fetched. */
  readonly fetchErrors: readonly FetchError[];
  /** What went well and could go better. */
  readonly fetchWarnings: readonly FetchWarning[];
}

/**
 * What {@link resolve} has made: `texts` where every reference was resolved. Else `diagnostics`, `fetchErrors` and
 * `unusedRemaps` say why there are none.
 */
export interface Resolution extends CheckOnlineResult {
  /** One text for each source, in their order; a source without references and escapes comes out as it is. */
  readonly texts?: readonly string[];
  /** @internal What was put into the texts, one for each reference and again without its filters. There with `texts`. */
  readonly values?: readonly Redacted<Selected>[];
}

/** Finds and validates every reference, offline, and applies the rules. Never throws for what a source holds. */
export function check(sources: readonly Source[], options: Options = {}): CheckResult {
  const analysis = analyse(sources, options.rules);
  return checkResult(judged(analysis, options), unusedIn(analysis, options));
}

/**
 * The references of sources, and the calls that a {@link resolve} of the same sources would make. Offline, and without the
 * rules that are for {@link check} only. Never throws for what a source holds.
 */
export function list(sources: readonly Source[], options: Options = {}): Listing {
  const analysis = analyse(sources, options.rules);
  return listing(analysis, unusedIn(analysis, options), options);
}

/**
 * What {@link check} finds, and what AWS says of the secrets: whether each is there, may be read, is the one asked for,
 * and has the JSON key. The values are looked at for no more than that, and dropped. Asks for the references that are
 * right while others are not, but for nothing while there are unused remaps.
 *
 * @throws (rejects with) what the provider throws; a TypeError where one of its values was not made by `redact`
 */
export async function checkOnline(
  sources: readonly Source[],
  provider: Provider,
  options: Options = {},
): Promise<CheckOnlineResult> {
  const analysis = analyse(sources, options.rules);
  const listed = listing(judged(analysis, options), unusedIn(analysis, options), options);
  if (listed.secrets.length === 0 || listed.unusedRemaps.length > 0) return unfetched(listed);
  const { outcomes, errors, warnings } = await fetchSecrets(listed, provider, options);
  const { verify } = await import("./core/edits/verify.js");
  const diagnostics = withMore(listed, verify(listed.plan, outcomes));
  return extended(listed, { diagnostics, fetchErrors: errors, fetchWarnings: warnings });
}

/**
 * Puts the secrets' values in the place of the references. Takes sources, or what {@link list} has made of them: then
 * `rules`, `remaps` and `region` are those of the listing. Errors that are visible offline end it before the provider is
 * asked for anything; all or nothing holds over all sources together. The provider is asked once, and not at all where no
 * source names a secret.
 *
 * @throws (rejects with) what the provider throws; a TypeError where one of its values was not made by `redact`.
 * What is wrong with a source, a secret or the environment is not thrown: it is in the resolution.
 */
export async function resolve(
  input: readonly Source[] | Listing,
  provider: Provider,
  options: Options = {},
): Promise<Resolution> {
  const listed = "plan" in input ? input : list(input, options);
  if (!isUsable(listed)) return unfetched(listed);

  const fetched = listed.secrets.length > 0 ? await fetchSecrets(listed, provider, options) : NOTHING;
  const { substitute } = await import("./core/edits/substitute.js");
  const { types = "json", jinja } = options;
  const substituted = substitute(listed.analysis, listed.plan, fetched.outcomes, { types, jinja });
  const diagnostics = withMore(listed, substituted.diagnostics);
  const { errors: fetchErrors, warnings: fetchWarnings } = fetched;
  const made = substituted.ok ? { texts: substituted.texts, values: substituted.values } : {};
  return extended(listed, { diagnostics, fetchErrors, fetchWarnings, ...made });
}

/**
 * The text with the secrets' values in the place of the references: {@link resolve} for one text.
 *
 * @throws (rejects with) {@link ArnsubstError} where a reference cannot be resolved; what {@link resolve} rejects with
 */
export async function resolveText(text: string, options: ResolveTextOptions): Promise<string> {
  const { provider, name = "<text>" } = options;
  const resolution = await resolve([{ name, text }], provider, options);
  const [resolved] = resolution.texts ?? [];
  if (resolved === undefined) throw new ArnsubstError(resolution);
  return resolved;
}

/**
 * The least IAM policy that lets a principal fetch what sources name, or a {@link list} of them. It has no statement where
 * they name no secret.
 *
 * @throws ArnsubstError where a reference is wrong, or a remap unused: something would be missing
 */
export function policyFor(input: readonly Source[] | Listing, options: Options = {}): PolicyDocument {
  const listed = "plan" in input ? input : list(input, options);
  if (!isUsable(listed)) throw new ArnsubstError(listed);
  return leastPolicy(listed.secrets.map(({ id }) => id));
}

/**
 * Reads an IAM policy of a user or role, for `rules.policies`, in JSON or YAML.
 *
 * @throws SyntaxError where it is none; the message has a line for each fault, `policy.json:1:5: …`
 */
export function parsePolicy(source: Source): Policy {
  const parsed = parse(source);
  if ("policy" in parsed) return parsed.policy;
  const rows = parsed.faults.map(({ start, message }) => {
    const { line, column } = linesIn(source).positionAt(start);
    return `${source.name}:${line}:${column}: ${message}`;
  });
  throw new SyntaxError(rows.join("\n"));
}

/** Of an analysis that no rule has judged yet. */
function unusedIn(analysis: Analysis, { remaps = [] }: Options): readonly Remap[] {
  return hasErrors(analysis) ? [] : unusedRemaps(analysis.references, remaps);
}

function judged(analysis: Analysis, { rules = {}, remaps }: Options): Analysis {
  return applyRules(analysis, rules, remaps);
}

function checkResult(analysis: Analysis, unused: readonly Remap[]): CheckResult {
  const { sources } = analysis;
  return { sources, diagnostics: analysis.diagnostics.map(withSentences), unusedRemaps: unused, analysis };
}

function listing(
  found: Analysis,
  unused: readonly Remap[],
  { remaps = [], region, accounts }: Options,
): Listing {
  const plan = makePlan(remapReferences(found.references, { remaps, region }), accounts);
  const { secrets, calls } = plan;
  let references: Listing["references"] | undefined;
  let literals: Listing["literals"] | undefined;
  return {
    ...checkResult(found, unused),
    ...{ secrets, calls, plan },
    // Made when they are first read: to find the places takes a tenth of the time of a resolve.
    get references() {
      references ??= found.references.map(asReference);
      return references;
    },
    get literals() {
      literals ??= found.literals.map(asLiteral);
      return literals;
    },
  };
}

/** A listing and more, without reading what it makes when it is read. */
function extended<M extends object>(listed: Listing, more: M): Listing & M {
  const { getOwnPropertyDescriptors: fieldsOf } = Object;
  return Object.create(Object.prototype, { ...fieldsOf(listed), ...fieldsOf(more) }) as Listing & M;
}

function isUsable({ analysis, unusedRemaps: unused }: Listing): boolean {
  return !hasErrors(analysis) && unused.length === 0;
}

const NOTHING: FetchResult = { outcomes: new Map(), errors: [], warnings: [] };

function unfetched(listed: Listing): CheckOnlineResult {
  return extended(listed, { fetchErrors: [], fetchWarnings: [] });
}

function fetchSecrets({ plan }: Listing, provider: Provider, { signal }: Options): Promise<FetchResult> {
  return provider.fetch(requestsOf(plan.secrets), signal === undefined ? {} : { signal });
}

/** The diagnostics of a listing, and those of its secrets. */
function withMore({ diagnostics, sources }: Listing, more: readonly CoreDiagnostic[]): readonly Diagnostic[] {
  return sortDiagnostics([...diagnostics, ...more.map(withSentences)], sources);
}
