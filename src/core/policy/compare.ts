/** Compares a policy with the least privileges for some secrets. */

import { BATCH, BATCH_RESOURCE, GET, type Resource, resourceOf } from "../services/secrets-manager/iam.js";
import { SERVICE } from "../services/secrets-manager/resource.js";
import { identityOf, type SecretId } from "../services/secrets-manager/secret-id.js";
import type { Policy } from "./document.js";
import { evaluate } from "./evaluate.js";
import { leastPolicy } from "./generate.js";
import { matchesAction } from "./match.js";

export interface Grant {
  readonly action: string;
  readonly resource: string;
}

interface Differences {
  /** Needed, but not allowed, or only on a condition. */
  readonly lacking: readonly Grant[];
  /** Actions of Secrets Manager that are allowed, but not needed. */
  readonly beyond: readonly Grant[];
}

export function compareWithLeast(policy: Policy, secrets: readonly SecretId[]): Differences {
  const needed = leastGrants(secrets);
  const isNeeded = ({ action, resource }: Grant) =>
    needed.some((each) => each.resource === resource && each.action.toLowerCase() === action.toLowerCase());
  return { lacking: lackingIn(policy, secrets), beyond: grantsOf(policy).filter((each) => !isNeeded(each)) };
}

function leastGrants(secrets: readonly SecretId[]): readonly Grant[] {
  return leastPolicy(secrets).Statement.flatMap(({ Action, Resource }) =>
    [Resource].flat().map((resource) => ({ action: Action, resource })),
  );
}

function lackingIn(policy: Policy, secrets: readonly SecretId[]): readonly Grant[] {
  const allows = (action: string, resource: Resource) =>
    evaluate([policy], action, resource).kind === "allowed";
  const batch = secrets.length > 0 && !allows(BATCH, BATCH_RESOURCE);
  const ids = new Map(secrets.map((id) => [identityOf(id), id]));
  const singles = [...ids.values()].filter((id) => !allows(GET, resourceOf(id)));
  return [
    ...(batch ? [{ action: BATCH, resource: BATCH_RESOURCE }] : []),
    ...leastGrants(singles).filter(({ action }) => action === GET),
  ];
}

/** The pairs of action and resource of Secrets Manager that a policy allows, as written. */
function grantsOf({ statements }: Policy): readonly Grant[] {
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => {
      const granted = actions.but ? ["*"] : actions.patterns.filter(concernsSecrets);
      const on = resources.but ? ["*"] : resources.patterns;
      return granted.flatMap((action) => on.map((resource) => ({ action, resource })));
    });
}

/** Whether a pattern can match an action of Secrets Manager. */
function concernsSecrets(pattern: string): boolean {
  const [service = ""] = pattern.split(":");
  return matchesAction(service, SERVICE);
}
