/** A plan → what each session is to ask for: one region under one set of credentials. */

import { groupBy } from "../../core/group.js";
import { type AccountAccess, type Call, inBatches, type Plan, type PlannedSecret } from "../../core/plan.js";

export interface Share {
  /** Left out for names, which are of the run's own region. */
  readonly region?: string;
  /** Left out where the default chain finds the credentials. */
  readonly access?: AccountAccess;
  /** Secrets that one call can ask for together. */
  readonly batches: readonly (readonly PlannedSecret[])[];
  /** Secrets that take a call of their own. */
  readonly versioned: readonly PlannedSecret[];
  /** Secrets that one of the others probably answers. */
  readonly followers: Plan["followers"];
}

/** `own` is the access of accounts that have none of their own. */
export function sharesOf({ calls, followers }: Plan, own: AccountAccess | undefined): readonly Share[] {
  const followersOf = groupBy(followers, ([, leader]) => leader);
  const groups = groupBy(calls, ({ region, access = own }) => JSON.stringify([region, access]));
  return [...groups.values()].map((group) => {
    const access = group[0]?.access ?? own;
    return { ...shareOf(group, followersOf), ...(access === undefined ? {} : { access }) };
  });
}

function shareOf(
  calls: readonly Call[],
  followersOf: ReadonlyMap<PlannedSecret, readonly (readonly [PlannedSecret, PlannedSecret])[]>,
): Share {
  const batched = calls.filter(({ operation }) => operation === "BatchGetSecretValue");
  const single = calls.filter(({ operation }) => operation === "GetSecretValue");
  const region = calls[0]?.region;
  const asked = calls.flatMap(({ secrets }) => secrets);
  return {
    ...(region === undefined ? {} : { region }),
    batches: inBatches(batched.flatMap(({ secrets }) => secrets)),
    versioned: single.flatMap(({ secrets }) => secrets),
    followers: new Map(asked.flatMap((secret) => followersOf.get(secret) ?? [])),
  };
}

/** All secrets of a share. */
export function secretsOf({ batches, versioned, followers }: Share): readonly PlannedSecret[] {
  return [...batches.flat(), ...versioned, ...followers.keys()];
}
