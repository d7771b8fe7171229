/**
 * The sentences of the diagnostics: what is wrong and why in `message`, what to write instead in `hint`.
 * Text of the user's config may be quoted there; a secret's value never reaches these files.
 */

import type { Problem } from "./diagnostics.js";
import { describeChecked } from "./messages/checked.js";
import { describeFetched } from "./messages/fetched.js";
import { describeOffline } from "./messages/offline.js";
import { describePolicy } from "./messages/policy.js";
import type { Description } from "./messages/words.js";

export type { Description } from "./messages/words.js";

/**
 * The sentences for a problem, as the command line prints them. They never hold a secret's value, and may change in any
 * version: programs go by the problem's `code`. Never throws for a problem of this package.
 */
export function describe(problem: Problem): Description {
  switch (problem.code) {
    case "secret-not-found":
    case "secret-denied":
    case "secret-deleted":
    case "secret-refused":
    case "secret-undecryptable":
    case "secret-empty":
    case "secret-mismatch":
    case "secret-not-json":
    case "secret-key-missing":
    case "secret-null":
    case "secret-binary":
    case "value-jinja":
    case "value-url":
    case "value-whole-json":
    case "value-inner-yaml":
    case "value-unrepresentable":
      return describeFetched(problem);
    case "policy-denied":
    case "policy-depends":
    case "policy-batch":
      return describePolicy(problem);
    case "account-not-allowed":
    case "region-not-allowed":
    case "arn-inconsistent":
    case "arn-stale":
    case "suffix-placeholder":
    case "suffix-doubtful":
    case "account-example":
    case "reference-doubtful":
    case "literal":
      return describeChecked(problem);
    default:
      return describeOffline(problem);
  }
}
