/**
 * The AWS services that hold secrets. Each has a directory for what differs from the others. To add a service, add a
 * directory and join its requests and calls to the types here. `requestFor` then chooses by the ARN's service, and
 * `callsFor` by the request's.
 */

import type { Accounts } from "./account-access.js";
import { type Call, callsIn, groupRequests } from "./secrets-manager/calls.js";
import type { SecretRequest } from "./secrets-manager/request.js";

export type { Call } from "./secrets-manager/calls.js";
export { requestFor, type SecretRequest } from "./secrets-manager/request.js";

/** The calls that fetch these secrets. */
export function callsFor(requests: readonly SecretRequest[], accounts: Accounts): readonly Call[] {
  return groupRequests(requests, { accounts }).flatMap(callsIn);
}
