/** The rules of a team, as data. Reading them is left to `config.ts`, acting on them to `literals.ts` and `judge.ts`. */

import type { Severity } from "../diagnostics/catalogue/entry.js";
import type { CheckCode } from "../diagnostics/catalogue.js";
import type { Remap } from "../plan/remaps.js";
import type { Policy } from "../policy/document.js";
import type { KeyRules } from "../references/key-rules.js";

/** All rules; those beyond {@link KeyRules} are for `check` only. */
export interface Rules extends KeyRules {
  /** The only accounts, 12 digits each, whose secrets may be referred to by ARN. Without a list all may, with an empty one none. */
  readonly allowAccounts?: readonly string[];
  /** The only regions whose secrets may be referred to by ARN. Without a list all may, with an empty one none. */
  readonly allowRegions?: readonly string[];
  /** Makes a partial ARN an error, whatever `severities` says of it. */
  readonly requireSuffix?: boolean;
  /** IAM policies of the one who is to fetch; together they have to allow every reference. Without any nothing is said. */
  readonly policies?: readonly Policy[];
  /** Where the secrets are asked for in place of what their ARNs say: that is what the policies have to allow. */
  readonly remaps?: readonly Remap[];
  /** Notes the ARNs that are kept, with the code `literal`. */
  readonly noteLiterals?: boolean;
  /** How bad a finding of this code is, in place of its usual severity; `off` leaves it out. */
  readonly severities?: ReadonlyMap<CheckCode, Severity | "off">;
}
