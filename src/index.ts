/**
 * The library: the work of the command line, as functions that take texts. Only a provider touches the process, the
 * network or files. Code that handles values is loaded when there is one. A secret here is one of AWS Secrets Manager, or a
 * parameter of SSM Parameter Store.
 *
 * Problems of sources, secrets and the environment are returned as data. Only {@link resolveText}, {@link policyFor} and
 * {@link parsePolicy} throw them. No function changes its arguments.
 */

import { applyRules } from "./core/checks/apply-rules.js";
import { type Diagnostic as CoreDiagnostic, sortDiagnostics } from "./core/diagnostics/diagnostics.js";
import { makePlan, requestsOf } from "./core/plan/plan.js";
import { type Remap, remapReferences, unusedRemaps } from "./core/plan/remaps.js";
import { type Policy, parsePolicy as parse } from "./core/policy/document.js";
import { leastPolicy, type PolicyDocument } from "./core/policy/generate.js";
import { type Analysis, analyse, hasErrors } from "./core/references/analyse.js";
import { linesIn, type Source } from "./core/text/source.js";
import { ArnsubstError } from "./library/error.js";
import { asLiteral, asReference, type Diagnostic, withSentences } from "./library/findings.js";
import type { Options, ResolveTextOptions } from "./library/options.js";
import { differing, type RefreshOptions } from "./library/refresh.js";
import type { CheckOnlineResult, CheckResult, Listing, Resolution } from "./library/results.js";
import type { FetchResult, Provider } from "./providers/provider.js";

export type { Severity } from "./core/diagnostics/catalogue/entry.js";
export type { CheckCode, Code } from "./core/diagnostics/catalogue.js";
export type { Remap } from "./core/plan/remaps.js";
export type { Policy } from "./core/policy/document.js";
export type { PolicyDocument } from "./core/policy/generate.js";
export type { KeyRules } from "./core/references/key-rules.js";
export type { Rules } from "./core/rules/rules.js";
export type { Call } from "./core/services/calls.js";
export type { JinjaMode } from "./core/templates/jinja.js";
export type { Source } from "./core/text/source.js";
export { ArnsubstError } from "./library/error.js";
export type { Diagnostic, Literal, Place, Reference } from "./library/findings.js";
export type { Options, ResolveTextOptions } from "./library/options.js";
export type { RefreshOptions } from "./library/refresh.js";
export type { CheckOnlineResult, CheckResult, Listing, Resolution } from "./library/results.js";

/** Finds and validates every reference, offline, and applies the rules. Never throws because of the text of a source. */
export function check(sources: readonly Source[], options: Options = {}): CheckResult {
  const analysis = analyse(sources, options.rules);
  return checkResult(judged(analysis, options), unusedIn(analysis, options));
}

/**
 * Lists the references of sources, and the calls that {@link resolve} would make. Works offline, and ignores the rules that
 * are for {@link check} only. Never throws because of the text of a source.
 */
export function list(sources: readonly Source[], options: Options = {}): Listing {
  const analysis = analyse(sources, options.rules);
  return listing(analysis, unusedIn(analysis, options), options);
}

/**
 * Checks the sources as {@link check} does, and fetches the secrets: does each exist, may it be read, is it the one that
 * was asked for, and does it have the JSON key? The values are used for nothing else, and are not kept. If some references
 * are wrong, the secrets of the others are still fetched. If there are unused remaps, nothing is.
 *
 * @throws (rejects with) what the provider throws, or a TypeError if one of its values is not from `redact`
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
 * Replaces the references by the values of the secrets. Takes sources, or the result of {@link list}: then the `rules`,
 * `remaps` and `region` of that call apply. If one source has an error, no source gets a text.
 * Errors that are visible offline end it before the provider is called. The provider is called once at most, and only if a
 * source names a secret.
 *
 * @throws (rejects with) what the provider throws, or a TypeError if one of its values is not from `redact`. Problems of
 * sources, secrets and the environment are not thrown; they are in the result.
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
  const { outcomes } = fetched;
  return extended(listed, { diagnostics, fetchErrors, fetchWarnings, outcomes, ...made });
}

/**
 * Returns a text in which values have replaced the references: {@link resolve} for one text.
 *
 * @throws (rejects with) {@link ArnsubstError} if a reference cannot be resolved, or what {@link resolve} rejects with
 */
export async function resolveText(text: string, options: ResolveTextOptions): Promise<string> {
  const { provider, name = "<text>" } = options;
  const resolution = await resolve([{ name, text }], provider, options);
  const [resolved] = resolution.texts ?? [];
  if (resolved === undefined) throw new ArnsubstError(resolution);
  return resolved;
}

/**
 * Resolves again and again, and gives each result that differs from the one before: other texts, or a failure. After a failure
 * it tries sooner, with growing pauses. Sources given as a function are read anew each time. Ends when the signal is aborted;
 * without a signal it ends only when the loop over it does.
 *
 * @throws (rejects with) what {@link resolve} rejects with
 */
export function refresh(
  sources: readonly Source[] | (() => readonly Source[] | Promise<readonly Source[]>),
  provider: Provider,
  { every, ...options }: Options & RefreshOptions,
): AsyncGenerator<Resolution, void, undefined> {
  const look = async () =>
    resolve(typeof sources === "function" ? await sources() : sources, provider, options);
  return differing(look, { every, ...options });
}

/**
 * Returns the least-privilege IAM policy for fetching the secrets that sources name. Takes sources, or the result of
 * {@link list}. The policy has no statement if the sources name no secret.
 *
 * @throws ArnsubstError if a reference is wrong or a remap is unused, because the policy would be incomplete
 */
export function policyFor(input: readonly Source[] | Listing, options: Options = {}): PolicyDocument {
  const listed = "plan" in input ? input : list(input, options);
  if (!isUsable(listed)) throw new ArnsubstError(listed);
  return leastPolicy(listed.secrets.map(({ id }) => id));
}

/**
 * Parses an IAM policy of a user or role, in JSON or YAML, for `rules.policies`.
 *
 * @throws SyntaxError if it is not such a policy. The message has a line for each fault, `policy.json:1:5: …`
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

function judged(analysis: Analysis, { rules = {}, remaps = [], region }: Options): Analysis {
  return applyRules(analysis, rules, { remaps, region });
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
