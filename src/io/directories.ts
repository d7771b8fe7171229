/** Directories → the YAML files in them. What is in those files is the business of `inputs.ts`. */

import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type InputFault, inputFault } from "./input-fault.js";
import type { InputFile, PassedOver } from "./inputs.js";
import { type LinkScope, linkScopeOf } from "./link-scope.js";
import { irregular } from "./read-file.js";

export interface Expanded {
  /** Each file once, however it was named. */
  readonly files: readonly InputFile[];
  readonly faults: readonly InputFault[];
  readonly passedOver: readonly PassedOver[];
  /** How many files and directories were left out by a rule. */
  readonly excluded: number;
  /** The directories, each with the files that were found in it. One of which a part could not be read is not among them. */
  readonly directories: ReadonlyMap<string, readonly string[]>;
}

/** The walk through one directory that was given. */
interface Walk {
  readonly scope: LinkScope;
  readonly leftOut: (path: string) => boolean;
  readonly files: InputFile[];
  readonly faults: InputFault[];
  readonly passedOver: PassedOver[];
  excluded: number;
}

/**
 * Replaces each directory by the `*.yaml` and `*.yml` files below it, in any case, sorted; `.git` and `node_modules` are
 * left out, and so is what `leftOut` says. A file that is named itself is never left out.
 */
export function expandDirectories(paths: readonly string[], leftOut: (path: string) => boolean): Expanded {
  const files = new Map<string, InputFile>();
  // One directory names each of its files once, and thousands of paths take a while to be worked out.
  const identity = (path: string) => (paths.length === 1 || path === "-" ? path : resolve(path));
  const faults: InputFault[] = [];
  const passedOver: PassedOver[] = [];
  const directories = new Map<string, readonly string[]>();
  let excluded = 0;
  for (const path of paths) {
    const directory = path === "-" ? false : isDirectory(path);
    if (typeof directory === "object") faults.push(directory);
    if (directory === false) files.set(identity(path), { path });
    if (directory !== true) continue;
    const walk = walkThrough(path, leftOut);
    for (const file of walk.files) if (!files.has(identity(file.path))) files.set(identity(file.path), file);
    if (walk.faults.length === 0)
      directories.set(
        path,
        walk.files.map((file) => file.path),
      );
    faults.push(...walk.faults);
    passedOver.push(...walk.passedOver);
    excluded += walk.excluded;
  }
  return {
    files: [...files.values()],
    faults: onceEach(faults),
    passedOver: onceEach(passedOver),
    excluded,
    directories,
  };
}

/** The same file can be in two of the directories. */
export function onceEach<Told extends { readonly path: string }>(all: readonly Told[]): readonly Told[] {
  return [...new Map(all.map((each) => [resolve(each.path), each])).values()];
}

function isDirectory(path: string): boolean | InputFault {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

function walkThrough(directory: string, leftOut: Walk["leftOut"]): Walk {
  const walk = { scope: linkScopeOf(directory), leftOut, files: [], faults: [], passedOver: [], excluded: 0 };
  walkInto(directory, walk);
  return walk;
}

/**
 * Walked by hand, because the libraries for it pass over directories that cannot be read, and a gate that has not seen
 * a file must not say that it is right. Links to files are followed, links to directories are not.
 */
function walkInto(directory: string, walk: Walk): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (thrown) {
    walk.faults.push(inputFault(directory, thrown));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    const named = YAML_NAME.test(entry.name);
    if (walk.leftOut(path)) {
      if (named || entry.isDirectory()) walk.excluded += 1;
    } else if (entry.isDirectory()) {
      if (!ALWAYS_LEFT_OUT.has(entry.name)) walkInto(path, walk);
    } else if (entry.isSymbolicLink()) {
      visitLink(path, named, walk);
    } else if (named) {
      if (entry.isFile()) walk.files.push({ path, found: true });
      else walk.passedOver.push({ ...irregular(entry), path });
    }
  }
}

const YAML_NAME = /\.ya?ml$/i;
const ALWAYS_LEFT_OUT = new Set([".git", "node_modules"]);

/** Where a link to a file leads is judged when it is read. Of the others only those to directories can hold a YAML file. */
function visitLink(path: string, named: boolean, walk: Walk): void {
  const directory = isDirectory(path);
  if (directory === true) {
    if (!walk.scope.isSeen(path)) walk.passedOver.push({ kind: "directory", path });
  } else if (named) {
    if (directory === false) walk.files.push({ path, found: true, link: walk.scope });
    else
      walk.faults.push(
        directory.kind === "missing" ? { kind: "unreadable", path, code: "a broken link" } : directory,
      );
  }
}
