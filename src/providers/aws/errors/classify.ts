/**
 * What AWS answered instead of a value → a problem of the secret, or an error of the environment. Reads the names of
 * errors and well-known phrases only, and passes nothing of a message on but the ARN of a principal or of a key: the
 * rest could quote a value.
 */

import type { SecretProblem } from "../../../core/diagnostics/catalogue.js";
import type { SecretRequest } from "../../../core/services/index.js";
import { GET, resourceToAllow } from "../../../core/services/secrets-manager/iam.js";
import { arnText } from "../../../core/services/secrets-manager/resource.js";
import { isArn } from "../../../core/services/secrets-manager/secret-id.js";
import { ANY_SUFFIX } from "../../../core/services/secrets-manager/suffix.js";
import type { FetchErrorReason } from "../../provider.js";
import { type AwsError, principalIn } from "./errors.js";
import { reasonOf } from "./reasons.js";

export type ErrorClass = { readonly problem: SecretProblem } | FetchErrorReason;

const OF_ONE_SECRET = new RegExp(`${GET}\\b`);
const NO_VALUE = /secret value for (?:staging label|version)/i;
const DELETED = /marked (?:for )?delet|scheduled for deletion/i;

/** What AWS says of one secret. */
export function classifyError(error: AwsError, request: SecretRequest): ErrorClass {
  const id = request.id.text;
  if (error.reason !== undefined) return error.reason;
  switch (error.name) {
    case "AccessDenied":
    case "AccessDeniedException": {
      // The key's policy refuses, not the secret's.
      if (isOfKms(error)) return { problem: undecryptable(error, id) };
      return { problem: denied(error, request) };
    }
    case "ResourceNotFoundException":
      return { problem: missing(error.message, request) };
    case "InvalidRequestException":
      if (DELETED.test(error.message)) return { problem: { code: "secret-deleted", id } };
      return { problem: { code: "secret-refused", id, error: error.name } };
    case "InvalidParameterException":
    case "ValidationException":
      return { problem: { code: "secret-refused", id, error: error.name } };
    case "DecryptionFailure":
    case "DecryptionFailureException":
      return { problem: undecryptable(error, id) };
  }
  return reasonOf(error);
}

/** By the action, for names of secrets and of principals hold any word. */
function isOfKms({ message }: AwsError): boolean {
  return /not authorized to perform: kms:|^Access to KMS\b/.test(message);
}

function denied({ message }: AwsError, { id }: SecretRequest): SecretProblem {
  // A name tells neither region nor account.
  const resource = isArn(id) ? resourceToAllow(id) : arnText("aws", "*", "*", id.text) + ANY_SUFFIX;
  const principal = principalIn(message);
  return {
    code: "secret-denied",
    id: id.text,
    action: GET,
    resource,
    ...(principal === undefined ? {} : { principal }),
  };
}

function undecryptable({ message }: AwsError, id: string): SecretProblem {
  const key = /\barn:aws[\w-]*:kms:[\w-]*:\d{12}:(?:key|alias)\/[\w/-]{1,256}/.exec(message)?.[0];
  return { code: "secret-undecryptable", id, ...(key === undefined ? {} : { key }) };
}

/** The secret, its version, or any value at all. */
function missing(
  message: string,
  { id: { text: id }, versionStage, versionId }: SecretRequest,
): SecretProblem {
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
  const ofOneSecret = OF_ONE_SECRET.test(error.message) || isOfKms(error);
  return /^AccessDenied/.test(error.name) && !ofOneSecret;
}

/** Whether a batch failed for what it asked for, so that asking for each secret by itself may do better. */
export function refusesBatch(error: AwsError): boolean {
  const { name, reason } = error;
  if (reason !== undefined) return false;
  const known = /^(?:ResourceNotFound|Invalid(?:Request|Parameter|NextToken)|Validation)Exception$/;
  return known.test(name) || /^(?:AccessDenied|DecryptionFailure)/.test(name) || lacksBatch(error);
}

/** Whether the other side, an emulator mostly, does not know the operation at all. */
export function lacksBatch({ name, status }: AwsError): boolean {
  return status === 501 || /^(?:UnknownOperation|NotImplemented)/.test(name);
}
