/** Compares a policy with the least privileges for some secrets. */

import { SERVICES, serviceOf } from "../services/index.js";
import { identityOf, type SecretId } from "../services/secret-id.js";
import type { Resource } from "../services/service.js";
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
  /** Actions of the services that hold secrets, allowed but not needed. */
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
  const ids = new Map(secrets.map((id) => [identityOf(id), id]));
  const singles = [...ids.values()].filter((id) => {
    const { get, resourceOf } = serviceOf(id).iam;
    return !allows(get, resourceOf(id));
  });
  const batches = new Set(SERVICES.map(({ iam }) => iam.batch?.action));
  return [
    ...leastGrants(secrets).filter(
      ({ action, resource }) => batches.has(action) && !allows(action, resource),
    ),
    ...leastGrants(singles).filter(({ action }) => !batches.has(action)),
  ];
}

/** The pairs of action and resource that a policy allows in the services that hold secrets, as written. */
function grantsOf({ statements }: Policy): readonly Grant[] {
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => {
      const granted = actions.but ? ["*"] : actions.patterns.filter(concernsSecrets);
      const on = resources.but ? ["*"] : resources.patterns;
      return granted.flatMap((action) => on.map((resource) => ({ action, resource })));
    });
}

/** Whether a pattern can match an action of a service that holds secrets. */
function concernsSecrets(pattern: string): boolean {
  const [service = ""] = pattern.split(":");
  return SERVICES.some(({ name }) => matchesAction(service, name));
}
