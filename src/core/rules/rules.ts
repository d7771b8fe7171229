/** The rules of a team, as data. Reading them is left to `config.ts`, acting on them to `literals.ts` and `judge.ts`. */

import type { CheckCode } from "../diagnostics/codes.js";
import type { Severity } from "../diagnostics/diagnostics.js";
import type { Remap } from "../plan/remaps.js";
import type { Policy } from "../policy/document.js";
import { depthOf, pathPattern } from "../references/literals/path-pattern.js";
import type { Path } from "../text/path.js";

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

/** All rules; those beyond {@link KeyRules} are for `check` only. */
export interface Rules extends KeyRules {
  /** The only accounts, 12 digits each, whose secrets may be referred to by ARN. Without a list all may, with an empty one none. */
  readonly allowAccounts?: readonly string[];
  /** The only regions whose secrets may be referred to by ARN. Without a list all may, with an empty one none. */
  readonly allowRegions?: readonly string[];
  /** Makes a partial ARN an error, whatever `severities` says of it. */
  readonly requireSuffix?: boolean;
  /** IAM policies of the one who is to fetch; together they have to allow every reference. Without any nothing is said. */
  readonly policies?: readonly Policy[];
  /** Where the secrets are asked for in place of what their ARNs say: that is what the policies have to allow. */
  readonly remaps?: readonly Remap[];
  /** Notes the ARNs that are kept, with the code `literal`. */
  readonly noteLiterals?: boolean;
  /** How bad a finding of this code is, in place of its usual severity; `off` leaves it out. */
  readonly severities?: ReadonlyMap<CheckCode, Severity | "off">;
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
