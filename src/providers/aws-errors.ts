/**
 * What AWS or the way to it answered instead of a value → a problem of the secret, or a fault of the world. Reads
 * the names of errors and well-known phrases only, and passes no message on: one could quote a value.
 */

import type { SecretProblem } from "../core/diagnostics.js";
import type { Operation, PlannedSecret } from "../core/plan.js";
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
const NO_VALUE = /staging label: AWSCURRENT|value for staging label/i;
const DELETED = /marked (?:for )?delet|scheduled for deletion/i;

export function judge(error: AwsError, secret: PlannedSecret, operation: Operation): Verdict {
  const { id } = secret.arn;
  const version = secret.versionStage ?? secret.versionId;
  switch (error.name) {
    case "AccessDeniedException": {
      const principal = principalIn(error.message);
      const action = `secretsmanager:${operation}`;
      return {
        problem: { code: "secret-denied", id, action, ...(principal === undefined ? {} : { principal }) },
      };
    }
    case "ResourceNotFoundException":
      if (version === undefined && NO_VALUE.test(error.message))
        return { problem: { code: "secret-empty", id } };
      return {
        problem: { code: "secret-not-found", id, from: "AWS", ...(version === undefined ? {} : { version }) },
      };
    case "InvalidRequestException":
      if (DELETED.test(error.message)) return { problem: { code: "secret-deleted", id } };
      break;
    case "DecryptionFailure":
    case "DecryptionFailureException":
      return { problem: { code: "secret-undecryptable", id } };
  }
  return faultOf(error);
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
