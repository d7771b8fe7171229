/** The codes that `check` can draw, as a list for a program to look through; their types are in `diagnostics.ts`. */

import type { OfflineProblem } from "./diagnostics.js";
import type { CheckProblem } from "./problems.js";

/** The code of a finding of `check`. What only fetching a secret brings to light is not among them. */
export type CheckCode = (OfflineProblem | CheckProblem)["code"];

/** A record, so that the compiler misses a code that is left out. */
const ALL: Readonly<Record<CheckCode, true>> = {
  "yaml-syntax": true,
  "arn-prefix": true,
  "arn-parts": true,
  "arn-partition": true,
  "arn-service": true,
  "arn-region": true,
  "arn-account": true,
  "arn-resource": true,
  "arn-name": true,
  "arn-template": true,
  "arn-partial": true,
  "version-conflict": true,
  "version-malformed": true,
  "filter-unknown": true,
  "reference-unterminated": true,
  "expression-malformed": true,
  "expression-mixed": true,
  "reference-in-key": true,
  "reference-hidden": true,
  "reference-equals": true,
  "reference-unmarked": true,
  "directive-unknown": true,
  "directive-unused": true,
  "filter-misplaced": true,
  "version-misplaced": true,
  "account-not-allowed": true,
  "region-not-allowed": true,
  "arn-inconsistent": true,
  "arn-stale": true,
  "suffix-placeholder": true,
  "suffix-doubtful": true,
  "account-example": true,
  literal: true,
  "policy-denied": true,
  "policy-depends": true,
  "policy-batch": true,
};

export const CHECK_CODES: readonly string[] = Object.keys(ALL);

export function isCheckCode(text: string): text is CheckCode {
  return Object.hasOwn(ALL, text);
}
