/**
 * Where the config file is looked for, and whose file counts: from the working folder up to the root of its git
 * repository, outside of one in the working folder only. Whoever can make a file in a folder above, in `/tmp` for one,
 * must not decide what this program does.
 */

import { lstatSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type InputFault, inputFault } from "./inputs.js";

/** One that would have counted in another place, or of another owner. */
export interface PassedOver {
  readonly path: string;
  /** The user id of the stranger that it belongs to; left out where it is beyond the folders that count. */
  readonly owner?: number;
}

export interface ConfigSearch {
  /** The root of the git repository; undefined outside of one. */
  readonly root: string | undefined;
  /** A broken link is found too: passing it over would mean to go on under rules that nobody wrote. */
  readonly found: string | InputFault | undefined;
  /** All on the way to what was found; without that, the nearest beyond the folders that count, too. */
  readonly passedOver: readonly PassedOver[];
  /** The nearest `.git` of a stranger, which makes no repository. */
  readonly foreignGit?: PassedOver;
}

export function searchConfig(name: string, workingFolder: string): ConfigSearch {
  const cwd = resolve(workingFolder);
  const trusted = trustedOwners(cwd);
  const repository = repositoryOf(cwd, trusted);
  const { root } = repository;
  const passedOver: PassedOver[] = [];
  let beyond = false;
  for (const folder of upwards(cwd)) {
    const path = join(folder, name);
    const entry = lookAt(path);
    if (entry === "closed") break;
    if (entry !== undefined && beyond) {
      passedOver.push({ path });
      break;
    }
    if (entry !== undefined) {
      const owner = "kind" in entry ? undefined : strangerOf(path, entry, trusted);
      if (owner === undefined) return { ...repository, found: "kind" in entry ? entry : path, passedOver };
      passedOver.push({ path, owner });
    }
    beyond ||= folder === (root ?? cwd);
  }
  return { ...repository, found: undefined, passedOver };
}

/** The root of the git repository around a folder; a stranger's `.git` makes none. */
export function repositoryRoot(folder: string): string | undefined {
  const cwd = resolve(folder);
  return repositoryOf(cwd, trustedOwners(cwd)).root;
}

function repositoryOf(
  cwd: string,
  trusted: ReadonlySet<number | undefined>,
): Pick<ConfigSearch, "root" | "foreignGit"> {
  let foreignGit: PassedOver | undefined;
  for (const folder of upwards(cwd)) {
    const path = join(folder, ".git");
    const entry = lookAt(path);
    if (entry === "closed") break;
    if (entry === undefined || "kind" in entry) continue;
    const owner = strangerOf(path, entry, trusted);
    if (owner === undefined) return { root: folder };
    foreignGit ??= { path, owner };
  }
  return { root: undefined, ...(foreignGit === undefined ? {} : { foreignGit }) };
}

/**
 * The user, root, and the owner of the working folder: in a container that runs as another user, a folder of the host
 * belongs to who made it there. On Windows all files are root's, as Node has it.
 */
function trustedOwners(cwd: string): ReadonlySet<number | undefined> {
  return new Set([0, process.geteuid?.(), statSync(cwd, { throwIfNoEntry: false })?.uid]);
}

/** Who made it, where that is none of these: a link, or what it leads to. */
function strangerOf(
  path: string,
  entry: Stats,
  trusted: ReadonlySet<number | undefined>,
): number | undefined {
  if (!trusted.has(entry.uid)) return entry.uid;
  if (!entry.isSymbolicLink()) return undefined;
  const target = lookAt(path, statSync);
  const owner = typeof target === "object" && "uid" in target ? target.uid : undefined;
  return owner === undefined || trusted.has(owner) ? undefined : owner;
}

function* upwards(folder: string): Generator<string> {
  for (let here = folder; ; here = dirname(here)) {
    yield here;
    if (dirname(here) === here) return;
  }
}

/** `closed`: the folder must not be looked into, and what is up there was not written for who runs this. */
function lookAt(path: string, look: typeof lstatSync = lstatSync): Stats | InputFault | "closed" | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (thrown) {
    const fault = inputFault(path, thrown);
    // The latter is how Windows says it.
    if (fault.kind === "unreadable" && /^(?:EACCES|EPERM)$/.test(fault.code)) return "closed";
    return fault.kind === "missing" ? undefined : fault;
  }
}
