/** Decides what an error of Parameter Store means: for a call, for one parameter, or for the environment. */

import type { SecretProblem } from "../../../core/diagnostics/catalogue.js";
import { GET, resourceToAllow } from "../../../core/services/parameter-store/iam.js";
import { SERVICE } from "../../../core/services/parameter-store/resource.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { isArn } from "../../../core/services/secret-id.js";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import { type AwsError, principalIn } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import {
  type ErrorClass,
  isAccessDenied,
  isKmsError,
  isUnknownOperation,
  undecryptable,
} from "../errors/refusals.js";

const OF_A_PARAMETER = /^(?:InvalidKeyId|ValidationException|Parameter(?:Version)?NotFound)$/;
const NOT_ALLOWED = new RegExp(`not authorized to perform: ${SERVICE}:GetParameter\\b`);

/** Whether GetParameters failed because of one of its names, so that a call for each of them may succeed. */
export function refusesCall(error: AwsError): boolean {
  if (error.reason !== undefined) return false;
  return isAccessDenied(error) || OF_A_PARAMETER.test(error.name) || isUnknownOperation(error);
}

/**
 * Classifies the error that GetParameter gave for one parameter.
 *
 * @param refusal the error that GetParameters gave for it before. Undefined where that did not refuse the parameter, but
 * does not know it.
 */
export function classifyError(
  error: AwsError,
  request: SecretRequest,
  refusal: AwsError | undefined,
): ErrorClass {
  // The policy need not allow GetParameter: only what GetParameters said counts then.
  const isSilent = error.reason === undefined && isAccessDenied(error) && NOT_ALLOWED.test(error.message);
  if (isSilent && refusal === undefined) return { problem: notFound(request, true) };
  const found = isSilent && refusal !== undefined ? refusal : error;
  const problem = problemOf(found, request);
  return problem === undefined ? reasonOf(found) : { problem: { ...problem, service: SERVICE } };
}

function problemOf(error: AwsError, request: SecretRequest): SecretProblem | undefined {
  const id = request.id.text;
  if (error.reason !== undefined) return undefined;
  if (isAccessDenied(error)) return isKmsError(error) ? undecryptable(error, id) : denied(error, request);
  switch (error.name) {
    case "ParameterNotFound":
      // For a label it can mean either.
      return notFound(request, request.versionId === undefined);
    case "ParameterVersionNotFound":
      return notFound(request, true);
    case "InvalidKeyId":
      return undecryptable(error, id);
    case "ValidationException":
      return { code: "secret-refused", id, error: error.name };
  }
  return undefined;
}

function notFound({ id, versionStage, versionId }: SecretRequest, ofVersion: boolean): SecretProblem {
  const version = ofVersion ? (versionStage ?? versionId) : undefined;
  const region = version === undefined || isArn(id) ? undefined : id.region;
  return { code: "secret-not-found", id: id.text, service: SERVICE, ...omitUndefined({ version, region }) };
}

function denied({ message }: AwsError, { id }: SecretRequest): SecretProblem {
  const principal = omitUndefined({ principal: principalIn(message) });
  return { code: "secret-denied", id: id.text, action: GET, resource: resourceToAllow(id), ...principal };
}
