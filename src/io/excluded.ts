/**
 * Which paths the patterns of a config file fit: those that a team leaves out, for one. What patterns match is the business
 * of `core/glob.ts`, and where they come from the config's.
 */

import { isAbsolute, relative, resolve, sep } from "node:path";

/**
 * Whether a path, or a directory that it is in, matches one of the patterns, which count from `directory` on. What is
 * outside that directory fits none.
 */
export async function excluder(
  directory: string,
  patterns: readonly string[],
): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const { globMatcher } = await import("../core/rules/glob/glob.js");
  const matches = globMatcher(patterns);
  return (path) => {
    const way = relative(directory, resolve(path));
    // From one drive of Windows to another no way is relative.
    if (way === "" || isAbsolute(way) || way.split(sep)[0] === "..") return false;
    return matches(way.split(sep).join("/"));
  };
}
