/**
 * All codes with everything about them, an entry each, in the order of docs/diagnostics.md. The types of the problems,
 * the severities, the sentences and the rules of SARIF are made of the entries.
 */

import { arnEntries } from "./catalogue/arn.js";
import { checkEntries } from "./catalogue/checks.js";
import { directiveEntries } from "./catalogue/directives.js";
import type { Entry, Severity } from "./catalogue/entry.js";
import { parameterEntries } from "./catalogue/parameters.js";
import { policyEntries } from "./catalogue/policy.js";
import { referenceEntries } from "./catalogue/references.js";
import { secretEntries } from "./catalogue/secrets.js";
import { selectorEntries } from "./catalogue/selectors.js";
import { valueEntries } from "./catalogue/values.js";
import { yamlEntries } from "./catalogue/yaml.js";
import type { Description } from "./words.js";

/** What `check` can find. */
const CHECK_ENTRIES = {
  ...yamlEntries,
  ...arnEntries,
  ...parameterEntries,
  ...checkEntries,
  ...selectorEntries,
  ...referenceEntries,
  ...directiveEntries,
  ...policyEntries,
};

/** What shows only when secrets are fetched. */
const FETCHED_ENTRIES = { ...secretEntries, ...valueEntries };

export const CATALOGUE: Readonly<Record<Code, Entry<never>>> = { ...CHECK_ENTRIES, ...FETCHED_ENTRIES };

/** The problems of a family: each code with the details of its entry. */
type ProblemOf<F> = {
  [C in keyof F]: F[C] extends Entry<infer D> ? Plain<{ code: C } & D> : never;
}[keyof F];
/** One object type, for each shape that the details can have. */
type Plain<T> = T extends unknown ? { readonly [K in keyof T]: T[K] } : never;

/**
 * What is visible in the text alone. `found` is what stands there, `suggestion` the word that was probably meant,
 * `fixed` what to write in the reference's place.
 */
export type OfflineProblem = ProblemOf<
  typeof yamlEntries &
    typeof arnEntries &
    typeof parameterEntries &
    typeof selectorEntries &
    typeof referenceEntries &
    typeof directiveEntries
>;

/** What `check` finds beyond what is wrong with a place by itself. */
export type CheckProblem = ProblemOf<typeof checkEntries & typeof policyEntries>;

/** Why a secret has no value: it does not exist, is not allowed, is deleted, … A provider returns it as the outcome. */
export type SecretProblem = ProblemOf<typeof secretEntries>;

/** A value is there and does not fit its place. Keys may be named, values never. */
export type ValueProblem = ProblemOf<typeof valueEntries>;

/** What is wrong, told apart by its `code`. Holds no value of a secret, ever. `describe` makes sentences of it. */
export type Problem = OfflineProblem | CheckProblem | SecretProblem | ValueProblem;

/** `docs/diagnostics.md` explains each code. A code never changes its meaning within a major version. */
export type Code = CheckCode | keyof typeof FETCHED_ENTRIES;

/** The codes that `check` can report. The codes that only a fetch can find are not among them. */
export type CheckCode = keyof typeof CHECK_ENTRIES;

export const CHECK_CODES: readonly string[] = Object.keys(CHECK_ENTRIES);

export function isCheckCode(text: string): text is CheckCode {
  return Object.hasOwn(CHECK_ENTRIES, text);
}

/** How bad a problem is, before any rule of the user's. */
export function severityOf(problem: Problem): Severity {
  const entry = CATALOGUE[problem.code];
  return entry.severityFor?.(problem as never) ?? entry.severity;
}

/**
 * The sentences for a problem, as the command line prints them. They never hold a secret's value, and may change in any
 * version: programs go by the problem's `code`. Never throws for a problem of this package.
 */
export function describe(problem: Problem): Description {
  return CATALOGUE[problem.code].describe(problem as never);
}
