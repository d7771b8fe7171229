/** Groups requests into as few calls as can fetch them. */

import { chunksOf, groupBy } from "../../text/group.js";
import type { Aliases, CallOptions, RegionRequests } from "../calls.js";
import { type SecretRequest, versionedKey } from "../request.js";
import { identityOf } from "../secret-id.js";
import { SERVICE } from "./resource.js";
import { withoutSuffix } from "./suffix.js";

/** BatchGetSecretValue takes at most this many ids (API reference, SecretIdList). */
export const BATCH_SIZE = 20;

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
    service: SERVICE,
    region: group[0] && regionOf(group[0]),
    access: group[0] && accessOf(group[0]),
    batches: chunksOf(
      group.filter((request) => !isVersioned(request)),
      BATCH_SIZE,
    ),
    versioned: group.filter(isVersioned),
    aliases: new Map(group.flatMap((canonical) => aliasesOf.get(canonical) ?? [])),
  }));
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
