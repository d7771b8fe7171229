/**
 * What the errors about one secret have in common in all services. Reads names of errors and well-known phrases only.
 * Passes on nothing of a message except the ARN of a principal or key, because the rest could quote a value.
 */

import type { SecretProblem } from "../../../core/diagnostics/catalogue.js";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import type { FetchErrorReason } from "../../provider.js";
import type { AwsError } from "./errors.js";

/** What an error is: a problem of one secret, or an error of the environment. */
export type ErrorClass = { readonly problem: SecretProblem } | FetchErrorReason;

export function isAccessDenied({ name }: AwsError): boolean {
  return /^AccessDenied(?:Exception)?$/.test(name);
}

/** Whether the policy of the KMS key refuses. Looks for whole phrases, because names of secrets can contain any word. */
export function isKmsError({ message }: AwsError): boolean {
  return /not authorized to perform: kms:|^Access to KMS\b|^The ciphertext refers to |\(Service: (?:AWS)?Kms;/i.test(
    message,
  );
}

export function undecryptable({ message }: AwsError, id: string): SecretProblem {
  const key = /\barn:aws[\w-]*:kms:[\w-]*:\d{12}:(?:key|alias)\/[\w/-]{1,256}/.exec(message)?.[0];
  return { code: "secret-undecryptable", id, ...omitUndefined({ key }) };
}

/** Whether the server does not know the operation, as some emulators do not. */
export function isUnknownOperation({ name, status }: AwsError): boolean {
  return status === 501 || /^(?:UnknownOperation|NotImplemented)/.test(name);
}
