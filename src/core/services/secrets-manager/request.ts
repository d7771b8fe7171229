/** Makes requests for secrets. */

import { requestOf, type SecretRequest, type SecretVersion } from "../request.js";
import type { SecretId } from "../secret-id.js";

export function requestFor(id: SecretId, version: SecretVersion): SecretRequest {
  // A call without a version returns AWSCURRENT.
  return requestOf(id, version.versionStage === "AWSCURRENT" ? {} : version);
}
