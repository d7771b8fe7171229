/** Patterns of paths, `services.*.environment.*`: `*` stands for one key or within one, `**` for any number of keys. */

export type PathPattern = readonly (RegExp | "**")[];

export function pathPattern(text: string): PathPattern {
  return text.split(".").map((part) => (part === "**" ? part : keyPattern(part)));
}

function keyPattern(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** Whether a pattern fits all of the keys, or the first of them, so that they lead to its place or below it. */
export function leadsTo(pattern: PathPattern, keys: readonly string[], from = 0, at = 0): boolean {
  if (at === pattern.length) return true;
  const part = pattern[at];
  if (part === "**") {
    for (let next = from; next <= keys.length; next += 1)
      if (leadsTo(pattern, keys, next, at + 1)) return true;
    return false;
  }
  const key = keys[from];
  return key !== undefined && part?.test(key) === true && leadsTo(pattern, keys, from + 1, at + 1);
}
