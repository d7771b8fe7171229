/** Sources → everything that can be known offline: references, literals, and what is wrong with them. */

import { type Diagnostic, isError, sortDiagnostics } from "../diagnostics/diagnostics.js";
import type { Source } from "../text/source.js";
import { scanRelevant } from "../yaml/relevant.js";
import { diagnoseText, diagnoseViolation } from "../yaml/syntax.js";
import { diagnoseAliases } from "./alias-conflicts.js";
import { PATTERN } from "./candidates.js";
import { diagnoseDirectives } from "./directives.js";
import {
  asFinding,
  type Escape,
  type Finding,
  type InvalidReference,
  type Literal,
  type Reference,
} from "./findings.js";
import { type FindMatches, rememberedMatches } from "./form-matches.js";
import { type Ignore, ignoresIn } from "./ignores.js";
import type { KeyRules } from "./key-rules.js";
import { findInScalar } from "./references.js";
import { diagnoseSyntaxNearReference } from "./syntax.js";

/** All that is known of sources offline. Each list is in the order of the sources, and of the scalars in each. */
export interface Analysis {
  /** Those that were given, in their order; one that was given twice is there as two. */
  readonly sources: readonly Source[];
  /** The places that a resolve replaces. */
  readonly references: readonly Reference[];
  /** Places that were meant as references and cannot be resolved; each has an error among the diagnostics. */
  readonly invalid: readonly InvalidReference[];
  readonly escapes: readonly Escape[];
  /** ARNs that are kept, and why. */
  readonly literals: readonly Literal[];
  /** The comments `# arnsubst: ignore …`, which `check` has heeded and `list` and `resolve` have not. */
  readonly ignores: readonly Ignore[];
  /** By source, then by place; a problem is told once for each place. */
  readonly diagnostics: readonly Diagnostic[];
}

export function analyse(given: readonly Source[], rules: KeyRules = {}): Analysis {
  const sources = apart(given);
  const matchForms = rememberedMatches();
  const findings = sources.flatMap((source) => findInSource(source, rules, matchForms));
  const ofKind = <K extends Finding["kind"]>(kind: K) =>
    findings.filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
  return {
    sources,
    references: ofKind("reference"),
    invalid: ofKind("broken"),
    escapes: ofKind("escape"),
    literals: ofKind("literal"),
    ignores: ofKind("ignore").map(({ ignore }) => ignore),
    diagnostics: sortDiagnostics(
      ofKind("diagnostic").map(({ diagnostic }) => diagnostic),
      sources,
    ),
  };
}

/** Everything goes by the source in which it stands, so one that was given twice is made two. */
function apart(sources: readonly Source[]): readonly Source[] {
  const seen = new Set<Source>();
  return sources.map((source) => {
    if (seen.has(source)) return { ...source };
    seen.add(source);
    return source;
  });
}

function findInSource(source: Source, rules: KeyRules, matchForms: FindMatches): readonly Finding[] {
  const unreadable = diagnoseText(source);
  if (unreadable !== undefined) return [asFinding(unreadable)];
  const { scalars, errors, violations, directives } = scanRelevant(source, PATTERN);
  const findings = scalars.flatMap((scalar) => findInScalar(source, scalar, rules, matchForms));
  return [
    ...errors.flatMap((error) => diagnoseSyntaxNearReference(source, error)).map(asFinding),
    ...violations.map((violation) => asFinding(diagnoseViolation(source, violation))),
    ...findings,
    ...diagnoseAliases(source, rules, findings).map(asFinding),
    ...ignoresIn(source, directives, scalars).map((ignore) => ({ kind: "ignore", ignore }) as const),
    ...diagnoseDirectives(source, directives, scalars, findings).map(asFinding),
  ];
}

export function hasErrors(analysis: Analysis): boolean {
  return analysis.diagnostics.some(isError);
}
