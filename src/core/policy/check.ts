/** Checks references against IAM policies: which are denied, which depend on a condition, and whether batches are allowed. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import type { Reference } from "../references/findings.js";
import { SERVICES, serviceOf } from "../services/index.js";
import { identityOf, isArn } from "../services/secret-id.js";
import type { Service } from "../services/service.js";
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
    const { get, resourceOf } = serviceOf(id).iam;
    const known = verdicts.get(identityOf(id)) ?? evaluate(policies, get, resourceOf(id));
    verdicts.set(identityOf(id), known);
    return known;
  };
  const denials = references.flatMap((reference) => diagnoseVerdict(reference, verdictOn(reference)));
  return [...denials, ...SERVICES.flatMap((service) => diagnoseBatch(service, references, policies))];
}

function diagnoseVerdict({ source, scalar, span, id }: Reference, verdict: Verdict): readonly Diagnostic[] {
  const where = { source, place: span, path: scalar.path };
  const { get: action, resourceToAllow } = serviceOf(id).iam;
  if (verdict.kind === "denied") {
    const by = omitUndefined({ by: verdict.by && placeOf(verdict.by) });
    return [diagnose({ code: "policy-denied", action, resource: resourceToAllow(id), ...by }, where)];
  }
  if (verdict.kind === "allowed") return [];
  const { condition = "" } = verdict.on.statement;
  const resource = isArn(id) ? id.text : resourceToAllow(id);
  return [diagnose({ code: "policy-depends", action, resource, condition, on: placeOf(verdict.on) }, where)];
}

/** Reported once, at the first reference to the service, because it applies to all of them. */
function diagnoseBatch(
  { name, iam: { batch } }: Service,
  references: readonly Reference[],
  policies: readonly Policy[],
): readonly Diagnostic[] {
  const first = references.find(({ id }) => id.service === name);
  if (first === undefined || batch === undefined) return [];
  const { action, resource } = batch;
  if (evaluate(policies, action, resource).kind !== "denied") return [];
  const { source, scalar, span } = first;
  const problem = { code: "policy-batch", action, resource } as const;
  return [diagnose(problem, { source, place: span, path: scalar.path })];
}

/** `policy.json:12:5` */
function placeOf({ policy, statement }: Found): string {
  const { line, column } = linesOf(policy.source.text).positionAt(statement.start);
  const { sid } = statement;
  return `${policy.source.name}:${line}:${column}${sid === undefined ? "" : ` (${sid})`}`;
}
