/** What came of asking for a planned secret: its value, concealed, or why there is none. */

import type { Concealed } from "./concealed.js";
import type { SecretProblem } from "./diagnostics.js";
import type { PlannedSecret } from "./plan.js";
import type { SecretValue } from "./secret-value.js";

export type Outcome =
  | { readonly kind: "value"; readonly value: Concealed<SecretValue> }
  | { readonly kind: "problem"; readonly problem: SecretProblem };

/** A secret that is missing here could not be asked for; the provider says why by other means. */
export type Outcomes = ReadonlyMap<PlannedSecret, Outcome>;
