/**
 * Errors of which our own side knows the reason: of the connection, and of the search for credentials. The reasons are
 * kept apart from the errors: an answer of AWS names its own errors and fields, so neither could be believed.
 */

import type { FetchErrorReason } from "../../provider.js";

const reasons = new WeakMap<object, FetchErrorReason>();

/** What the SDK looks at when it decides whether to ask again. */
export interface Retry {
  /** Of Node's network errors. */
  readonly code?: string;
  readonly $retryable?: Readonly<Record<string, never>>;
}

export function networkError(reason: FetchErrorReason, retry: Retry = {}): Error {
  const error = Object.assign(new Error(reason.detail), { name: "NetworkError" }, retry);
  return withReason(error, reason);
}

/** Marks an error that the SDK throws as if the service had answered it. */
export function withReason(error: Error, reason: FetchErrorReason): Error {
  reasons.set(error, reason);
  return error;
}

export function knownReason(thrown: unknown): FetchErrorReason | undefined {
  return reasons.get(thrown as object);
}
