/** Which paths a team leaves out. The patterns are matched by `picomatch`; where they come from is the config's business. */

import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

/**
 * Whether a path, or a folder that it is in, matches one of the patterns, which count from `folder` on. What is
 * outside that folder is never left out.
 */
export async function excluder(
  folder: string,
  patterns: readonly string[],
): Promise<(path: string) => boolean> {
  if (patterns.length === 0) return () => false;
  const { default: picomatch } = await import("picomatch");
  const matches = picomatch(
    patterns.map((pattern) => pattern.replace(/\/+$/, "")),
    { dot: true },
  );
  return (path) => {
    const way = relative(folder, resolve(path));
    // From one drive of Windows to another no way is relative.
    if (isAbsolute(way) || way.split(sep)[0] === "..") return false;
    const within = way.split(sep).join("/");
    for (let part = within; part !== "." && part !== ""; part = dirname(part)) {
      if (matches(part)) return true;
    }
    return false;
  };
}
