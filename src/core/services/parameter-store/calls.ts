/** Groups requests into as few calls as can fetch them. */

import { chunksOf, groupBy } from "../../text/group.js";
import type { Aliases, CallOptions, RegionRequests } from "../calls.js";
import { type SecretRequest, versionedKey } from "../request.js";
import { identityOf } from "../secret-id.js";
import { SERVICE } from "./resource.js";

/** GetParameters takes at most this many names (API reference, Names). */
export const BATCH_SIZE = 10;

/** Groups requests by region and credentials. Requests for the same parameter become aliases of one of them. */
export function groupRequests(
  requests: readonly SecretRequest[],
  { accounts, own, home }: CallOptions,
): readonly RegionRequests[] {
  const regionOf = ({ id }: SecretRequest) => id.region ?? home;
  const accessOf = ({ id }: SecretRequest) => accounts?.get(id.account ?? "") ?? own;
  const groups = groupBy(requests, (request) => JSON.stringify([regionOf(request), accessOf(request)]));
  return Array.from(groups.values(), (group) => {
    const aliases = aliasesAmong(group, home);
    return {
      service: SERVICE,
      region: group[0] && regionOf(group[0]),
      access: group[0] && accessOf(group[0]),
      batches: chunksOf(
        group.filter((request) => !aliases.has(request)),
        BATCH_SIZE,
      ),
      versioned: [],
      aliases,
    };
  });
}

/** A name without a region means the same as one with the run's region. */
function aliasesAmong(requests: readonly SecretRequest[], home: string | undefined): Aliases {
  const byKey = groupBy(requests, (request) => versionedKey(identityOf(request.id, home), request));
  return new Map(
    [...byKey.values()].flatMap(([canonical, ...others]) =>
      canonical === undefined ? [] : others.map((alias) => [alias, canonical] as const),
    ),
  );
}
