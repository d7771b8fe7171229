/** Makes requests: what a provider gets for one secret in one version. */

import { identityOf, type SecretId } from "./secret-id.js";

/** One secret in one version. Without stage and id the current version is wanted. */
export interface SecretRequest {
  /** Made of the id and the version. It differs between the requests of a fetch, and is the same in each run. */
  readonly key: string;
  readonly service: "secrets-manager";
  /** An ARN or a name. `id.text` is the `SecretId` of a call; the other fields are its parts. */
  readonly id: SecretId;
  /** Any but AWSCURRENT, which is what is asked for without one. Never together with an id. */
  readonly versionStage?: string | undefined;
  readonly versionId?: string | undefined;
}

type SecretVersion = Pick<SecretRequest, "versionStage" | "versionId">;

export function requestFor(id: SecretId, { versionStage: stage, versionId }: SecretVersion): SecretRequest {
  // A call without a version returns AWSCURRENT.
  const versionStage = stage === "AWSCURRENT" ? undefined : stage;
  const key = versionedKey(identityOf(id), { versionStage, versionId });
  return { key, service: "secrets-manager", id, versionStage, versionId };
}

export function versionedKey(id: string, { versionStage, versionId }: SecretVersion): string {
  return [id, versionStage, versionId].join("\n");
}
