/**
 * Patterns of paths: `services.*.environment.*`. `*` stands for one key, or for a part of a key as in `*_ARN`; `**` stands
 * for any number of keys. List indexes are skipped, but a `*` can match one. Matching is
 * linear in the path for each part of the pattern.
 */

import type { Path } from "../../text/path.js";

/** Each part is `**` or a pattern of one key. */
export type PathPattern = readonly string[];

/** A pattern with a dot starts at the document's root; a key alone matches at any height. */
export function pathPattern(text: string): PathPattern {
  if (!text.includes(".")) return ["**", text];
  const parts = text.split(".");
  return parts.slice(0, parts.findLastIndex((part) => part !== "**") + 1);
}

/** The length of the longest start of a path that a pattern matches; undefined if it matches none. */
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

/** `**` can match no key at all. */
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
