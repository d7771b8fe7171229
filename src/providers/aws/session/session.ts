/** What the sessions of all services share. A session makes all requests of one service and region with the same credentials. */

import type { Outcome } from "../../../core/plan/outcomes.js";
import { type RegionRequests, requestsIn } from "../../../core/services/calls.js";
import type { SecretRequest } from "../../../core/services/request.js";
import type { FetchErrorReason } from "../../provider.js";
import type { AwsError } from "../errors/errors.js";
import type { ErrorClass } from "../errors/refusals.js";

export interface SessionTools {
  /** Runs a request as soon as the limit on requests in flight allows it. */
  limit<T>(request: () => Promise<T>): Promise<T>;
  /** Called with the number of secrets that have a new outcome. */
  onProgress(secrets: number): void;
}

export interface SessionResult {
  readonly outcomes: ReadonlyMap<SecretRequest, Outcome>;
  /** What stopped the session. */
  readonly reason?: FetchErrorReason | undefined;
  /** The requests without an outcome. */
  readonly left: readonly SecretRequest[];
  /** The error that says that the caller may not use batches. */
  readonly refusal?: AwsError | undefined;
}

/** The outcome of one secret, with the name in the answer. */
export interface Settled {
  readonly outcome: Outcome;
  /** The secret's name in the answer. Left out where AWS did not return the secret. */
  readonly name?: string | undefined;
}

/** The state of a session. */
export interface Session extends SessionTools {
  readonly known: Map<SecretRequest, Settled>;
  /** Set by an error of the environment. It stops the session, because the next request would fail too. */
  reason?: FetchErrorReason;
  refusal?: AwsError;
}

export function newSession(tools: SessionTools): Session {
  return { ...tools, known: new Map() };
}

export function settle(session: Session, secret: SecretRequest, known: Settled): void {
  session.known.set(secret, known);
  session.onProgress(1);
}

/** Takes the problem of the secret as its outcome. Any other error stops the session. */
export function settleError(session: Session, secret: SecretRequest, found: ErrorClass): void {
  if ("problem" in found) settle(session, secret, { outcome: found });
  else session.reason ??= found;
}

export function resultOf({ known, reason, refusal }: Session, region: RegionRequests): SessionResult {
  return {
    outcomes: new Map(Array.from(known, ([secret, { outcome }]) => [secret, outcome])),
    left: requestsIn(region).filter((secret) => !known.has(secret)),
    reason,
    refusal,
  };
}
