/**
 * Patterns of paths: `services.*.environment.*`. `*` stands for one key, or for some of a key as in `*_ARN`, `**` for any
 * number of keys; list indexes do not count. Takes no longer for a pattern that somebody made to be slow.
 */

import type { Path } from "../path.js";

/** A part is `**`, or what a key has to be. */
export type PathPattern = readonly string[];

/** A pattern with a dot counts from the document's root; a key alone may stand at any height. */
export function pathPattern(text: string): PathPattern {
  return text.includes(".") ? text.split(".") : ["**", text];
}

/** The keys of a path, without the indexes of lists. */
export function keysIn(path: Path): readonly string[] {
  return path.filter((segment) => typeof segment === "string");
}

/** How many of the keys a pattern fits: the most, so that they lead to its place or below it; undefined for none. */
export function depthOf(pattern: PathPattern, keys: readonly string[]): number | undefined {
  const end = pattern.length;
  let places = withSkipped(new Set([0]), pattern);
  let depth = places.has(end) ? 0 : undefined;
  for (const [index, key] of keys.entries()) {
    const next = new Set<number>();
    for (const at of places) {
      const part = pattern[at];
      if (part === "**") next.add(at);
      else if (part !== undefined && fitsKey(part, key)) next.add(at + 1);
    }
    places = withSkipped(next, pattern);
    if (places.has(end)) depth = index + 1;
  }
  return depth;
}

/** `**` may stand for nothing. */
function withSkipped(places: Set<number>, pattern: PathPattern): Set<number> {
  for (const at of places) if (pattern[at] === "**") places.add(at + 1);
  return places;
}

function fitsKey(pattern: string, key: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return first === key;
  if (!key.startsWith(first) || !key.endsWith(last) || key.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of others) {
    const found = key.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= key.length - last.length;
}
