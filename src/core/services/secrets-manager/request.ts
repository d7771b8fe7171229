/** One secret in one version, as a provider is asked for it. */

import { identityOf, type SecretId } from "./secret-id.js";

/** Without both of them the current version is wanted. */
export interface Version {
  /** Any but AWSCURRENT, which is what is asked for without one. Never together with an id. */
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** One secret in one version. */
export interface SecretRequest extends Version {
  /** Made of the id and the version. It differs between the requests of a fetch, and is the same in each run. */
  readonly key: string;
  readonly service: "secrets-manager";
  /** An ARN or a name: `id.text` is what AWS is asked for, the other fields are its parts. */
  readonly id: SecretId;
}

export function requestFor(id: SecretId, version: Version): SecretRequest {
  const wanted = versionOf(version);
  return { key: versionedKey(identityOf(id), wanted), service: "secrets-manager", id, ...wanted };
}

/** AWSCURRENT is what a call without a version answers, so asking for it by name is no different. */
function versionOf({ versionStage, versionId }: Version): Version {
  return {
    ...(versionStage === undefined || versionStage === "AWSCURRENT" ? {} : { versionStage }),
    ...(versionId === undefined ? {} : { versionId }),
  };
}

export function versionedKey(id: string, { versionStage = "", versionId = "" }: Version): string {
  return [id, versionStage, versionId].join("\n");
}
