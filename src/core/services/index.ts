/**
 * The services of AWS that hold secrets, one directory each: what differs between them is in there. A second one is a
 * second directory, whose requests and calls join the types here. `requestFor` tells them apart by the ARN's service,
 * `callsFor` by the request's.
 */

import type { Accounts } from "./access.js";
import { type Call, callsIn, groupRequests } from "./secrets-manager/calls.js";
import type { SecretRequest } from "./secrets-manager/request.js";

export type { Call } from "./secrets-manager/calls.js";
export { requestFor, type SecretRequest } from "./secrets-manager/request.js";

/** The calls that fetch these secrets. */
export function callsFor(requests: readonly SecretRequest[], accounts: Accounts): readonly Call[] {
  return groupRequests(requests, { accounts }).flatMap(callsIn);
}
