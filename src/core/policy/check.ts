/** Checks references against IAM policies: which are denied, which depend on a condition, and whether batches are allowed. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import type { Reference } from "../references/findings.js";
import { BATCH, BATCH_RESOURCE, GET, resourceOf, resourceToAllow } from "../services/secrets-manager/iam.js";
import { identityOf, isArn } from "../services/secrets-manager/secret-id.js";
import { omitUndefined } from "../text/omit-undefined.js";
import { linesOf } from "../text/source.js";
import type { Policy } from "./document.js";
import { evaluate, type Found, type Verdict } from "./evaluate.js";

/** Evaluates all policies together, like those of one principal. */
export function checkPolicies(
  references: readonly Reference[],
  policies: readonly Policy[],
): readonly Diagnostic[] {
  if (policies.length === 0) return [];
  const verdicts = new Map<string, Verdict>();
  const verdictOn = ({ id }: Reference) => {
    const known = verdicts.get(identityOf(id)) ?? evaluate(policies, GET, resourceOf(id));
    verdicts.set(identityOf(id), known);
    return known;
  };
  const denials = references.flatMap((reference) => diagnoseVerdict(reference, verdictOn(reference)));
  return [...denials, ...diagnoseBatch(references, policies)];
}

function diagnoseVerdict({ source, scalar, span, id }: Reference, verdict: Verdict): readonly Diagnostic[] {
  const where = { source, place: span, path: scalar.path };
  if (verdict.kind === "denied") {
    const by = omitUndefined({ by: verdict.by && placeOf(verdict.by) });
    return [diagnose({ code: "policy-denied", action: GET, resource: resourceToAllow(id), ...by }, where)];
  }
  if (verdict.kind === "allowed") return [];
  const { condition = "" } = verdict.on.statement;
  const resource = isArn(id) ? id.text : resourceToAllow(id);
  return [
    diagnose({ code: "policy-depends", action: GET, resource, condition, on: placeOf(verdict.on) }, where),
  ];
}

/** Reported once, at the first reference, because it applies to all of them. */
function diagnoseBatch([first]: readonly Reference[], policies: readonly Policy[]): readonly Diagnostic[] {
  if (first === undefined || evaluate(policies, BATCH, BATCH_RESOURCE).kind !== "denied") return [];
  const { source, scalar, span } = first;
  const problem = { code: "policy-batch", action: BATCH, resource: BATCH_RESOURCE } as const;
  return [diagnose(problem, { source, place: span, path: scalar.path })];
}

/** `policy.json:12:5` */
function placeOf({ policy, statement }: Found): string {
  const { line, column } = linesOf(policy.source.text).positionAt(statement.start);
  const { sid } = statement;
  return `${policy.source.name}:${line}:${column}${sid === undefined ? "" : ` (${sid})`}`;
}
