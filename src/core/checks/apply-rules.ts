/** What can be known offline, held to the rules of the team: more findings, and other severities. For `check` only. */

import { type Diagnostic, diagnose, sortDiagnostics } from "../diagnostics/diagnostics.js";
import { isSelective } from "../forms/form.js";
import { remapReferences } from "../plan/remaps.js";
import { checkPolicies } from "../policy/check.js";
import type { Analysis } from "../references/analyse.js";
import type { Literal, Reference } from "../references/findings.js";
import { applyIgnores } from "../references/ignores.js";
import { soundsLikeSecret, wordsOf } from "../references/literals/key-words.js";
import { namesNear } from "../references/literals/names-beside.js";
import { keysIn } from "../references/literals/path-pattern.js";
import { wasSaid } from "../references/literals.js";
import type { Rules } from "../rules/rules.js";
import type { Path } from "../text/path.js";
import { isWithin } from "../text/source.js";
import { diagnoseNotAllowed } from "./allow-lists.js";
import { checkConsistency } from "./consistency.js";

/** The same analysis with the diagnostics that the rules make of it. */
export function applyRules<A extends Analysis>(analysis: A, rules: Rules): A {
  const { sources, references, literals, ignores } = analysis;
  const found = [
    ...analysis.diagnostics,
    ...references.flatMap((each) => diagnoseNotAllowed(each, rules)),
    ...references.flatMap((each) => noteDoubt(each, rules)),
    ...literals.map(noteLiteral),
    ...checkConsistency(references),
    ...checkPolicies(remapReferences(references, { remaps: rules.remaps ?? [] }), rules.policies ?? []),
  ];
  const explainedArns = applyIgnores(found, ignores).flatMap((diagnostic) =>
    asBadAs(severityFor(diagnostic, rules), diagnostic),
  );
  return { ...analysis, diagnostics: sortDiagnostics(explainedArns, sources) };
}

function noteLiteral({ source, scalar, span, reason }: Literal): Diagnostic {
  const within = isWithin(span, scalar.span);
  return diagnose({ code: "literal", reason, within }, { source, place: span, path: scalar.path });
}

/** A whole secret below a name that a program may look up itself; what the user has said of the place leaves no doubt. */
function noteDoubt(
  { form, id, selector, source, scalar, span }: Reference,
  rules: Rules,
): readonly Diagnostic[] {
  if (form !== "bare" || isSelective(selector) || wasSaid(scalar, rules)) return [];
  const name = namesNear(scalar).find(soundsLikeSecret) ?? listOfSecrets(scalar.path);
  if (name === undefined) return [];
  const where = { source, place: span, path: scalar.path };
  return [diagnose({ code: "reference-doubtful", name, id: id.text }, where)];
}

/** `secrets: { DB: arn:… }`, as several tools have it that look the secrets up themselves. */
function listOfSecrets(path: Path): string | undefined {
  const above = keysIn(path).at(-2);
  return above !== undefined && /(?:^| )secrets$/.test(wordsOf(above)) ? above : undefined;
}

function severityFor({ problem, severity }: Diagnostic, rules: Rules) {
  const { requireSuffix, severities, noteLiterals } = rules;
  if (requireSuffix === true && problem.code === "arn-partial") return "error";
  return (
    (severities as ReadonlyMap<string, Diagnostic["severity"] | "off"> | undefined)?.get(problem.code) ??
    (problem.code === "literal" && noteLiterals !== true ? "off" : severity)
  );
}

function asBadAs(severity: Diagnostic["severity"] | "off", diagnostic: Diagnostic): readonly Diagnostic[] {
  return severity === "off" ? [] : [{ ...diagnostic, severity }];
}
