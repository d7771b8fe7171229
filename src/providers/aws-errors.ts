/**
 * What AWS or the way to it answered instead of a value → a problem of the secret, or a fault of the world. Reads
 * the names of errors and well-known phrases only, and passes no message on: one could quote a value.
 */

import type { SecretProblem } from "../core/diagnostics.js";
import type { PlannedSecret } from "../core/plan.js";
import type { Fault } from "./provider.js";

/** An error as the SDK throws it, or as BatchGetSecretValue lists it. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Of Node's network errors. */
  readonly code?: string;
  readonly status?: number;
}

export type Verdict = { readonly problem: SecretProblem } | Pick<Fault, "kind" | "detail">;

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
      if (/\bKMS\b/.test(error.message)) return { problem: { code: "secret-undecryptable", id } };
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
      return { problem: { code: "secret-undecryptable", id } };
  }
  return faultOf(error);
}

/** The secret, its version, or any value at all. */
function missing(message: string, { arn: { id }, versionStage, versionId }: PlannedSecret): SecretProblem {
  const version = versionStage ?? versionId;
  if (version !== undefined) return { code: "secret-not-found", id, version };
  return { code: NO_VALUE.test(message) ? "secret-empty" : "secret-not-found", id };
}

/** Whether a batch failed for what it asked for, so that asking for each secret by itself may do better. */
export function refusesBatch({ name }: AwsError): boolean {
  return /^(?:AccessDenied|ResourceNotFound|InvalidRequest|InvalidParameter|Validation)Exception$|^DecryptionFailure/.test(
    name,
  );
}

export function faultOf({ name, message, code, status }: AwsError): Pick<Fault, "kind" | "detail"> {
  if (CLOCK.test(message)) return { kind: "clock", detail: name };
  if (EXPIRED.test(name)) return { kind: "expired", detail: name };
  if (UNKNOWN_KEY.test(name)) return { kind: "credentials", detail: credentialsDetail(name, message) };
  if (THROTTLED.test(name) || status === 429) return { kind: "throttled", detail: name };
  if (code !== undefined && /^[A-Z][A-Z0-9_]+$/.test(code)) return { kind: "network", detail: code };
  if (name === "TimeoutError" || name === "AbortError")
    return { kind: "network", detail: "no answer in time" };
  if (name === "SyntaxError") return { kind: "service", detail: "an answer that cannot be read" };
  const word = /^\w{1,80}$/.test(name) ? name : "an unknown error";
  return { kind: "service", detail: status === undefined ? word : `${word}, HTTP status ${status}` };
}

function credentialsDetail(name: string, message: string): string {
  if (/could not load credentials from any providers/i.test(message)) return "none were found";
  if (/sso/i.test(message)) return "the SSO session has ended or was never begun";
  return /^(?:CredentialsProviderError|TokenProviderError)$/.test(name)
    ? "they could not be loaded"
    : `AWS says ${name}`;
}

/** "User: arn:aws:sts::123456789012:assumed-role/… is not authorized to perform: …" */
export function principalIn(message: string): string | undefined {
  return /User: (arn:aws[\w-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+) is not authorized/.exec(message)?.[1];
}
