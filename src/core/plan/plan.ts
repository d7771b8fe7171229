/** References → the distinct secrets they name → the calls that fetch them. */

import type { Reference } from "../references/findings.js";
import type { Accounts } from "../services/access.js";
import { type Call, callsFor, requestFor, type SecretRequest } from "../services/index.js";
import { identityOf, isArn } from "../services/secrets-manager/secret-id.js";
import { groupBy } from "../text/group.js";

/** One secret in one version, and every reference that needs it. Its id is the one after the remaps. */
export interface PlannedSecret extends SecretRequest {
  /** At least one. Each wants a part of its own: a key, filters. */
  readonly references: readonly Reference[];
}

/** What has to be asked for, once for each secret and version, however many references need it. */
export interface Plan {
  /** In the order in which the sources name them first. */
  readonly secrets: readonly PlannedSecret[];
  /** As AWS is asked. A secret named by a partial ARN takes no call where another is named by the full one. */
  readonly calls: readonly Call[];
}

export function makePlan(references: readonly Reference[], accounts: Accounts = new Map()): Plan {
  const groups = groupBy(references, ({ id, selector }) => requestFor(id, selector).key);
  const secrets = [...groups.values()].map(plannedSecret);
  return { secrets, calls: callsFor(requestsOf(secrets), accounts) };
}

function plannedSecret(references: readonly Reference[]): PlannedSecret {
  const [first] = references;
  if (first === undefined) throw new Error("a group of references is never empty");
  return { ...requestFor(first.id, first.selector), references };
}

/** What a provider is told: nothing of the sources. */
export function requestsOf(secrets: readonly PlannedSecret[]): readonly SecretRequest[] {
  return secrets.map(({ references, ...request }) => request);
}

/** How many references there are, and secrets, versions left aside. `home` is the run's region, where names have none yet. */
export function totalsOf(
  { secrets }: Plan,
  home?: string,
): { readonly references: number; readonly secrets: number } {
  const identity = ({ id }: PlannedSecret) =>
    identityOf(home === undefined || isArn(id) ? id : { region: home, ...id });
  return {
    references: secrets.reduce((sum, secret) => sum + secret.references.length, 0),
    secrets: new Set(secrets.map(identity)).size,
  };
}
