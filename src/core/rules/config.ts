/**
 * The text of the team's config file, `.arnsubst.yaml` → its content, or all faults. The command line finds, reads and
 * applies the file.
 */

import type { Source } from "../text/source.js";
import {
  type Constraints,
  expectKind,
  type Reader,
  type Reading,
  type ReadingFault,
  readDocument,
  readKeys,
} from "../yaml/reading.js";
import { described, type HasSchema } from "../yaml/schema.js";
import type { TreeNode } from "../yaml/tree.js";
import { readAccounts } from "./config/accounts.js";
import { type Config, EMPTY_CONFIG } from "./config/content.js";
import { readJinja } from "./config/jinja.js";
import { readPatterns } from "./config/lists.js";
import { REMAP_KEYS, remapsOf } from "./config/remaps.js";
import { RULE_KEYS, rulesOf } from "./config/rules.js";

export type { ReadingFault } from "../yaml/reading.js";
export { type Config, EMPTY_CONFIG } from "./config/content.js";

/**
 * The keys of the file. A new key needs its reader here, a field of `Config` with a default, and a line in `readRoot`; then
 * `npm run schema`.
 */
export const CONFIG_KEYS = {
  accounts: described("how to get credentials for the secrets of an account", readAccounts),
  ...RULE_KEYS,
  exclude: described("files to skip in directories", readPatterns),
  jinja: described("which files are rendered as templates", readJinja),
  ...REMAP_KEYS,
} satisfies Record<string, Reader<unknown> & HasSchema>;

const ROOT: Constraints = {
  name: "the config file",
  what: "a mapping",
  write: 'write it as in accounts: { "123456789012": { profile: analytics } }',
};

/** Parses the file. Returns its content, or all faults sorted by place. A file without entries is valid. */
export function parseConfig(
  source: Source,
): { readonly config: Config } | { readonly faults: readonly ReadingFault[] } {
  const read = readDocument(source, readRoot);
  return "faults" in read ? read : { config: read.value };
}

function readRoot(root: TreeNode, reading: Reading): Config {
  if (root.kind === "nothing" && root.tag === undefined) return EMPTY_CONFIG;
  const mapping = expectKind("mapping", root, ROOT, reading);
  if (mapping === undefined) return EMPTY_CONFIG;
  const { values } = readKeys(mapping, CONFIG_KEYS, ROOT.name, reading);
  return {
    accounts: values.accounts ?? EMPTY_CONFIG.accounts,
    rules: rulesOf(values, reading),
    exclude: values.exclude ?? EMPTY_CONFIG.exclude,
    jinja: values.jinja ?? EMPTY_CONFIG.jinja,
    remaps: remapsOf(values),
  };
}
