/** Folders → the YAML files in them. What is in those files is the business of `inputs.ts`. */

import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type InputFault, type InputFile, inputFault } from "./inputs.js";

export interface Expanded {
  /** Each file once, however it was named. */
  readonly files: readonly InputFile[];
  readonly faults: readonly InputFault[];
  /** Folders without a YAML file. */
  readonly empty: readonly string[];
}

/**
 * Replaces each folder by the `*.yaml` and `*.yml` files below it, sorted; `.git` and `node_modules` are left out,
 * and so is what `leftOut` says. A file that is named itself is never left out.
 */
export function expandFolders(paths: readonly string[], leftOut: (path: string) => boolean): Expanded {
  const files = new Map<string, InputFile>();
  // One folder names each of its files once, and thousands of paths take a while to be worked out.
  const identity = (path: string) => (paths.length === 1 || path === "-" ? path : resolve(path));
  const faults: InputFault[] = [];
  const empty: string[] = [];
  for (const path of paths) {
    const folder = path === "-" ? false : isFolder(path);
    if (typeof folder === "object") faults.push(folder);
    const found = folder === true ? yamlFilesIn(path, leftOut, faults) : [];
    if (folder === true && found.length === 0) empty.push(path);
    for (const file of found)
      if (!files.has(identity(file))) files.set(identity(file), { path: file, found: true });
    if (folder === false) files.set(identity(path), { path });
  }
  const once = new Map(faults.map((fault) => [resolve(fault.path), fault]));
  return { files: [...files.values()], faults: [...once.values()], empty };
}

function isFolder(path: string): boolean | InputFault {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

/**
 * Walked by hand, because the libraries for it pass over folders that cannot be read, and a gate that has not seen
 * a file must not say that it is right. Links to files are followed, links to folders are not.
 */
function yamlFilesIn(
  folder: string,
  leftOut: (path: string) => boolean,
  faults: InputFault[],
): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    faults.push(inputFault(folder, thrown));
    return [];
  }
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (leftOut(path)) continue;
    if (entry.isDirectory()) {
      if (ALWAYS_LEFT_OUT.has(entry.name)) continue;
      for (const file of yamlFilesIn(path, leftOut, faults)) files.push(file);
    } else if (/\.ya?ml$/.test(entry.name) && (entry.isFile() || isLinkToFile(path, entry, faults))) {
      files.push(path);
    }
  }
  return files;
}

const ALWAYS_LEFT_OUT = new Set([".git", "node_modules"]);

function isLinkToFile(path: string, entry: Dirent, faults: InputFault[]): boolean {
  if (!entry.isSymbolicLink()) return false;
  const folder = isFolder(path);
  if (typeof folder === "object") faults.push({ kind: "unreadable", path, code: "a broken link" });
  return folder === false;
}
