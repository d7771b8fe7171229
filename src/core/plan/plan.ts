/** Plans a fetch: from references to the distinct secrets they name, and to the calls that fetch those. */

import type { Reference } from "../references/findings.js";
import type { Accounts } from "../services/account-access.js";
import type { Call } from "../services/calls.js";
import { callsFor, requestFor } from "../services/index.js";
import type { SecretRequest } from "../services/request.js";
import { distinctIds, type SecretId } from "../services/secret-id.js";
import { groupBy } from "../text/group.js";

/** One secret in one version, with the references that need it. Its id is the one after the remaps. */
export interface PlannedSecret extends SecretRequest {
  /** At least one. Each has its own JSON key and filters. */
  readonly references: readonly Reference[];
}

/** What to fetch. Each secret and version is fetched once, however many references need it. */
export interface Plan {
  /** In the order in which the sources first name them. */
  readonly secrets: readonly PlannedSecret[];
  /** The calls to AWS. A partial ARN adds no call where another reference has the full ARN of the same secret. */
  readonly calls: readonly Call[];
}

export function makePlan(references: readonly Reference[], accounts: Accounts = new Map()): Plan {
  const groups = groupBy(references, ({ id, selector }) => requestFor(id, selector).key);
  const secrets = [...groups.values()].flatMap((references) =>
    references.slice(0, 1).map(({ id, selector }) => ({ ...requestFor(id, selector), references })),
  );
  return { secrets, calls: callsFor(requestsOf(secrets), accounts) };
}

/** The requests for a provider, without the references. */
export function requestsOf(secrets: readonly PlannedSecret[]): readonly SecretRequest[] {
  return secrets.map(({ references, ...request }) => request);
}

export function countReferences({ secrets }: Plan): number {
  return secrets.reduce((sum, secret) => sum + secret.references.length, 0);
}

/** The secrets, each once, whatever its versions. `home` is the run's region, for names without one. */
export function distinctSecrets({ secrets }: Plan, home?: string): readonly SecretId[] {
  return distinctIds(
    secrets.map(({ id }) => id),
    home,
  );
}
