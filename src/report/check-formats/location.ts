/** The path of a finding's file, for the formats that other programs read. */

import { isAbsolute, relative, resolve, sep } from "node:path";
import { STDIN_NAME } from "../../core/text/source.js";
import type { Directories } from "./format.js";

/** The path from the root, with forward slashes; undefined where the file is not below it, or is standard input. */
export function pathFromRoot(name: string, { cwd, root }: Directories): string | undefined {
  if (name === STDIN_NAME) return undefined;
  const path = relative(root, resolve(cwd, name));
  const outside = path === "" || isAbsolute(path) || path.split(sep)[0] === "..";
  return outside ? undefined : path.split(sep).join("/");
}
