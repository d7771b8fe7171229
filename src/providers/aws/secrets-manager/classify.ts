/** Decides what an error of Secrets Manager means: for a batch, for one secret, or for the environment. */

import type { SecretProblem } from "../../../core/diagnostics/catalogue.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { isArn } from "../../../core/services/secret-id.js";
import { GET, resourceToAllow } from "../../../core/services/secrets-manager/iam.js";
import { arnText } from "../../../core/services/secrets-manager/resource.js";
import { ANY_SUFFIX } from "../../../core/services/secrets-manager/suffix.js";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import { type AwsError, principalIn } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import { type ErrorClass, isKmsError, isUnknownOperation, undecryptable } from "../errors/refusals.js";

const OF_ONE_SECRET = new RegExp(`${GET}\\b`);
const NO_VALUE = /secret value for (?:staging label|version)/i;
const DELETED = /marked (?:for )?delet|scheduled for deletion/i;

/** Classifies the error that answers the request for one secret. */
export function classifyError(error: AwsError, request: SecretRequest): ErrorClass {
  const id = request.id.text;
  if (error.reason !== undefined) return error.reason;
  switch (error.name) {
    case "AccessDenied":
    case "AccessDeniedException":
      return { problem: isKmsError(error) ? undecryptable(error, id) : denied(error, request) };
    case "ResourceNotFoundException":
      return { problem: missing(error.message, request) };
    case "InvalidRequestException":
    case "InvalidParameterException":
    case "ValidationException":
      if (isDeleted(error)) return { problem: { code: "secret-deleted", id } };
      return { problem: { code: "secret-refused", id, error: error.name } };
    case "DecryptionFailure":
    case "DecryptionFailureException":
      return { problem: undecryptable(error, id) };
  }
  return reasonOf(error);
}

function isDeleted({ name, message }: AwsError): boolean {
  return name === "InvalidRequestException" && DELETED.test(message);
}

function denied({ message }: AwsError, { id }: SecretRequest): SecretProblem {
  // A name has no account, and maybe no region.
  const resource = isArn(id) ? resourceToAllow(id) : arnText("aws", "*", "*", id.text) + ANY_SUFFIX;
  const principal = omitUndefined({ principal: principalIn(message) });
  return { code: "secret-denied", id: id.text, action: GET, resource, ...principal };
}

/** Missing is the version, the value of the secret, or the secret itself. */
function missing(message: string, { id: secret, versionStage, versionId }: SecretRequest): SecretProblem {
  const version = versionStage ?? versionId;
  const id = secret.text;
  const region = isArn(secret) ? undefined : secret.region;
  if (version !== undefined) return { code: "secret-not-found", id, version, ...omitUndefined({ region }) };
  return { code: NO_VALUE.test(message) ? "secret-empty" : "secret-not-found", id };
}

/** Whether a batch's error for one secret is final, because a call for that secret alone would fail in the same way. */
export function isFinal(error: AwsError): boolean {
  return /^DecryptionFailure/.test(error.name) || isDeleted(error);
}

/** Whether the caller may not use BatchGetSecretValue at all. An error about one secret names another action. */
export function forbidsBatch(error: AwsError): boolean {
  const ofOneSecret = OF_ONE_SECRET.test(error.message) || isKmsError(error);
  return /^AccessDenied/.test(error.name) && !ofOneSecret;
}

/** Whether a batch failed because of the batch or its secrets, so that one call for each secret may succeed. */
export function refusesBatch(error: AwsError): boolean {
  const { name, reason } = error;
  if (reason !== undefined) return false;
  const known = /^(?:ResourceNotFound|Invalid(?:Request|Parameter|NextToken)|Validation)Exception$/;
  return known.test(name) || /^(?:AccessDenied|DecryptionFailure)/.test(name) || isUnknownOperation(error);
}
