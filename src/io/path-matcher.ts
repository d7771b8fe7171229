/** Matches paths against the patterns of a config file. The patterns themselves are read in `core/rules/glob`. */

import { isAbsolute, relative, resolve, sep } from "node:path";

/**
 * Whether a path, or a directory that it is in, matches one of the patterns. Patterns are relative to `directory`, and
 * match nothing outside of it.
 */
export async function pathMatcher(
  directory: string,
  patterns: readonly string[],
): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const { globMatcher } = await import("../core/rules/glob/glob.js");
  const matches = globMatcher(patterns);
  return (path) => {
    const inside = relative(directory, resolve(path));
    // Between two drives of Windows there is no relative path.
    if (inside === "" || isAbsolute(inside) || inside.split(sep)[0] === "..") return false;
    return matches(inside.split(sep).join("/"));
  };
}
