/** Evaluates identity-based policies: an explicit deny overrides any allow, and the default is deny. */

import type { Resource } from "../services/service.js";
import type { Patterns, Policy, Statement } from "./document.js";
import { matchesAction, matchesResource } from "./match.js";

export type Verdict =
  | { readonly kind: "allowed" }
  /** Denied by the statement `by`, or because no statement allows it. */
  | { readonly kind: "denied"; readonly by?: Found }
  /** Depends on the condition of a statement. */
  | { readonly kind: "depends"; readonly on: Found };

export interface Found {
  readonly policy: Policy;
  readonly statement: Statement;
}

export function evaluate(policies: readonly Policy[], action: string, resource: Resource): Verdict {
  const matching = policies
    .flatMap((policy) => policy.statements.map((statement) => ({ policy, statement })))
    .filter(({ statement }) => applies(statement, action, resource));
  const first = (effect: Statement["effect"], conditional: boolean) =>
    matching.find(
      ({ statement }) => statement.effect === effect && (statement.condition !== undefined) === conditional,
    );
  const denied = first("Deny", false);
  if (denied !== undefined) return { kind: "denied", by: denied };
  const allowed = first("Allow", false);
  const on = first("Deny", true) ?? (allowed === undefined ? first("Allow", true) : undefined);
  if (on !== undefined && (allowed ?? first("Allow", true)) !== undefined) return { kind: "depends", on };
  return allowed === undefined ? { kind: "denied" } : { kind: "allowed" };
}

function applies({ effect, actions, resources }: Statement, action: string, resource: Resource): boolean {
  const best = (effect === "Allow") !== resources.but;
  const asked = (pattern: string) => (typeof resource === "string" ? resource : resource(pattern, best));
  return (
    matchesAny(actions, (pattern) => matchesAction(pattern, action)) &&
    matchesAny(resources, (pattern) => pattern === "*" || matchesResource(pattern, asked(pattern)))
  );
}

function matchesAny({ but, patterns }: Patterns, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== but;
}
