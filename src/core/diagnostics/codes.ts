/** The codes, for a program to look through, and how bad each is as a rule; their types are in `diagnostics.ts`. */

import type { Code, OfflineProblem, Severity } from "./diagnostics.js";
import type { CheckProblem } from "./problems.js";

/** The code of a finding of `check`. What only fetching a secret brings to light is not among them. */
export type CheckCode = (OfflineProblem | CheckProblem)["code"];

/** Records, so that the compiler misses a code that is left out. */
const OF_CHECK: Readonly<Record<CheckCode, Severity>> = {
  "yaml-syntax": "error",
  "yaml-indentation": "warning",
  "arn-prefix": "error",
  "arn-parts": "error",
  "arn-partition": "error",
  "arn-service": "error",
  "arn-region": "error",
  "arn-account": "error",
  "arn-resource": "error",
  "arn-name": "error",
  "arn-template": "error",
  "arn-partial": "note",
  "version-conflict": "error",
  "version-malformed": "error",
  "filter-unknown": "error",
  "reference-unterminated": "error",
  "expression-malformed": "error",
  "expression-mixed": "error",
  "reference-in-key": "error",
  "reference-hidden": "error",
  "reference-equals": "error",
  "reference-unmarked": "warning",
  "alias-conflict": "warning",
  "literal-selector": "warning",
  "directive-unknown": "warning",
  "directive-unused": "warning",
  "filter-misplaced": "error",
  "version-misplaced": "warning",
  "account-not-allowed": "error",
  "region-not-allowed": "error",
  "arn-inconsistent": "note",
  "arn-stale": "warning",
  "suffix-placeholder": "warning",
  "suffix-doubtful": "note",
  "account-example": "note",
  "reference-doubtful": "note",
  literal: "note",
  "policy-denied": "error",
  "policy-depends": "warning",
  "policy-batch": "note",
};

const OF_VALUES: Readonly<Record<Exclude<Code, CheckCode>, Severity>> = {
  "secret-not-found": "error",
  "secret-denied": "error",
  "secret-deleted": "error",
  "secret-refused": "error",
  "secret-undecryptable": "error",
  "secret-empty": "error",
  "secret-mismatch": "error",
  "secret-null": "error",
  "secret-binary": "error",
  "secret-not-json": "error",
  "secret-key-missing": "error",
  "value-unrepresentable": "error",
  "value-jinja": "error",
  "value-url": "warning",
  "value-whole-json": "warning",
  "value-inner-yaml": "warning",
};

/** How bad a code is as a rule; a problem can be less so. */
export const SEVERITIES: Readonly<Record<Code, Severity>> = { ...OF_CHECK, ...OF_VALUES };

export const CHECK_CODES: readonly string[] = Object.keys(OF_CHECK);

export function isCheckCode(text: string): text is CheckCode {
  return Object.hasOwn(OF_CHECK, text);
}
