/** The secrets of a plan by where they are, for the formats that show them in groups. */

import type { Plan, PlannedSecret } from "../core/plan/plan.js";
import { identityOf } from "../core/services/secrets-manager/secret-id.js";
import { groupBy } from "../core/text/group.js";

/** All the secrets of one account in one region, each in all its versions. */
export interface Location {
  /** `of the run` for names, which have neither account nor region of their own. */
  readonly account: string;
  readonly region: string;
  readonly secrets: readonly (readonly PlannedSecret[])[];
}

/** Stands behind the accounts, which are digits. */
const OWN = "of the run";

/** By account, then by region, so that two runs can be compared; within both in the plan's order. */
export function locationsOf({ secrets }: Plan): readonly Location[] {
  const byLocation = groupBy(secrets, ({ id }) => `${id.account ?? OWN}\n${id.region ?? OWN}`);
  return [...byLocation]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, group]) => {
      const [account = "", region = ""] = key.split("\n");
      return { account, region, secrets: [...groupBy(group, ({ id }) => identityOf(id)).values()] };
    });
}
