/** Sources → everything that can be known offline: references, literals, and what is wrong with them. */

import { MARK } from "./candidates.js";
import { type Diagnostic, isError, sortDiagnostics } from "./diagnostics.js";
import { diagnoseDirectives } from "./directives.js";
import {
  asFinding,
  type Broken,
  type Escape,
  type Finding,
  type Literal,
  type Reference,
} from "./findings.js";
import { type Ignore, ignoresIn } from "./ignores.js";
import { findInScalar } from "./references.js";
import type { KeyRules } from "./rules.js";
import type { Source } from "./source.js";
import { diagnoseSyntax, diagnoseText } from "./syntax.js";
import { scanRelevant } from "./yaml/relevant.js";

export interface Analysis {
  readonly sources: readonly Source[];
  readonly references: readonly Reference[];
  readonly broken: readonly Broken[];
  readonly escapes: readonly Escape[];
  readonly literals: readonly Literal[];
  readonly ignores: readonly Ignore[];
  /** Sorted by source and place. */
  readonly diagnostics: readonly Diagnostic[];
}

export function analyse(sources: readonly Source[], rules: KeyRules = {}): Analysis {
  const findings = sources.flatMap((source) => findInSource(source, rules));
  const ofKind = <K extends Finding["kind"]>(kind: K) =>
    findings.filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
  return {
    sources,
    references: ofKind("reference"),
    broken: ofKind("broken"),
    escapes: ofKind("escape"),
    literals: ofKind("literal"),
    ignores: ofKind("ignore").map(({ ignore }) => ignore),
    diagnostics: sortDiagnostics(
      ofKind("diagnostic").map(({ diagnostic }) => diagnostic),
      sources,
    ),
  };
}

function findInSource(source: Source, rules: KeyRules): readonly Finding[] {
  const unreadable = diagnoseText(source);
  if (unreadable !== undefined) return [asFinding(unreadable)];
  const { scalars, errors, directives } = scanRelevant(source, MARK);
  const findings = scalars.flatMap((scalar) => findInScalar(source, scalar, rules));
  return [
    ...errors.flatMap((error) => diagnoseSyntax(source, error)).map(asFinding),
    ...findings,
    ...ignoresIn(source, directives, scalars).map((ignore) => ({ kind: "ignore", ignore }) as const),
    ...diagnoseDirectives(source, directives, scalars, findings).map(asFinding),
  ];
}

export function hasErrors(analysis: Analysis): boolean {
  return analysis.diagnostics.some(isError);
}
