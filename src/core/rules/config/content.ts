/** The content of a config file, as data. Apart from the readers, which most runs do not load. */

import type { Remap } from "../../plan/remaps.js";
import type { Accounts } from "../../services/account-access.js";
import type { JinjaMode } from "../../templates/jinja.js";
import type { Rules } from "../rules.js";

/** The content of the file; `EMPTY_CONFIG` without a file. */
export interface Config {
  /** How to get credentials for the secrets of an account, by account id; for any other the usual ones serve. */
  readonly accounts: Accounts;
  /** The rules of the team. */
  readonly rules: Rules;
  /** Patterns of the paths to skip in directories, relative to the config file's directory. */
  readonly exclude: readonly string[];
  /** How to treat values that rendering would change, by patterns of paths as in `exclude`. The first match counts. */
  readonly jinja: readonly { readonly pattern: string; readonly mode: JinjaMode }[];
  /** Accounts and regions to ask in place of others. */
  readonly remaps: readonly Remap[];
}

export const EMPTY_CONFIG: Config = { accounts: new Map(), rules: {}, exclude: [], jinja: [], remaps: [] };
