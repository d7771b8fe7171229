/** Makes requests: what a provider gets for one secret in one version. */

import { identityOf, type SecretId } from "./secret-id.js";

/** A request for one version of a secret: the current version, if neither stage nor version id is set. */
export interface SecretRequest {
  /** Identifies the request in a fetch. Made of the id and the version, so it is the same in every run. */
  readonly key: string;
  readonly service: "secrets-manager";
  /** An ARN or a name. `id.text` is the `SecretId` of a call; the other fields are its parts. */
  readonly id: SecretId;
  /** Any stage except AWSCURRENT, which is the default. Never set together with `versionId`. */
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
