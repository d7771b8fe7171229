/** Groups requests into as few calls as can fetch them. `list` counts the calls, and the AWS provider makes them. */

import { groupBy } from "../../text/group.js";
import type { AccountAccess, Accounts } from "../account-access.js";
import { type SecretRequest, versionedKey } from "./request.js";
import { identityOf } from "./secret-id.js";
import { withoutSuffix } from "./suffix.js";

/** BatchGetSecretValue takes at most this many ids (API reference, SecretIdList). */
export const BATCH_SIZE = 20;

/** A planned call. */
export interface Call {
  /** An operation of the AWS Secrets Manager API: https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
  readonly operation: "BatchGetSecretValue" | "GetSecretValue";
  /** Left out for names, if the run's region is not known yet. */
  readonly region?: string | undefined;
  /** Left out if the run's own credentials are used. */
  readonly access?: AccountAccess | undefined;
  /** 1 to 20 for BatchGetSecretValue, 1 for GetSecretValue. */
  readonly requests: readonly SecretRequest[];
}

/** The requests to one region with one set of credentials. */
export interface RegionRequests extends Pick<Call, "region" | "access"> {
  /** Requests for current versions, grouped by the call that makes them. */
  readonly batches: readonly (readonly SecretRequest[])[];
  /** Requests for other versions. Each needs its own call, because a batch returns the current version only. */
  readonly versioned: readonly SecretRequest[];
  /** From a request that needs no call to the request whose answer is its own too, or probably is. */
  readonly aliases: Aliases;
}

type Aliases = ReadonlyMap<SecretRequest, SecretRequest>;

export interface CallOptions {
  readonly accounts?: Accounts | undefined;
  /** The access for all other accounts. */
  readonly own?: AccountAccess | undefined;
  /** The run's region, in which names are looked up. */
  readonly home?: string | undefined;
}

/** Groups requests by region and credentials. Requests for the same secret become aliases of one of them. */
export function groupRequests(
  requests: readonly SecretRequest[],
  { accounts, own, home }: CallOptions,
): readonly RegionRequests[] {
  const aliases = aliasesAmong(requests, home);
  const aliasesOf = groupBy(aliases, ([, canonical]) => canonical);
  const regionOf = ({ id }: SecretRequest) => id.region ?? home;
  const accessOf = ({ id }: SecretRequest) => accounts?.get(id.account ?? "") ?? own;
  const asked = requests.filter((request) => !aliases.has(request));
  const groups = groupBy(asked, (request) => JSON.stringify([regionOf(request), accessOf(request)]));
  return Array.from(groups.values(), (group) => ({
    region: group[0] && regionOf(group[0]),
    access: group[0] && accessOf(group[0]),
    batches: inBatches(group.filter((request) => !isVersioned(request))),
    versioned: group.filter(isVersioned),
    aliases: new Map(group.flatMap((canonical) => aliasesOf.get(canonical) ?? [])),
  }));
}

/** The calls of a region, in their order. */
export function callsIn({ batches, versioned, aliases, ...where }: RegionRequests): readonly Call[] {
  return [
    ...batches.map((requests) => ({ operation: "BatchGetSecretValue", ...where, requests }) as const),
    ...versioned.map((request) => ({ operation: "GetSecretValue", ...where, requests: [request] }) as const),
  ];
}

/** All requests to a region, also those that need no call. */
export function requestsIn({ batches, versioned, aliases }: RegionRequests): readonly SecretRequest[] {
  return [...batches.flat(), ...versioned, ...aliases.keys()];
}

/**
 * Finds requests for the same secret. A name exists once in a region and account, so `secret:x-AbCdEf` is either the
 * secret of `secret:x` or does not exist. A name without a region means the same as one with the run's region.
 */
function aliasesAmong(requests: readonly SecretRequest[], home: string | undefined): Aliases {
  const keyOf = (request: SecretRequest) => versionedKey(identityOf(request.id, home), request);
  const suffixed = requests.filter(({ id }) => id.suffix !== undefined);
  const byPartial = groupBy(suffixed, (request) => versionedKey(withoutSuffix(request.id.text), request));
  const byKey = groupBy(requests, keyOf);
  return new Map(
    requests.flatMap((request) => {
      const key = keyOf(request);
      const full = request.id.suffix === undefined ? byPartial.get(key) : undefined;
      const [canonical] = full ?? byKey.get(key) ?? [];
      return canonical === undefined || canonical === request ? [] : [[request, canonical] as const];
    }),
  );
}

function isVersioned({ versionStage, versionId }: SecretRequest): boolean {
  return versionStage !== undefined || versionId !== undefined;
}

function inBatches(requests: readonly SecretRequest[]): RegionRequests["batches"] {
  const count = Math.ceil(requests.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) =>
    requests.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}
