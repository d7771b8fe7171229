/** What can be known offline, held to the rules of the team: more findings, and other severities. For `check` only. */

import { diagnoseNotAllowed } from "./allowed.js";
import type { Analysis } from "./analyse.js";
import { checkConsistency } from "./consistency.js";
import { type Diagnostic, sortDiagnostics } from "./diagnostics.js";
import { applyIgnores } from "./ignores.js";
import { moveReferences } from "./moves.js";
import { checkPolicies } from "./policy/check.js";
import type { Rules } from "./rules.js";

/** The same analysis with the diagnostics that the rules make of it. */
export function judge(analysis: Analysis, rules: Rules): Analysis {
  const { sources, references, ignores } = analysis;
  const found = [
    ...analysis.diagnostics,
    ...references.flatMap((each) => diagnoseNotAllowed(each, rules)),
    ...checkConsistency(references),
    ...checkPolicies(moveReferences(references, { moves: rules.moves ?? [] }), rules.policies ?? []),
  ];
  const judged = applyIgnores(found, ignores).flatMap((diagnostic) =>
    asBadAs(severityFor(diagnostic, rules), diagnostic),
  );
  return { ...analysis, diagnostics: sortDiagnostics(judged, sources) };
}

function severityFor({ problem, severity }: Diagnostic, { requireSuffix, severities }: Rules) {
  if (requireSuffix === true && problem.code === "arn-partial") return "error";
  return (
    (severities as ReadonlyMap<string, Diagnostic["severity"] | "off"> | undefined)?.get(problem.code) ??
    severity
  );
}

function asBadAs(severity: Diagnostic["severity"] | "off", diagnostic: Diagnostic): readonly Diagnostic[] {
  return severity === "off" ? [] : [{ ...diagnostic, severity }];
}
