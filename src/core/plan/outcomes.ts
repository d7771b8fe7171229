/** What came of asking for a planned secret: its value, concealed, or why there is none. */

import type { SecretProblem } from "../diagnostics/catalogue.js";
import type { Redacted } from "../secrets/redacted.js";
import type { SecretValue } from "../secrets/value.js";
import type { PlannedSecret } from "./plan.js";

/** A value that was made with `conceal`, or why there is none. */
export type Outcome =
  | { readonly kind: "value"; readonly value: Redacted<SecretValue> }
  | { readonly kind: "problem"; readonly problem: SecretProblem };

/**
 * By the very objects of the plan: an equal one is another secret. One that is missing here could not be asked for, and
 * is among the secrets of a fault.
 */
export type Outcomes = ReadonlyMap<PlannedSecret, Outcome>;
