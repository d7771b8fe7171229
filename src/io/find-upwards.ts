/** Looks for a file in a directory and in those above it. Reading it is left to `inputs.ts`. */

import { lstatSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type InputFault, inputFault } from "./input-fault.js";

/**
 * The path of the nearest entry of that name, up to the root of the file system; undefined where there is none. A
 * broken link is found too: passing it over would mean to go on under rules that nobody wrote. A directory above that
 * must not be looked into ends the search, for what is up there was not written for who runs this.
 */
export function findUpwards(name: string, directory: string): string | InputFault | undefined {
  for (let here = resolve(directory); ; here = dirname(here)) {
    const path = join(here, name);
    const fault = lookAt(path);
    if (fault === undefined) return path;
    // The latter is how Windows says it.
    if (fault.kind === "unreadable" && /^(?:EACCES|EPERM)$/.test(fault.code)) return undefined;
    if (fault.kind !== "missing") return fault;
    if (dirname(here) === here) return undefined;
  }
}

function lookAt(path: string): InputFault | undefined {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found === undefined ? { kind: "missing", path } : undefined;
  } catch (thrown) {
    return inputFault(path, thrown);
  }
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
