/**
 * The library: what the command line does, as functions of texts. Nothing here touches the process, the
 * network or a file; the provider does that for {@link resolve}. What only values need is loaded when there are some.
 */

import { type Analysis, analyse, hasErrors } from "./core/analyse.js";
import type { Concealed } from "./core/concealed.js";
import { type Diagnostic, sortDiagnostics } from "./core/diagnostics.js";
import { judge } from "./core/judge.js";
import { idleMoves, type Move, moveReferences } from "./core/moves.js";
import { type Accounts, makePlan, type Plan } from "./core/plan.js";
import type { KeyRules, Rules } from "./core/rules.js";
import type { Selected } from "./core/select.js";
import type { Source } from "./core/source.js";
import type { SubstituteOptions } from "./core/substitute.js";
import type { Fault, Fetched, Notice, Provider } from "./providers/provider.js";

export type { Analysis } from "./core/analyse.js";
export type { CheckCode } from "./core/codes.js";
export { type Concealed, conceal } from "./core/concealed.js";
export type { AccountAccess } from "./core/config.js";
export type { Code, Diagnostic, Problem, Severity } from "./core/diagnostics.js";
export type { Literal, Reference } from "./core/findings.js";
export type { JinjaMode } from "./core/jinja.js";
export { type Description, describe } from "./core/messages.js";
export type { Move } from "./core/moves.js";
export type { Outcome, Outcomes } from "./core/outcomes.js";
export type { Accounts, Call, Plan, PlannedSecret } from "./core/plan.js";
export { type Policy, parsePolicy } from "./core/policy/document.js";
export type { KeyRules, Rules } from "./core/rules.js";
export type { SecretValue } from "./core/secret-value.js";
export type { Selected } from "./core/select.js";
export { linesOf, type Position, type Source, type Span } from "./core/source.js";
export type { Fault, Fetched, FetchOptions, Notice, Provider, Trouble, Watch } from "./providers/provider.js";

export interface Listing extends Analysis {
  readonly plan: Plan;
  /**
   * Moves that no reference of these sources has a use for; a {@link resolve} ends for them before any fetch. None while
   * something is wrong: what a broken reference names may be what is moved.
   */
  readonly idleMoves: readonly Move[];
}

export interface ListOptions {
  /** Accounts whose secrets are fetched with credentials of their own. */
  readonly accounts?: Accounts;
  /** Which keys hold references and which ARNs that are kept. */
  readonly rules?: KeyRules;
  /** Accounts and regions in whose place others are asked. */
  readonly moves?: readonly Move[];
  /** Where names are looked up, which say no region; left out, the provider finds it. */
  readonly region?: string;
}

export interface ResolveOptions extends ListOptions, Partial<SubstituteOptions> {
  /** Ends the fetch early; what was still missing is then the secrets of a fault. */
  readonly signal?: AbortSignal;
}

/** What a resolve has come to. `texts` is there only where every reference was resolved. */
export interface Resolution extends Listing {
  /** One text for each source, in their order. */
  readonly texts?: readonly string[];
  /** What was put into them, for who has to hide it. */
  readonly values?: readonly Concealed<Selected>[];
  readonly diagnostics: readonly Diagnostic[];
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

export type CheckedOnline = Listing & Pick<Fetched, "faults" | "notices">;

export interface CheckOnlineOptions extends Omit<ListOptions, "rules"> {
  readonly rules?: Rules;
  /** Ends the fetch early. */
  readonly signal?: AbortSignal;
}

/** Finds and validates every reference, offline, and holds it to the rules. Never throws for what a source holds. */
export function check(sources: readonly Source[], rules: Rules = {}): Analysis {
  return judge(analyse(sources, rules), rules);
}

/**
 * What {@link check} finds, and what AWS says of the secrets: whether each is there, may be read, is the one asked for,
 * and has the JSON key. The values are looked at for no more than that, and dropped.
 */
export async function checkOnline(
  sources: readonly Source[],
  provider: Provider,
  { rules = {}, signal, ...listOptions }: CheckOnlineOptions = {},
): Promise<CheckedOnline> {
  const analysis = planned(check(sources, rules), listOptions);
  const { plan } = analysis;
  if (plan.calls.length === 0 || analysis.idleMoves.length > 0)
    return { ...analysis, faults: [], notices: [] };
  const { outcomes, faults, notices } = await provider.fetch(plan, signal === undefined ? {} : { signal });
  const { verify } = await import("./core/verify.js");
  const all = sortDiagnostics([...analysis.diagnostics, ...verify(plan, outcomes)], sources);
  return { ...analysis, diagnostics: all, faults, notices };
}

/** What {@link check} finds, and the calls that a {@link resolve} of the same sources would make. */
export function list(sources: readonly Source[], { rules, ...options }: ListOptions = {}): Listing {
  return planned(analyse(sources, rules), options);
}

function planned(analysis: Analysis, { accounts, moves = [], region }: Omit<ListOptions, "rules">): Listing {
  const { references } = analysis;
  const placed = moveReferences(references, { moves, ...(region === undefined ? {} : { region }) });
  return {
    ...analysis,
    plan: makePlan(placed, accounts),
    idleMoves: hasErrors(analysis) ? [] : idleMoves(references, moves),
  };
}

/**
 * Puts the secrets' values in the place of the references. Errors that are visible offline end it before the
 * provider is asked for anything; all or nothing holds over all sources together.
 */
export async function resolve(
  sources: readonly Source[],
  provider: Provider,
  { types = "json", jinja = "refuse", signal, ...listOptions }: ResolveOptions = {},
): Promise<Resolution> {
  const listing = list(sources, listOptions);
  const nothing = { ...listing, faults: [], notices: [] };
  if (hasErrors(listing) || listing.idleMoves.length > 0) return nothing;

  const { plan, diagnostics } = listing;
  const asked = plan.calls.length > 0;
  const fetched = asked ? await provider.fetch(plan, signal === undefined ? {} : { signal }) : undefined;
  const { substitute } = await import("./core/substitute.js");
  const substituted = substitute(listing, plan, fetched?.outcomes ?? new Map(), { types, jinja });
  const { faults = [], notices = [] } = fetched ?? {};
  const all = sortDiagnostics([...diagnostics, ...substituted.diagnostics], sources);
  const result = { ...nothing, diagnostics: all, faults, notices };
  return substituted.ok ? { ...result, texts: substituted.texts, values: substituted.values } : result;
}
