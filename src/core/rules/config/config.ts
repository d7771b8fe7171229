/** What a config file says, as data. Apart from its reading, which most runs have no use for. */

import type { Remap } from "../../plan/remaps.js";
import type { Accounts } from "../../services/access.js";
import type { JinjaMode } from "../../templates/jinja.js";
import type { Rules } from "../rules.js";

/** What the file says; without one, `EMPTY_CONFIG`. */
export interface Config {
  /** How to get credentials for the secrets of an account, by account id; for any other the usual ones serve. */
  readonly accounts: Accounts;
  /** The rules of the team. */
  readonly rules: Rules;
  /** Patterns of the paths that are passed over in directories; they count from the config file's directory. */
  readonly exclude: readonly string[];
  /** What to do with values that rendering would change, by patterns of paths as in `exclude`; the first that fits counts. */
  readonly jinja: readonly { readonly pattern: string; readonly mode: JinjaMode }[];
  /** Accounts and regions in whose place others are asked. */
  readonly remaps: readonly Remap[];
}

export const EMPTY_CONFIG: Config = { accounts: new Map(), rules: {}, exclude: [], jinja: [], remaps: [] };
