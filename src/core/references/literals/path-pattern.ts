/**
 * Patterns of paths: `services.*.environment.*`. `*` stands for one key, or for some of a key as in `*_ARN`, `**` for any
 * number of keys; list indexes do not count, but for a `*` where one is meant by it. Takes no longer for a pattern that somebody made to be slow.
 */

import type { Path } from "../../text/path.js";

/** A part is `**`, or what a key has to be. */
export type PathPattern = readonly string[];

/** A pattern with a dot counts from the document's root; a key alone may stand at any height. All below counts anyway. */
export function pathPattern(text: string): PathPattern {
  if (!text.includes(".")) return ["**", text];
  const parts = text.split(".");
  return parts.slice(0, parts.findLastIndex((part) => part !== "**") + 1);
}

/** The keys of a path, without the indexes of lists. */
export function keysIn(path: Path): readonly string[] {
  return path.filter((segment) => typeof segment === "string");
}

/** How much of a path a pattern fits: the most, so that it leads to its place or below it; undefined for none. */
export function depthOf(pattern: PathPattern, path: Path): number | undefined {
  const end = pattern.length;
  let places = withSkipped(new Set([0]), pattern);
  let depth = places.has(end) ? 0 : undefined;
  for (const [index, segment] of path.entries()) {
    const next = new Set<number>();
    for (const at of places) {
      const part = pattern[at];
      if (part === undefined) continue;
      if (part === "**" || typeof segment === "number") next.add(at);
      if (part !== "**" && fits(part, segment)) next.add(at + 1);
    }
    places = withSkipped(next, pattern);
    if (places.has(end)) depth = index + 1;
  }
  return depth;
}

function fits(part: string, segment: string | number): boolean {
  return typeof segment === "number" ? part === "*" : fitsKey(part, segment);
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
