/** The rules of a team, as data. `config.ts` reads them; `references/literals.ts` and `checks/apply-rules.ts` apply them. */

import type { Severity } from "../diagnostics/catalogue/entry.js";
import type { CheckCode } from "../diagnostics/catalogue.js";
import type { Policy } from "../policy/document.js";
import type { KeyRules } from "../references/key-rules.js";

/** All rules. Those that are not in {@link KeyRules} are for `check` only. */
export interface Rules extends KeyRules {
  /** The accounts, 12 digits each, whose ARNs are allowed. Without a list all are; with an empty one none is. */
  readonly allowAccounts?: readonly string[];
  /** The regions whose ARNs are allowed. Without a list all are; with an empty one none is. */
  readonly allowRegions?: readonly string[];
  /** Makes a partial ARN an error, whatever `severities` says. */
  readonly requireSuffix?: boolean;
  /** IAM policies of the principal that will fetch. Together they have to allow every reference, after the remaps. Not checked without any. */
  readonly policies?: readonly Policy[];
  /** Reports literal ARNs, with the code `literal`. */
  readonly noteLiterals?: boolean;
  /** The severity of a code, in place of its usual one; `off` drops the finding. */
  readonly severities?: ReadonlyMap<CheckCode, Severity | "off">;
}
