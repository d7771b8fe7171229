/** Groups the secrets of a plan by account and region. */

import type { Plan, PlannedSecret } from "../core/plan/plan.js";
import { identityOf } from "../core/services/secret-id.js";
import { groupBy } from "../core/text/group.js";

/** The secrets of one account in one region, each with all its versions. */
export interface Location {
  /** `of the run` for names, which have neither account nor region of their own; `of AWS` for public parameters. */
  readonly account: string;
  readonly region: string;
  readonly secrets: readonly (readonly PlannedSecret[])[];
}

/** Sorts behind the accounts, which are digits. */
const OWN = "of the run";
const PUBLIC = "of AWS";

/** Sorted by account and region, so that two runs can be compared; within a region in the plan's order. */
export function locationsOf({ secrets }: Plan): readonly Location[] {
  const byLocation = groupBy(
    secrets,
    ({ id }) => `${id.account === "" ? PUBLIC : (id.account ?? OWN)}\n${id.region ?? OWN}`,
  );
  return [...byLocation]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, group]) => {
      const [account = "", region = ""] = key.split("\n");
      return { account, region, secrets: [...groupBy(group, ({ id }) => identityOf(id)).values()] };
    });
}
