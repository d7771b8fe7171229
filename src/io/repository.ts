/**
 * The git repository around a directory, and whose files count there. Whoever can make a file in a directory above, in `/tmp`
 * for one, must not decide what this program does, nor what it reads.
 */

import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type InputFault, inputFault } from "./input-fault.js";

/** The user ids of those who may say something. */
export type Owners = ReadonlySet<number | undefined>;

export interface Repository {
  /** Undefined outside of a repository. */
  readonly root: string | undefined;
  /** The nearest `.git` of a stranger, which makes no repository. */
  readonly foreignGit?: { readonly path: string; readonly owner: number };
}

/** The root of the git repository around a directory; a stranger's `.git` makes none. */
export function repositoryRoot(directory: string): string | undefined {
  const cwd = resolve(directory);
  return repositoryOf(cwd, trustedOwners(cwd)).root;
}

export function repositoryOf(cwd: string, trusted: Owners): Repository {
  let foreignGit: Repository["foreignGit"];
  for (const directory of upwards(cwd)) {
    const path = join(directory, ".git");
    const entry = lookAt(path);
    if (entry === "closed") break;
    if (entry === undefined || "kind" in entry) continue;
    const owner = strangerOf(path, entry, trusted);
    if (owner === undefined) return { root: directory };
    foreignGit ??= { path, owner };
  }
  return { root: undefined, ...(foreignGit === undefined ? {} : { foreignGit }) };
}

/**
 * The user, root, and the owner of the working directory: in a container that runs as another user, a directory of the host
 * belongs to who made it there. On Windows all files are root's, as Node has it.
 */
export function trustedOwners(cwd: string): Owners {
  return new Set([0, process.geteuid?.(), statSync(cwd, { throwIfNoEntry: false })?.uid]);
}

/** Who made it, where that is none of these: a link, or what it leads to. */
export function strangerOf(path: string, entry: Stats, trusted: Owners): number | undefined {
  if (!trusted.has(entry.uid)) return entry.uid;
  if (!entry.isSymbolicLink()) return undefined;
  const target = lookAt(path, statSync);
  const owner = typeof target === "object" && "uid" in target ? target.uid : undefined;
  return owner === undefined || trusted.has(owner) ? undefined : owner;
}

export function* upwards(directory: string): Generator<string> {
  for (let here = directory; ; here = dirname(here)) {
    yield here;
    if (dirname(here) === here) return;
  }
}

/** `closed`: the directory must not be looked into, and what is up there was not written for who runs this. */
export function lookAt(
  path: string,
  look: typeof lstatSync = lstatSync,
): Stats | InputFault | "closed" | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (thrown) {
    const fault = inputFault(path, thrown);
    // The latter is how Windows says it.
    if (fault.kind === "unreadable" && /^(?:EACCES|EPERM)$/.test(fault.code)) return "closed";
    return fault.kind === "missing" ? undefined : fault;
  }
}
