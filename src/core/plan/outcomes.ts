/** The outcome of a request: the secret's redacted value, or a problem. */

import type { SecretProblem } from "../diagnostics/catalogue.js";
import type { Redacted } from "../secrets/redacted.js";
import type { SecretValue } from "../secrets/value.js";

/** The result of a request: the value, wrapped by {@link redact}, or the problem. */
export type Outcome = { readonly value: Redacted<SecretValue> } | { readonly problem: SecretProblem };

/** By the request's `key`. Requests that could not be made are missing. */
export type Outcomes = ReadonlyMap<string, Outcome>;
