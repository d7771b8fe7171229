/** What the sessions have brought → the one answer of the provider. */

import type { Outcomes } from "../../../core/plan/outcomes.js";
import type { PlannedSecret } from "../../../core/plan/plan.js";
import { groupBy } from "../../../core/text/group.js";
import type { Fault, Fetched, Notice, Trouble } from "../../provider.js";
import { principalIn } from "../errors/errors.js";
import type { SessionResult } from "../session/session.js";
import { type Share, secretsOf } from "./region-requests.js";

export type Finished = Share & SessionResult;

/** No session was begun. */
export function faulted(shares: readonly Share[], trouble: Trouble): Fetched {
  return gather(
    shares.map((share) => unbegun(share, trouble)),
    undefined,
  );
}

export function unbegun(share: Share, trouble: Trouble): Finished {
  return { ...share, outcomes: new Map(), left: secretsOf(share), trouble };
}

/**
 * Faults of several regions that come of one cause are told as one. `profile` is the one that the default chain was
 * told to use.
 */
export function gather(finished: readonly Finished[], profile: string | undefined): Fetched {
  const faults = finished.flatMap((each) => faultsOf(each, profile));
  const alike = groupBy(faults, ({ kind, detail, server, access }) =>
    JSON.stringify([kind, detail, server, access]),
  );
  return {
    outcomes: withNear(new Map(finished.flatMap(({ outcomes }) => [...outcomes]))),
    faults: [...alike.values()].flatMap(together),
    notices: noticesOf(finished),
  };
}

/** A secret that is missing here may be the one that was found under the same name, elsewhere or anew. */
function withNear(outcomes: Outcomes): Outcomes {
  const placeOf = ({ id }: PlannedSecret) => `${id.account}:${id.name}`;
  const found = groupBy(
    [...outcomes].filter(([, { kind }]) => kind === "value"),
    ([secret]) => placeOf(secret),
  );
  return new Map(
    Array.from(outcomes, ([secret, outcome]) => {
      if (outcome.kind === "value" || outcome.problem.code !== "secret-not-found") return [secret, outcome];
      const near = found.get(placeOf(secret))?.find(([other]) => mayBe(other, secret))?.[0].id.text;
      if (near === undefined) return [secret, outcome];
      return [secret, { kind: "problem", problem: { ...outcome.problem, near } }];
    }),
  );
}

/** In another region, or with another suffix; six lowercase letters may as well end a name. */
function mayBe({ id: found }: PlannedSecret, { id: missing }: PlannedSecret): boolean {
  if (found.text === missing.text) return false;
  return found.resource === missing.resource || /[A-Z0-9]/.test(found.suffix ?? "");
}

function faultsOf(
  { region, access, trouble, left }: Finished,
  profile: string | undefined,
): readonly Fault[] {
  if (left.length === 0) return [];
  const missing: Trouble = { kind: "service", detail: "an answer that leaves out what was asked for" };
  const used = access ?? (profile ? { profile } : undefined);
  return [
    {
      ...(trouble ?? missing),
      regions: region === undefined ? [] : [region],
      ...(used === undefined ? {} : { access: used }),
      secrets: left,
    },
  ];
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
    refusal === undefined || region === undefined ? [] : [{ region, refusal }],
  );
  const byPrincipal = groupBy(refused, ({ refusal }) => principalIn(refusal.message));
  return Array.from(byPrincipal, ([principal, group]) => ({
    kind: "batch-refused",
    regions: [...new Set(group.map(({ region }) => region))],
    ...(principal === undefined ? {} : { principal }),
  }));
}
