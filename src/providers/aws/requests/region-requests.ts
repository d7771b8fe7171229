/** A plan → what each session is to ask for: one region under one set of credentials. */

import {
  type AccountAccess,
  type Call,
  inBatches,
  type Plan,
  type PlannedSecret,
} from "../../../core/plan/plan.js";
import { groupBy } from "../../../core/text/group.js";

export interface Share {
  /** Left out for names where nobody has said the run's own region. */
  readonly region?: string;
  /** Left out where the default chain finds the credentials. */
  readonly access?: AccountAccess;
  /** Secrets that one call can ask for together. */
  readonly batches: readonly (readonly PlannedSecret[])[];
  /** Secrets that take a call of their own. */
  readonly versioned: readonly PlannedSecret[];
  /** Secrets that one of the others answers, or probably does. */
  readonly followers: Plan["followers"];
}

/** `own` is the access of accounts that have none of their own, `home` the region in which names are looked up. */
export function sharesOf(
  { calls, followers }: Plan,
  own: AccountAccess | undefined,
  home?: string,
): readonly Share[] {
  const followersOf = groupBy(followers, ([, leader]) => leader);
  const groups = groupBy(calls, ({ region = home, access = own }) => JSON.stringify([region, access]));
  return [...groups.values()].map((group) => {
    const { region = home, access = own } = group[0] ?? {};
    return {
      ...shareOf(group, followersOf),
      ...(region === undefined ? {} : { region }),
      ...(access === undefined ? {} : { access }),
    };
  });
}

function shareOf(
  calls: readonly Call[],
  followersOf: ReadonlyMap<PlannedSecret, readonly (readonly [PlannedSecret, PlannedSecret])[]>,
): Share {
  const asked = calls.flatMap(({ secrets }) => secrets);
  const again = repeatsAmong(asked);
  const secretsOfCalls = (operation: Call["operation"]) =>
    calls
      .filter((call) => call.operation === operation)
      .flatMap(({ secrets }) => secrets.filter((secret) => !again.has(secret)));
  return {
    batches: inBatches(secretsOfCalls("BatchGetSecretValue")),
    versioned: secretsOfCalls("GetSecretValue"),
    followers: new Map([...asked.flatMap((secret) => followersOf.get(secret) ?? []), ...again]),
  };
}

/** A name without a region turns out to be the same as one with the region of the run. Each → the first of its kind. */
function repeatsAmong(secrets: readonly PlannedSecret[]): Share["followers"] {
  const alike = groupBy(secrets, ({ id, versionStage, versionId }) =>
    [id.text, versionStage, versionId].join("\n"),
  );
  return new Map(
    [...alike.values()].flatMap(([first, ...more]) =>
      first === undefined ? [] : more.map((secret) => [secret, first] as const),
    ),
  );
}

/** All secrets of a share. */
export function secretsOf({ batches, versioned, followers }: Share): readonly PlannedSecret[] {
  return [...batches.flat(), ...versioned, ...followers.keys()];
}
