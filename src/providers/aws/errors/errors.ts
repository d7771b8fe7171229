/** The errors of the SDK as data, and what may be read of their messages; and errors of which our own side knows the reason. */

import type { FetchErrorReason } from "../../provider.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node's network errors. */
  readonly code?: string | undefined;
  /** Of a file. */
  readonly path?: string | undefined;
  /** HTTP's. */
  readonly status?: number | undefined;
  /** Where our own side knows it. It goes before all that is guessed from names. */
  readonly reason?: FetchErrorReason | undefined;
}

export function isAwsError(answer: object): answer is AwsError {
  return "message" in answer && "name" in answer;
}

/** Apart from the errors: an answer of AWS names its own errors and fields, so neither could be believed. */
const reasons = new WeakMap<object, FetchErrorReason>();

/** What the SDK has thrown, as data. */
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
