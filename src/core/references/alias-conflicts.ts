/** Bare ARNs with an anchor, whose aliases stand where another would be decided otherwise: YAML has one text for both. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { bare } from "../forms/bare.js";
import { linesOf, type Source } from "../text/source.js";
import { aliasedScalars } from "../yaml/aliases.js";
import { isCandidate } from "./candidates.js";
import type { Finding } from "./findings.js";
import type { KeyRules } from "./key-rules.js";
import { verdictOn } from "./literals.js";

const ALIAS = /(?:^|[\s[{,:-])\*[^\s,[\]{}]/;

/** The file is read whole for it, so only one with a bare ARN, an anchor and an alias is. */
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
    const verdict = verdictOn(scalar, rules);
    if (verdict.kept === isKept) return [];
    const { line } = lines.positionAt(scalar.span.start);
    const problem = { code: "alias-conflict", kept: isKept, line, reason: verdict.reason } as const;
    return [diagnose(problem, { source, place: alias, path: scalar.path })];
  });
}
