/** What a team says of bare ARNs by their keys, as data; `literals.ts` heeds it. */

import type { Path } from "../text/path.js";
import { depthOf, pathPattern } from "./literals/path-pattern.js";

/**
 * Which bare ARNs are replaced and which are kept; holds for every command. Of the keys above an ARN the nearest that is
 * in a list counts; a tag and a comment `# arnsubst: …` go before either list.
 */
export interface KeyRules {
  /**
   * Keys, as written, at and below which a bare ARN is kept; `*` in one stands for any text. With a dot in it, a path from
   * the document's root, `services.*.environment`, where `**` stands for any number of keys.
   */
  readonly literalKeys?: readonly string[];
  /** Keys or paths in the same way, at and below which a bare ARN is a reference. */
  readonly referenceKeys?: readonly string[];
  /** All bare ARNs of which neither a comment, a tag nor a key says anything: kept, or replaced. Left out, `literals.ts` decides. */
  readonly bareArns?: "keep" | "replace";
}

/** What the team says of a place, by the nearest key that it names; undefined where it says nothing. */
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

/** Of those that lead as near, the one that is written out further says more of the place. */
function nearest(names: readonly string[], path: Path): Nearest {
  let best: Nearest = { nearness: 0 };
  for (const name of names) {
    const written = path.lastIndexOf(name) + 1;
    const depth = /[.*]/.test(name) ? (depthOf(pathPattern(name), path) ?? 0) : 0;
    const nearness = Math.max(withDetail(written, 0.5), withDetail(depth, detailOf(name)));
    if (nearness > best.nearness) best = { key: name, nearness };
  }
  return best;
}

function withDetail(depth: number, detail: number): number {
  return depth === 0 ? 0 : depth + detail;
}

/** A whole path, before a key alone, which is half a step nearer, before what has a `*`. */
function detailOf(name: string): number {
  if (!name.includes("*")) return 0.75;
  return name.includes("**") ? 0 : 0.25;
}
