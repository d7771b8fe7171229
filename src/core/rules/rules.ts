/** The rules of a team, as data. `config.ts` reads them; `references/literals.ts` and `checks/apply-rules.ts` apply them. */

import type { Severity } from "../diagnostics/catalogue/entry.js";
import type { CheckCode } from "../diagnostics/catalogue.js";
import type { Policy } from "../policy/document.js";
import type { KeyRules } from "../references/key-rules.js";

/** All rules. Those that are not in {@link KeyRules} are for `check` only. */
export interface Rules extends KeyRules {
  /** The accounts (12 digits each) whose ARNs are allowed. If left out, all are allowed; if empty, none. */
  readonly allowAccounts?: readonly string[];
  /** The regions whose ARNs are allowed. If left out, all are allowed; if empty, none. */
  readonly allowRegions?: readonly string[];
  /** Makes a partial ARN an error, whatever `severities` says. */
  readonly requireSuffix?: boolean;
  /** The IAM policies of the principal that will fetch. Together they have to allow every reference, after the remaps. */
  readonly policies?: readonly Policy[];
  /** Whether a comment `# arnsubst: ignore …` silences a finding. Default: true. */
  readonly ignoreComments?: boolean;
  /** Reports literal ARNs, with the code `literal`. */
  readonly noteLiterals?: boolean;
  /** Replaces the usual severity of a code. `off` drops the finding. */
  readonly severities?: ReadonlyMap<CheckCode, Severity | "off">;
}
