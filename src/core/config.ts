/**
 * The team's config file, `.arnsubst.yaml` → what it says, or everything that is wrong with it. Finding and reading
 * the file is left to the command line, and so is acting on what it says.
 */

import { type AccountAccess, readAccounts } from "./config/accounts.js";
import {
  type ConfigFault,
  complain,
  expectKind,
  type Reader,
  type Reading,
  readKeys,
  type Wanted,
} from "./config/reading.js";
import type { Diagnostic } from "./diagnostics.js";
import { said } from "./messages/words.js";
import { describe } from "./messages.js";
import { linesOf, type Source } from "./source.js";
import { diagnoseSyntax, diagnoseText } from "./syntax.js";
import { readTree, type TreeNode } from "./yaml/tree.js";

export type { AccountAccess } from "./config/accounts.js";
export type { ConfigFault } from "./config/reading.js";

/** What the file says; without one, `EMPTY_CONFIG`. */
export interface Config {
  /** How to get credentials for the secrets of an account, by account id; for any other the usual ones serve. */
  readonly accounts: ReadonlyMap<string, AccountAccess>;
}

export const EMPTY_CONFIG: Config = { accounts: new Map() };

/** The keys of the file. A new one takes its reader here, a field of `Config` with a default, and a line in `readRoot`. */
const KEYS = { accounts: readAccounts } satisfies Record<string, Reader<unknown>>;

const ROOT: Wanted = {
  name: "the config file",
  what: "a mapping",
  write: 'write it as in accounts: { "123456789012": { profile: analytics } }',
};

/** Reads the file's text; all faults at once, sorted by place. An empty file, or one of comments only, says nothing. */
export function parseConfig(
  source: Source,
): { readonly config: Config } | { readonly faults: readonly ConfigFault[] } {
  const unreadable = diagnoseText(source);
  if (unreadable !== undefined) return { faults: [faultOf(unreadable)] };
  const tree = readTree(source.text);
  if ("reason" in tree) return { faults: diagnoseSyntax(source, tree).map(faultOf) };

  const reading: Reading = { lines: linesOf(source.text), faults: [] };
  if (tree.second !== undefined) {
    const hint = "take out the --- and what is not needed; one file holds one document";
    complain(reading, tree.second, said("a second document starts here", hint));
  }
  const config = readRoot(tree.root, reading);
  const { faults } = reading;
  if (faults.length === 0) return { config };
  return { faults: faults.sort((a, b) => a.start - b.start || a.end - b.end) };
}

function readRoot(root: TreeNode, reading: Reading): Config {
  if (root.kind === "nothing" && root.tag === undefined) return EMPTY_CONFIG;
  const mapping = expectKind("mapping", root, ROOT, reading);
  if (mapping === undefined) return EMPTY_CONFIG;
  const { values } = readKeys(mapping, KEYS, ROOT.name, reading);
  return { accounts: values.accounts ?? EMPTY_CONFIG.accounts };
}

/** What is not YAML at all is told as it is of any other file. */
function faultOf({ problem, place }: Diagnostic): ConfigFault {
  return { start: place.start, end: place.end, ...describe(problem) };
}
