/** Names for the files in the private directory: like the user's names, and all different. */

import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { STDIN_NAME } from "../../core/text/source.js";

/**
 * A file below the working directory keeps its path from there; any other keeps only its name. Where a name is taken,
 * by a file or a directory, the file goes into a directory with its number.
 */
export function fileNamesFor(names: readonly string[], cwd: string): readonly string[] {
  const files = new Set<string>();
  const directories = new Set<string>();
  const clashes = (name: string) =>
    files.has(name) || directories.has(name) || directoriesOf(name).some((directory) => files.has(directory));
  return names.map((given, index) => {
    const own = ownName(given, cwd);
    let name = own;
    for (let number = index; clashes(name); number += 1) name = join(String(number), own);
    files.add(name);
    for (const directory of directoriesOf(name)) directories.add(directory);
    return name;
  });
}

function ownName(given: string, cwd: string): string {
  if (given === STDIN_NAME) return "stdin.yaml";
  const inside = relative(cwd, resolve(cwd, given));
  return inside.startsWith(`..${sep}`) || isAbsolute(inside) ? basename(given) : inside;
}

function directoriesOf(name: string): readonly string[] {
  const directory = dirname(name);
  return directory === "." ? [] : [directory, ...directoriesOf(directory)];
}
