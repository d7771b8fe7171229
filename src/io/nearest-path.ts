/** Finds the file or directory that a misspelled path probably means. */

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { nearest } from "../core/text/nearest.js";

/** The path with a name of its directory in place of the missing one; undefined where no name is near. */
export function nearestPath(path: string): string | undefined {
  const [directory, name] = [dirname(path), basename(path)];
  if (directory === path) return undefined;
  const parent = existsSync(directory) ? directory : nearestPath(directory);
  const found = parent && (parent === directory ? nearest(name, namesIn(directory)) : name);
  const start = parent === "." && !path.startsWith("./") ? "" : `${parent}/`;
  return found && existsSync(start + found) ? start + found : undefined;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
