/**
 * What AWS or the way to it answered instead of a value → a problem of the secret, or a fault of the world. Reads
 * the names of errors and well-known phrases only, and passes no message on: one could quote a value.
 */

import type { SecretProblem } from "../../core/diagnostics.js";
import type { PlannedSecret } from "../../core/plan.js";
import type { Trouble } from "../provider.js";
import { isDistrust, networkFaultOf } from "./network-error.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node's network errors. */
  readonly code?: string;
  readonly status?: number;
  /** From our own side of the connection, so it goes before all that is guessed from names. */
  readonly network?: Trouble;
  /** It befell the search for credentials: a file, SSO, STS, a process of the user's. */
  readonly inCredentials?: boolean;
}

const credentialFaults = new WeakSet<object>();

/** Marks an error as one of the search for credentials, which the SDK throws as if the service had answered it. */
export function ofCredentials(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error("no error");
  credentialFaults.add(error);
  return error;
}

/** What the SDK has thrown, as data. */
export function awsErrorOf(thrown: unknown): AwsError {
  const { name, message, code, $metadata } = thrown as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const network = networkFaultOf(thrown);
  return {
    name: String(name),
    message: String(message),
    ...(network === undefined ? {} : { network }),
    ...(typeof code === "string" ? { code } : {}),
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    ...(credentialFaults.has(thrown as object) ? { inCredentials: true } : {}),
  };
}

export type Verdict = { readonly problem: SecretProblem } | Trouble;

const THROTTLED = /^(?:Throttl\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|RequestThrottled\w*)$/;
const EXPIRED = /^ExpiredToken(?:Exception)?$/;
const UNKNOWN_KEY =
  /^(?:UnrecognizedClient\w*|InvalidClientTokenId|InvalidSignature\w*|SignatureDoesNotMatch|IncompleteSignature\w*|MissingAuthenticationToken\w*|CredentialsProviderError|TokenProviderError|AuthFailure)$/;
const CLOCK = /signature (?:expired|not yet current)|request.* skewed/i;
const NO_VALUE = /secret value for (?:staging label|version)/i;
const DELETED = /marked (?:for )?delet|scheduled for deletion/i;

/** What AWS says of one secret. */
export function judge(error: AwsError, secret: PlannedSecret): Verdict {
  const { id } = secret.arn;
  switch (error.name) {
    case "AccessDeniedException": {
      // The key's policy refuses, not the secret's.
      if (isOfKms(error)) return { problem: undecryptable(error, id) };
      const principal = principalIn(error.message);
      return { problem: { code: "secret-denied", id, ...(principal === undefined ? {} : { principal }) } };
    }
    case "ResourceNotFoundException":
      return { problem: missing(error.message, secret) };
    case "InvalidRequestException":
      if (DELETED.test(error.message)) return { problem: { code: "secret-deleted", id } };
      break;
    case "DecryptionFailure":
    case "DecryptionFailureException":
      return { problem: undecryptable(error, id) };
  }
  return faultOf(error);
}

function isOfKms({ message }: AwsError): boolean {
  return /\bKMS\b|\bkms:/.test(message);
}

function undecryptable({ message }: AwsError, id: string): SecretProblem {
  const key = /\barn:aws[\w-]*:kms:[\w-]*:\d{12}:(?:key|alias)\/[\w/-]{1,256}/.exec(message)?.[0];
  return { code: "secret-undecryptable", id, ...(key === undefined ? {} : { key }) };
}

/** The secret, its version, or any value at all. */
function missing(message: string, { arn: { id }, versionStage, versionId }: PlannedSecret): SecretProblem {
  const version = versionStage ?? versionId;
  if (version !== undefined) return { code: "secret-not-found", id, version };
  return { code: NO_VALUE.test(message) ? "secret-empty" : "secret-not-found", id };
}

/** Whether a batch's word on one secret is the last: its own call would be answered with the same. */
export function isFinal({ name, message }: AwsError): boolean {
  return /^DecryptionFailure/.test(name) || (name === "InvalidRequestException" && DELETED.test(message));
}

/** Whether the caller may not use BatchGetSecretValue at all. A refusal over one secret names another action. */
export function forbidsBatch(error: AwsError): boolean {
  const ofOneSecret = /secretsmanager:GetSecretValue\b/.test(error.message) || isOfKms(error);
  return error.name === "AccessDeniedException" && !ofOneSecret;
}

/** Whether a batch failed for what it asked for, so that asking for each secret by itself may do better. */
export function refusesBatch({ name }: AwsError): boolean {
  return /^(?:AccessDenied|ResourceNotFound|InvalidRequest|InvalidParameter|Validation)Exception$|^DecryptionFailure/.test(
    name,
  );
}

export function faultOf(error: AwsError): Trouble {
  const { name, message, code, status, network, inCredentials = false } = error;
  if (network !== undefined) return network;
  if (CLOCK.test(message)) return { kind: "clock", detail: name };
  if (EXPIRED.test(name)) return { kind: "expired", detail: name };
  if (code !== undefined && isDistrust(code)) return { kind: "certificate", detail: code };
  if (code !== undefined && /^[A-Z][A-Z0-9_]+$/.test(code)) {
    return { kind: "network", detail: inCredentials ? `${code}, on the way to credentials` : code };
  }
  if (inCredentials || UNKNOWN_KEY.test(name))
    return { kind: "credentials", detail: credentialsDetail(error) };
  if (THROTTLED.test(name) || status === 429) return { kind: "throttled", detail: name };
  if (name === "TimeoutError" || name === "AbortError")
    return { kind: "network", detail: "no answer in time" };
  const answered = status === undefined ? "" : `, HTTP status ${status}`;
  if (name === "SyntaxError") return { kind: "service", detail: `an answer that cannot be read${answered}` };
  return { kind: "service", detail: `${wordOf(name)}${answered}` };
}

function wordOf(name: string): string {
  return /^\w{1,80}$/.test(name) ? name : "an unknown error";
}

function credentialsDetail({ name, message }: AwsError): string {
  if (/could not (?:load credentials from any providers|resolve credentials using profile)/i.test(message))
    return "none were found";
  if (/refresh this SSO session/i.test(message)) return "the SSO session has ended or was never begun";
  if (/^(?:CredentialsProviderError|TokenProviderError|Error)$/.test(name)) return "they could not be loaded";
  if (/^AccessDenied/.test(name)) return "the role may not be assumed";
  return `AWS says ${wordOf(name)}`;
}

/** "User: arn:aws:sts::123456789012:assumed-role/… is not authorized to perform: …" */
export function principalIn(message: string): string | undefined {
  return /User: (arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+) is not authorized/.exec(message)?.[1];
}
