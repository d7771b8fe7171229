/** Merges the results of all sessions into the result of the fetch. */

import type { Outcome, Outcomes } from "../../../core/plan/outcomes.js";
import { type RegionRequests, requestsIn } from "../../../core/services/calls.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { isWord } from "../../../core/services/secrets-manager/suffix.js";
import { groupBy } from "../../../core/text/group.js";
import type { FetchError, FetchErrorReason, FetchResult, FetchWarning } from "../../provider.js";
import { principalIn } from "../errors/errors.js";
import type { SessionResult } from "./session.js";

export type RegionResult = RegionRequests & SessionResult;

/** The result of a region without a session. */
export function notFetched(region: RegionRequests, reason: FetchErrorReason): RegionResult {
  return { ...region, outcomes: new Map(), left: requestsIn(region), reason };
}

/** Merges errors of several regions with the same cause. `profile` is AWS_PROFILE, which the default chain uses. */
export function mergeResults(results: readonly RegionResult[], profile?: string): FetchResult {
  const incomplete = results.filter(({ left }) => left.length > 0);
  const errors = incomplete.map((each) => errorOf(each, profile));
  const alike = groupBy(errors, ({ kind, detail, server = "", access, requests: [first] }) =>
    JSON.stringify([kind, detail, server, access, isOfService({ kind, server }) && first?.service]),
  );
  return {
    outcomes: withNear(results.flatMap(({ outcomes }) => [...outcomes])),
    errors: [...alike.values()].flatMap(mergeErrors),
    warnings: warningsOf(results),
  };
}

/** Whether the sentence about the error names the service that holds the secrets. */
function isOfService({ kind, server }: Pick<FetchError, "kind" | "server">): boolean {
  return server === "" && /^(?:network|proxy|certificate|throttled|service|timeout)$/.test(kind);
}

/** Adds to each missing secret the one of the same name that was found in another region or with another suffix. */
function withNear(outcomes: readonly (readonly [SecretRequest, Outcome])[]): Outcomes {
  const placeOf = ({ id }: SecretRequest) => `${id.service}:${id.account}:${id.name}`;
  const found = groupBy(
    outcomes.flatMap(([request, outcome]) => ("value" in outcome ? [request] : [])),
    placeOf,
  );
  return new Map(
    outcomes.map(([request, outcome]) => {
      if ("value" in outcome || outcome.problem.code !== "secret-not-found") return [request.key, outcome];
      const near = found.get(placeOf(request))?.find((other) => mayBeSame(other, request))?.id.text;
      return [request.key, near === undefined ? outcome : { problem: { ...outcome.problem, near } }];
    }),
  );
}

/** Leaves out a suffix of six lowercase letters, because it may be the end of the name. */
function mayBeSame({ id: found }: SecretRequest, { id: missing }: SecretRequest): boolean {
  if (found.text === missing.text) return false;
  return found.resource === missing.resource || (found.suffix !== undefined && !isWord(found.suffix));
}

function errorOf({ region, access, reason, left }: RegionResult, profile: string | undefined): FetchError {
  const missing = { kind: "service", detail: "an answer that leaves out what was asked for" } as const;
  return {
    ...(reason ?? missing),
    regions: region === undefined ? [] : [region],
    access: access ?? (profile ? { profile } : undefined),
    requests: left,
  };
}

function mergeErrors(errors: readonly FetchError[]): readonly FetchError[] {
  return errors.slice(0, 1).map((error) => ({
    ...error,
    regions: [...new Set(errors.flatMap(({ regions }) => regions))],
    requests: errors.flatMap(({ requests }) => requests),
  }));
}

/** One warning for each principal. */
function warningsOf(results: readonly RegionResult[]): readonly FetchWarning[] {
  const refused = results.flatMap(({ region, refusal }) =>
    refusal === undefined || region === undefined ? [] : [{ region, refusal }],
  );
  const byPrincipal = groupBy(refused, ({ refusal }) => principalIn(refusal.message));
  return Array.from(byPrincipal, ([principal, group]) => ({
    kind: "batch-refused",
    regions: [...new Set(group.map(({ region }) => region))],
    principal,
  }));
}
