/**
 * What can be said without a look at the command line's grammar: the version, and the help that the build has written
 * down. Scripts ask for the one at every start, people for the other.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "./version.js";

/** The text that is all that these arguments ask for. */
export function madeText(args: readonly string[]): string | undefined {
  const [first, ...more] = args;
  if (more.length > 0) return undefined;
  if (first === "--version" || first === "-V") return `${version()}\n`;
  return first === "--help" || first === "-h" ? writtenHelp() : undefined;
}

/** As `arnsubst help` prints it; undefined where nothing was built. */
function writtenHelp(): string | undefined {
  try {
    return readFileSync(join(import.meta.dirname, "help.txt"), "utf8");
  } catch {
    return undefined;
  }
}
