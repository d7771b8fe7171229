/**
 * Looks for the config file: from the working directory up to the root of its git repository; outside of a repository,
 * in the working directory only.
 */

import { realpathSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import type { InputError } from "./input-error.js";
import { linkScopeOf } from "./link-scope.js";
import {
  lookAt,
  type Owners,
  type Repository,
  repositoryOf,
  trustedOwners,
  untrustedOwner,
  upwards,
} from "./repository.js";

/** A config file that is not used, because of its place or its owner. */
export interface UnusedConfig {
  readonly path: string;
  /** `above`: above the directories that are searched. `outside`: a link that leads out of them. */
  readonly why: "above" | "outside" | "untrusted";
  /** The user id of its untrusted owner. */
  readonly owner?: number;
}

export interface ConfigSearch extends Repository {
  /** A broken link is found too: to ignore it would mean to go on without the team's rules. */
  readonly found: string | InputError | undefined;
  /** Those on the way to the one that was found; if none was, also the nearest above the directories that are searched. */
  readonly unused: readonly UnusedConfig[];
}

export function searchConfig(name: string, workingDirectory: string): ConfigSearch {
  const cwd = resolve(workingDirectory);
  const trusted = trustedOwners(cwd);
  const repository = repositoryOf(cwd, trusted);
  const { root } = repository;
  const unused: UnusedConfig[] = [];
  let above = false;
  for (const directory of upwards(cwd)) {
    const path = join(directory, name);
    const entry = lookAt(path);
    if (entry === "closed") break;
    if (entry !== undefined && above) {
      unused.push({ path, why: "above" });
      break;
    }
    if (entry !== undefined) {
      const reason = "kind" in entry ? undefined : whyUnused(path, entry, cwd, trusted);
      if (reason === undefined) return { ...repository, found: "kind" in entry ? entry : path, unused };
      unused.push({ path, ...reason });
    }
    above ||= directory === (root ?? cwd);
  }
  return { ...repository, found: undefined, unused };
}

/** A link is checked because a proposed change can contain it, and error messages quote the config file. */
function whyUnused(
  path: string,
  entry: Stats,
  cwd: string,
  trusted: Owners,
): Omit<UnusedConfig, "path"> | undefined {
  const owner = untrustedOwner(path, entry, trusted);
  if (owner !== undefined) return { why: "untrusted", owner };
  return entry.isSymbolicLink() && leadsOut(path, cwd) ? { why: "outside" } : undefined;
}

/** A broken link leads nowhere. */
function leadsOut(path: string, cwd: string): boolean {
  try {
    return !linkScopeOf(cwd).contains(realpathSync(path));
  } catch {
    return false;
  }
}
