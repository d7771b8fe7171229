/** The errors of the SDK as data, and what may be read of their messages. */

import type { FetchErrorReason } from "../../provider.js";
import { knownReason } from "./known-reason.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node's network errors. */
  readonly code?: string;
  /** Of a file. */
  readonly path?: string;
  readonly status?: number;
  /** Where our own side knows it. It goes before all that is guessed from names. */
  readonly reason?: FetchErrorReason;
}

export function isAwsError(answer: object): answer is AwsError {
  return "message" in answer && "name" in answer;
}

/** What the SDK has thrown, as data. */
export function awsErrorOf(thrown: unknown): AwsError {
  const { name, message, code, path, $metadata } = thrown as Error & {
    code?: unknown;
    path?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const reason = knownReason(thrown);
  return {
    name: String(name),
    message: String(message),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof path === "string" ? { path } : {}),
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** "User: arn:aws:sts::123456789012:assumed-role/… is not authorized to perform: …" */
export function principalIn(message: string): string | undefined {
  return /User: (arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+) is not authorized/.exec(message)?.[1];
}
