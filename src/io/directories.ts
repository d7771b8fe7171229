/** Finds the YAML files in directories. `inputs.ts` reads them. */

import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { type InputError, inputErrorOf } from "./input-error.js";
import type { InputFile, Skipped } from "./inputs.js";
import { type LinkScope, linkScopeOf } from "./link-scope.js";
import { irregular } from "./read-file.js";

interface Expanded {
  /** Each file once, however it was named. */
  readonly files: readonly InputFile[];
  readonly errors: readonly InputError[];
  readonly skipped: readonly Skipped[];
  /** How many files and directories a rule excludes. */
  readonly excluded: number;
  /** The files found in each directory; a directory that could not be read as a whole is left out. */
  readonly directories: ReadonlyMap<string, readonly string[]>;
}

/** The walk through one of the directories. */
interface Walk {
  readonly scope: LinkScope;
  readonly isExcluded: (path: string) => boolean;
  readonly files: InputFile[];
  readonly errors: InputError[];
  readonly skipped: Skipped[];
  excluded: number;
}

/**
 * Replaces each directory by the `*.yaml` and `*.yml` files below it, in any case, sorted; without `.git`,
 * `node_modules`, and paths that `isExcluded`. A file that is named itself is never excluded.
 */
export function expandDirectories(paths: readonly string[], isExcluded: Walk["isExcluded"]): Expanded {
  const files = new Map<string, InputFile>();
  // One directory has each of its files once, and resolving thousands of paths takes a while.
  const identity = (path: string) => (paths.length === 1 || path === "-" ? path : resolve(path));
  const errors: InputError[] = [];
  const skipped: Skipped[] = [];
  const directories = new Map<string, readonly string[]>();
  let excluded = 0;
  for (const path of paths) {
    const directory = path === "-" ? false : isDirectory(path);
    if (typeof directory === "object") errors.push(directory);
    if (directory === false) files.set(identity(path), { path });
    if (directory !== true) continue;
    const walk = walkThrough(path, isExcluded);
    for (const file of walk.files) if (!files.has(identity(file.path))) files.set(identity(file.path), file);
    if (walk.errors.length === 0)
      directories.set(
        path,
        walk.files.map((file) => file.path),
      );
    errors.push(...walk.errors);
    skipped.push(...walk.skipped);
    excluded += walk.excluded;
  }
  return {
    files: [...files.values()],
    errors: onceEach(errors),
    skipped: onceEach(skipped),
    excluded,
    directories,
  };
}

/** One entry for each path: the same file can be in two of the directories. */
export function onceEach<Entry extends { readonly path: string }>(all: readonly Entry[]): readonly Entry[] {
  return [...new Map(all.map((each) => [resolve(each.path), each])).values()];
}

function isDirectory(path: string): boolean | InputError {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    return inputErrorOf(path, thrown);
  }
}

function walkThrough(directory: string, isExcluded: Walk["isExcluded"]): Walk {
  const walk = { scope: linkScopeOf(directory), isExcluded, files: [], errors: [], skipped: [], excluded: 0 };
  // Joining makes `./a/` into `a/` and `.` into nothing. In the directories below it would only take time.
  walkInto(directory, join(directory, "-").slice(0, -1), walk);
  return walk;
}

/**
 * Without a library, because those skip directories that cannot be read, and `check` must not approve files that it
 * has not seen. Links to files are followed, links to directories are not.
 * @param prefix what stands before the names of its entries in their paths
 */
function walkInto(directory: string, prefix: string, walk: Walk): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (thrown) {
    walk.errors.push(inputErrorOf(directory, thrown));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = prefix + entry.name;
    const named = YAML_NAME.test(entry.name);
    if (walk.isExcluded(path)) {
      if (named || entry.isDirectory()) walk.excluded += 1;
    } else if (entry.isDirectory()) {
      if (!ALWAYS_EXCLUDED.has(entry.name)) walkInto(path, path + sep, walk);
    } else if (entry.isSymbolicLink()) {
      visitLink(path, named, walk);
    } else if (named) {
      if (entry.isFile()) walk.files.push({ path, found: true });
      else walk.skipped.push({ ...irregular(entry), path });
    }
  }
}

const YAML_NAME = /\.ya?ml$/i;
const ALWAYS_EXCLUDED = new Set([".git", "node_modules"]);

/** A link to a file is checked when it is read. Of other links only one to a directory can hide a YAML file. */
function visitLink(path: string, named: boolean, walk: Walk): void {
  const directory = isDirectory(path);
  if (directory === true) {
    if (!walk.scope.leadsInside(path)) walk.skipped.push({ kind: "directory", path });
  } else if (named) {
    if (directory === false) walk.files.push({ path, found: true, link: walk.scope });
    else
      walk.errors.push(
        directory.kind === "missing" ? { kind: "unreadable", path, code: "a broken link" } : directory,
      );
  }
}
