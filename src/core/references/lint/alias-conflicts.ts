/**
 * Aliases of bare ARNs. YAML has one text for an anchor and its aliases, so an error is reported if an ARN would be kept
 * at one of the places and replaced at another.
 */

import { type Diagnostic, diagnose } from "../../diagnostics/diagnostics.js";
import { bare } from "../../forms/bare.js";
import { linesOf, type Source } from "../../text/source.js";
import { aliasedScalars } from "../../yaml/aliases.js";
import { isCandidate } from "../candidates.js";
import type { Finding } from "../findings.js";
import type { KeyRules } from "../key-rules.js";
import { decide } from "../ownership.js";

const ALIAS = /(?:^|[\s[{,:-])\*[^\s,[\]{}]/;

/** Parses the whole source, so only if it has a bare ARN, an anchor and an alias. */
export function diagnoseAliases(
  source: Source,
  rules: KeyRules,
  findings: readonly Finding[],
): readonly Diagnostic[] {
  const kept = new Map<number, boolean>();
  for (const each of findings) {
    const isBare = each.kind === "literal" || (each.kind === "reference" && each.form === "bare");
    if (isBare) kept.set(each.scalar.span.start, each.kind === "literal");
  }
  const { text } = source;
  if (kept.size === 0 || !text.includes("&") || !ALIAS.test(text)) return [];
  const lines = linesOf(text);
  return aliasedScalars(source).flatMap(({ alias, scalar }) => {
    const isKept = kept.get(scalar.span.start);
    if (isKept === undefined || !isCandidate(scalar.value) || bare.find(scalar.value).length === 0) return [];
    const atAlias = decide(scalar, rules);
    if (atAlias.kept === isKept) return [];
    const { line } = lines.positionAt(scalar.span.start);
    const problem = { code: "alias-conflict", kept: isKept, line, reason: atAlias.reason } as const;
    return [diagnose(problem, { source, place: alias, path: scalar.path })];
  });
}
