/**
 * Where the config file is looked for, and whose file counts: from the working directory up to the root of its git
 * repository, outside of one in the working directory only.
 */

import { realpathSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import type { InputFault } from "./input-fault.js";
import { linkScopeOf } from "./link-scope.js";
import {
  lookAt,
  type Owners,
  type Repository,
  repositoryOf,
  strangerOf,
  trustedOwners,
  upwards,
} from "./repository.js";

/** One that would have counted in another place, or of another owner. */
export interface PassedOver {
  readonly path: string;
  /** `beyond`: above the directories that count. `outside`: a link that leads out of them. */
  readonly why: "beyond" | "outside" | "stranger";
  /** The user id of the stranger that it belongs to. */
  readonly owner?: number;
}

export interface ConfigSearch extends Repository {
  /** A broken link is found too: passing it over would mean to go on under rules that nobody wrote. */
  readonly found: string | InputFault | undefined;
  /** All on the way to what was found; without that, the nearest beyond the directories that count, too. */
  readonly passedOver: readonly PassedOver[];
}

export function searchConfig(name: string, workingDirectory: string): ConfigSearch {
  const cwd = resolve(workingDirectory);
  const trusted = trustedOwners(cwd);
  const repository = repositoryOf(cwd, trusted);
  const { root } = repository;
  const passedOver: PassedOver[] = [];
  let beyond = false;
  for (const directory of upwards(cwd)) {
    const path = join(directory, name);
    const entry = lookAt(path);
    if (entry === "closed") break;
    if (entry !== undefined && beyond) {
      passedOver.push({ path, why: "beyond" });
      break;
    }
    if (entry !== undefined) {
      const reason = "kind" in entry ? undefined : whyNot(path, entry, cwd, trusted);
      if (reason === undefined) return { ...repository, found: "kind" in entry ? entry : path, passedOver };
      passedOver.push({ path, ...reason });
    }
    beyond ||= directory === (root ?? cwd);
  }
  return { ...repository, found: undefined, passedOver };
}

/** A link can come with a change that somebody proposes, and what is said of a config quotes it. */
function whyNot(
  path: string,
  entry: Stats,
  cwd: string,
  trusted: Owners,
): Omit<PassedOver, "path"> | undefined {
  const owner = strangerOf(path, entry, trusted);
  if (owner !== undefined) return { why: "stranger", owner };
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
