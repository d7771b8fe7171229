/** What came of a request: the secret's value, redacted, or why there is none. */

import type { SecretProblem } from "../diagnostics/catalogue.js";
import type { Redacted } from "../secrets/redacted.js";
import type { SecretValue } from "../secrets/value.js";

/** A value that was made with {@link redact}, or why there is none. */
export type Outcome = { readonly value: Redacted<SecretValue> } | { readonly problem: SecretProblem };

/** By the key of the request. One that is missing could not be made. */
export type Outcomes = ReadonlyMap<string, Outcome>;
