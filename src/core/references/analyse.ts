/** Sources → all that can be known of them offline: references, literals, and what is wrong. */

import { type Diagnostic, isError, sortDiagnostics } from "../diagnostics/diagnostics.js";
import type { Source } from "../text/source.js";
import { scanRelevant } from "../yaml/relevant.js";
import { diagnoseText, diagnoseViolation } from "../yaml/syntax.js";
import { PATTERN } from "./candidates.js";
import { findInScalar } from "./find-in-scalar.js";
import {
  asFinding,
  type Escape,
  type Finding,
  type InvalidReference,
  type Literal,
  type Reference,
} from "./findings.js";
import { cachedMatchForms, type MatchForms } from "./form-matches.js";
import { type Ignore, ignoresIn } from "./ignores.js";
import type { KeyRules } from "./key-rules.js";
import { diagnoseAliases } from "./lint/alias-conflicts.js";
import { diagnoseDirectives } from "./lint/directives.js";
import { diagnoseSyntaxNearReference } from "./lint/yaml-errors.js";

/** All that is known of sources offline. Each list is in the order of the sources, and of the places in each. */
export interface Analysis {
  /** The given sources, in their order. A source given twice is copied, so that no object is in the list twice. */
  readonly sources: readonly Source[];
  /** The places that `resolve` replaces by values. */
  readonly references: readonly Reference[];
  /** References that cannot be resolved; `diagnostics` has an error for each. */
  readonly invalid: readonly InvalidReference[];
  readonly escapes: readonly Escape[];
  /** The ARNs that are kept, with the reason. */
  readonly literals: readonly Literal[];
  /** The comments `# arnsubst: ignore …`. Only `check` applies them. */
  readonly ignores: readonly Ignore[];
  /** By source, then by place; each problem once at a place. */
  readonly diagnostics: readonly Diagnostic[];
}

export function analyse(given: readonly Source[], rules: KeyRules = {}): Analysis {
  const sources = withoutRepeats(given);
  const matchForms = cachedMatchForms();
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

/** Copies a source that is given again: results are grouped by the source object. */
function withoutRepeats(sources: readonly Source[]): readonly Source[] {
  const seen = new Set<Source>();
  return sources.map((source) => {
    if (seen.has(source)) return { ...source };
    seen.add(source);
    return source;
  });
}

function findInSource(source: Source, rules: KeyRules, matchForms: MatchForms): readonly Finding[] {
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
