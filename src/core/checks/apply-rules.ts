/** Applies the user's rules to an analysis: adds diagnostics, drops those that are ignored, and sets severities. For `check` only. */

import type { Severity } from "../diagnostics/catalogue/entry.js";
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostics.js";
import { isSelective } from "../forms/form.js";
import { type RemapOptions, remapReferences } from "../plan/remaps.js";
import { checkPolicies } from "../policy/check.js";
import type { Analysis } from "../references/analyse.js";
import { diagnoseAt, type Literal, type Reference } from "../references/findings.js";
import { applyIgnores } from "../references/ignores.js";
import { mayNameSecret, wordsOf } from "../references/ownership/key-words.js";
import { namesOf } from "../references/ownership/sibling-names.js";
import { isDecidedByUser } from "../references/ownership.js";
import type { Rules } from "../rules/rules.js";
import { keysIn, type Path } from "../text/path.js";
import { isWithin } from "../text/source.js";
import { diagnoseNotAllowed } from "./allow-lists.js";
import { checkConsistency } from "./consistency.js";

/** The same analysis with the diagnostics that the rules make of it. */
export function applyRules(analysis: Analysis, rules: Rules, remapOptions: RemapOptions = {}): Analysis {
  const { sources, references, literals, ignores } = analysis;
  const found = [
    ...analysis.diagnostics,
    ...references.flatMap((each) => diagnoseNotAllowed(each, rules)),
    ...references.flatMap((each) => diagnoseDoubtful(each, rules)),
    ...literals.map(noteLiteral),
    ...checkConsistency(references),
    ...checkPolicies(remapReferences(references, remapOptions), rules.policies ?? []),
  ];
  const diagnostics = applyIgnores(found, rules.ignoreComments === false ? [] : ignores).flatMap(
    (diagnostic): readonly Diagnostic[] => {
      const severity = severityFor(diagnostic, rules);
      return severity === "off" ? [] : [{ ...diagnostic, severity }];
    },
  );
  return { ...analysis, diagnostics: sortDiagnostics(diagnostics, sources) };
}

function noteLiteral(literal: Literal): Diagnostic {
  const within = isWithin(literal.span, literal.scalar.span);
  return diagnoseAt(literal, { code: "literal", reason: literal.reason, within });
}

/** A bare ARN without a selector, below a name whose program may look the secret up itself. The user's own decision leaves no doubt. */
function diagnoseDoubtful(reference: Reference, rules: Rules): readonly Diagnostic[] {
  const { form, id, selector, scalar } = reference;
  if (form !== "bare" || isSelective(selector) || isDecidedByUser(scalar, rules)) return [];
  const name = namesOf(scalar).find(mayNameSecret) ?? listOfSecrets(scalar.path);
  return name === undefined ? [] : [diagnoseAt(reference, { code: "reference-doubtful", name, id: id.text })];
}

/** The key `secrets` right above another, `secrets: { DB: arn:… }`. Several tools look up what stands below it. */
function listOfSecrets(path: Path): string | undefined {
  const above = keysIn(path).at(-2);
  return above !== undefined && /(?:^| )secrets$/.test(wordsOf(above)) ? above : undefined;
}

function severityFor({ problem, severity }: Diagnostic, rules: Rules): Severity | "off" {
  const { requireSuffix, severities, noteLiterals } = rules;
  if (requireSuffix === true && problem.code === "arn-partial") return "error";
  return (
    (severities as ReadonlyMap<string, Severity | "off"> | undefined)?.get(problem.code) ??
    (problem.code === "literal" && noteLiterals !== true ? "off" : severity)
  );
}
