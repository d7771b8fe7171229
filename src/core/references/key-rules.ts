/** The user's rules on bare ARNs, by the keys above them. `ownership.ts` applies them. */

import type { Path } from "../text/path.js";
import { depthOf, pathPattern } from "./ownership/path-pattern.js";

/**
 * Rules on which bare ARNs are replaced and which are kept, for every command. Of the keys above an ARN the nearest one
 * in a list decides. A tag and a comment `# arnsubst: …` take precedence over both lists.
 */
export interface KeyRules {
  /**
   * A bare ARN is kept if one of these keys is its own or is above it. Keys are compared as written; `*` matches any text.
   * An entry with a dot is a path from the document's root, such as `services.*.environment`, where `**` matches any number
   * of keys.
   */
  readonly literalKeys?: readonly string[];
  /** Keys or paths, written in the same way. A bare ARN there is a reference. */
  readonly referenceKeys?: readonly string[];
  /** What to do with every other bare ARN. If left out, the keys and values around each ARN decide. */
  readonly bareArns?: "keep" | "replace";
}

/** The rule that holds at a path, and the key in it; undefined if none does. */
export function keyRuleFor(
  path: Path,
  { literalKeys = [], referenceKeys = [] }: KeyRules,
): { readonly kind: "literal" | "reference"; readonly key: string } | undefined {
  if (literalKeys.length + referenceKeys.length === 0) return undefined;
  const literal = nearest(literalKeys, path);
  const reference = nearest(referenceKeys, path);
  if (literal.nearness >= reference.nearness)
    return literal.key === undefined ? undefined : { kind: "literal", key: literal.key };
  return reference.key === undefined ? undefined : { kind: "reference", key: reference.key };
}

interface Nearest {
  readonly key?: string;
  readonly nearness: number;
}

/** The key or path that matches nearest to the end of the path; of several as near, the most specific one. */
function nearest(names: readonly string[], path: Path): Nearest {
  let best: Nearest = { nearness: 0 };
  for (const name of names) {
    const written = path.lastIndexOf(name) + 1;
    const depth = /[.*]/.test(name) ? (depthOf(pathPattern(name), path) ?? 0) : 0;
    const nearness = Math.max(nearnessOf(written, 0.5), nearnessOf(depth, specificity(name)));
    if (nearness > best.nearness) best = { key: name, nearness };
  }
  return best;
}

function nearnessOf(depth: number, specific: number): number {
  return depth === 0 ? 0 : depth + specific;
}

/** From 0 to 1: a path without wildcards, then a key alone (0.5), then `*`, then `**`. */
function specificity(name: string): number {
  if (!name.includes("*")) return 0.75;
  return name.includes("**") ? 0 : 0.25;
}
