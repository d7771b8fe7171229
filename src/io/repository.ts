/**
 * Finds the git repository around a directory, and says whose files are trusted there. Other users can put files into a
 * directory above, such as `/tmp`; they must not decide what this program does or reads.
 */

import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type InputError, inputErrorOf } from "./input-error.js";

/** The user ids of trusted owners. */
export type Owners = ReadonlySet<number | undefined>;

export interface Repository {
  /** Undefined outside of a repository. */
  readonly root: string | undefined;
  /** The nearest `.git` of an untrusted owner, which is ignored. */
  readonly foreignGit?: { readonly path: string; readonly owner: number };
}

/** The root of the git repository around a directory; a `.git` of an untrusted owner is ignored. */
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
    const owner = untrustedOwner(path, entry, trusted);
    if (owner === undefined) return { root: directory };
    foreignGit ??= { path, owner };
  }
  return { root: undefined, ...(foreignGit === undefined ? {} : { foreignGit }) };
}

/**
 * The user, root, and the owner of the working directory: in a container, a directory of the host belongs to a user of
 * the host. On Windows Node reports root as the owner of every file.
 */
export function trustedOwners(cwd: string): Owners {
  return new Set([0, process.geteuid?.(), statSync(cwd, { throwIfNoEntry: false })?.uid]);
}

/** The owner of a file, or of what it links to, if that owner is not trusted. */
export function untrustedOwner(path: string, entry: Stats, trusted: Owners): number | undefined {
  if (!trusted.has(entry.uid)) return entry.uid;
  if (!entry.isSymbolicLink()) return undefined;
  const target = lookAt(path, statSync);
  const owner = typeof target === "object" && "uid" in target ? target.uid : undefined;
  return owner === undefined || trusted.has(owner) ? undefined : owner;
}

/** The directory and all above it. */
export function* upwards(directory: string): Generator<string> {
  for (let here = directory; ; here = dirname(here)) {
    yield here;
    if (dirname(here) === here) return;
  }
}

/** `closed`: the directory may not be read, so what is above it was not meant for this user. */
export function lookAt(
  path: string,
  look: typeof lstatSync = lstatSync,
): Stats | InputError | "closed" | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (thrown) {
    const error = inputErrorOf(path, thrown);
    // Windows says EPERM.
    if (error.kind === "unreadable" && /^(?:EACCES|EPERM)$/.test(error.code)) return "closed";
    return error.kind === "missing" ? undefined : error;
  }
}
