/** What the sessions have brought → the one answer of the provider. */

import { groupBy } from "../../core/group.js";
import type { Outcomes } from "../../core/outcomes.js";
import type { PlannedSecret } from "../../core/plan.js";
import type { Fault, Fetched, Notice } from "../provider.js";
import { principalIn } from "./errors.js";
import type { SessionResult } from "./session.js";
import type { Share } from "./shares.js";

export type Finished = Share & SessionResult;

/** Faults of several regions that come of one cause are told as one. */
export function gather(finished: readonly Finished[]): Fetched {
  const faults = finished.flatMap(faultsOf);
  const alike = groupBy(faults, ({ kind, detail, access }) => JSON.stringify([kind, detail, access]));
  return {
    outcomes: withNear(new Map(finished.flatMap(({ outcomes }) => [...outcomes]))),
    faults: [...alike.values()].flatMap(together),
    notices: noticesOf(finished),
  };
}

/** A secret that is missing here may be the one that was found under the same name, elsewhere or anew. */
function withNear(outcomes: Outcomes): Outcomes {
  const placeOf = ({ arn }: PlannedSecret) => `${arn.account}:${arn.name}`;
  const found = groupBy(
    [...outcomes].filter(([, { kind }]) => kind === "value"),
    ([secret]) => placeOf(secret),
  );
  return new Map(
    Array.from(outcomes, ([secret, outcome]) => {
      const near = found.get(placeOf(secret))?.[0]?.[0].arn.id;
      if (near === undefined || outcome.kind === "value") return [secret, outcome];
      if (outcome.problem.code !== "secret-not-found" || near === secret.arn.id) return [secret, outcome];
      return [secret, { kind: "problem", problem: { ...outcome.problem, near } }];
    }),
  );
}

function faultsOf({ region, access, trouble, left }: Finished): readonly Fault[] {
  if (left.length === 0) return [];
  const { kind, detail } = trouble ?? {
    kind: "service",
    detail: "an answer that leaves out what was asked for",
  };
  return [{ kind, detail, regions: [region], ...(access === undefined ? {} : { access }), secrets: left }];
}

function together(faults: readonly Fault[]): readonly Fault[] {
  return faults.slice(0, 1).map((fault) => ({
    ...fault,
    regions: [...new Set(faults.flatMap(({ regions }) => regions))],
    secrets: faults.flatMap(({ secrets }) => secrets),
  }));
}

/** One for each principal. */
function noticesOf(finished: readonly Finished[]): readonly Notice[] {
  const refused = finished.flatMap(({ region, refusal }) =>
    refusal === undefined ? [] : [{ region, refusal }],
  );
  const byPrincipal = groupBy(refused, ({ refusal }) => principalIn(refusal.message));
  return Array.from(byPrincipal, ([principal, group]) => ({
    kind: "batch-refused",
    regions: [...new Set(group.map(({ region }) => region))],
    ...(principal === undefined ? {} : { principal }),
  }));
}
