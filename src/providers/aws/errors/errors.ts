/** The errors of the SDK as data, and what may be read of their messages. */

import type { Trouble } from "../../provider.js";
import type { ProfileSource } from "../credentials/profiles.js";
import type { CredentialRequest } from "../credentials/requests.js";
import { networkFaultOf } from "../network/network-error.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node's network errors. */
  readonly code?: string;
  /** Of a file. */
  readonly path?: string;
  readonly status?: number;
  /** From our own side of the connection, so it goes before all that is guessed from names. */
  readonly network?: Trouble;
  /** It befell the search for credentials: a file, SSO, STS, a process of the user's. */
  readonly inCredentials?: CredentialSearch;
}

/** What is known of a search for credentials that has failed. */
export interface CredentialSearch {
  readonly requests: readonly CredentialRequest[];
  readonly profile: ProfileSource;
}

export function isAwsError(answer: object): answer is AwsError {
  return "message" in answer && "name" in answer;
}

const credentialFaults = new WeakMap<object, CredentialSearch>();

/** Marks an error as one of the search for credentials, which the SDK throws as if the service had answered it. */
export function ofCredentials(thrown: unknown, search: CredentialSearch): Error {
  const error = thrown instanceof Error ? thrown : new Error("no error");
  credentialFaults.set(error, search);
  return error;
}

/** What the SDK has thrown, as data. */
export function awsErrorOf(thrown: unknown): AwsError {
  const { name, message, code, path, $metadata } = thrown as Error & {
    code?: unknown;
    path?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const network = networkFaultOf(thrown);
  const inCredentials = credentialFaults.get(thrown as object);
  return {
    name: String(name),
    message: String(message),
    ...(network === undefined ? {} : { network }),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof path === "string" ? { path } : {}),
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    ...(inCredentials === undefined ? {} : { inCredentials }),
  };
}

/** "User: arn:aws:sts::123456789012:assumed-role/… is not authorized to perform: …" */
export function principalIn(message: string): string | undefined {
  return /User: (arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+) is not authorized/.exec(message)?.[1];
}
