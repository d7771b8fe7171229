/** Whether a policy of a user or a role lets an action through: Deny before Allow, and what nothing allows is denied. */

import type { Resource } from "../services/secrets-manager/iam.js";
import type { Patterns, Policy, Statement } from "./document.js";
import { matchesAction, matchesResource } from "./match.js";

export type Verdict =
  | { readonly kind: "allowed" }
  /** A statement denies it; without one, none allows it. */
  | { readonly kind: "denied"; readonly by?: Found }
  /** On a condition that only the request itself can answer. */
  | { readonly kind: "depends"; readonly on: Found };

export interface Found {
  readonly policy: Policy;
  readonly statement: Statement;
}

export function evaluate(policies: readonly Policy[], action: string, resource: Resource): Verdict {
  const found = policies
    .flatMap((policy) => policy.statements.map((statement) => ({ policy, statement })))
    .filter(({ statement }) => concerns(statement, action, resource));
  const of = (effect: Statement["effect"], conditional: boolean) =>
    found.find(
      ({ statement }) => statement.effect === effect && (statement.condition !== undefined) === conditional,
    );
  const denied = of("Deny", false);
  if (denied !== undefined) return { kind: "denied", by: denied };
  const allowed = of("Allow", false);
  const on = of("Deny", true) ?? (allowed === undefined ? of("Allow", true) : undefined);
  if (on !== undefined && (allowed ?? of("Allow", true)) !== undefined) return { kind: "depends", on };
  return allowed === undefined ? { kind: "denied" } : { kind: "allowed" };
}

function concerns({ effect, actions, resources }: Statement, action: string, resource: Resource): boolean {
  const best = (effect === "Allow") !== resources.but;
  const asked = (pattern: string) => (typeof resource === "string" ? resource : resource(pattern, best));
  return (
    among(actions, (pattern) => matchesAction(pattern, action)) &&
    among(resources, (pattern) => pattern === "*" || matchesResource(pattern, asked(pattern)))
  );
}

function among({ but, patterns }: Patterns, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== but;
}
