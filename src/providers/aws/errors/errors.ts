/** Turns errors of the SDK into data (`AwsError`), and makes errors whose reason we already know. */

import type { FetchErrorReason } from "../../provider.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** The code of an error of Node: network, TLS or file. */
  readonly code?: string | undefined;
  /** The file of a file error. */
  readonly path?: string | undefined;
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** Set where our own code knows the reason. It counts more than what the name suggests. */
  readonly reason?: FetchErrorReason | undefined;
}

export function isAwsError(answer: object): answer is AwsError {
  return "message" in answer && "name" in answer;
}

/** Kept apart from the errors: an answer of AWS chooses the names and fields of its errors, so it could forge a reason. */
const reasons = new WeakMap<object, FetchErrorReason>();

/** Turns what the SDK threw into data. */
export function awsErrorOf(thrown: unknown): AwsError {
  const { name, message, code, path, $metadata } = thrown as Error & {
    code?: unknown;
    path?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  return {
    name: String(name),
    message: String(message),
    code: typeof code === "string" ? code : undefined,
    path: typeof path === "string" ? path : undefined,
    status: $metadata?.httpStatusCode,
    reason: reasons.get(thrown as object),
  };
}

/** "User: arn:aws:sts::123456789012:assumed-role/… is not authorized to perform: …" */
export function principalIn(message: string): string | undefined {
  return /User: (arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+) is not authorized/.exec(message)?.[1];
}

/** The fields by which the SDK decides whether to retry. */
export interface Retry {
  /** A code of Node's network errors. */
  readonly code?: string;
  readonly $retryable?: Readonly<Record<string, never>>;
}

export function networkError(reason: FetchErrorReason, retry: Retry = {}): Error {
  const error = Object.assign(new Error(reason.detail), { name: "NetworkError" }, retry);
  return withReason(error, reason);
}

/** Adds the reason to an error that the SDK will throw as if it were the service's answer. */
export function withReason(error: Error, reason: FetchErrorReason): Error {
  reasons.set(error, reason);
  return error;
}
