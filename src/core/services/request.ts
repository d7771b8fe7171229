/** A request: what a provider gets for one secret in one version. */

import type { VersionedKey } from "./parsed.js";
import { identityOf, type SecretId, type ServiceName } from "./secret-id.js";

/** A request for one version of a secret: the current version, if neither stage nor version id is set. */
export interface SecretRequest {
  /** Identifies the request in a fetch. Made of the id and the version, so it is the same in every run. */
  readonly key: string;
  readonly service: ServiceName;
  /** An ARN or a name. `id.text` is the id in a call; the other fields are its parts. */
  readonly id: SecretId;
  /**
   * Any stage except AWSCURRENT, which is the default; the label of a parameter. Never set together with `versionId`.
   */
  readonly versionStage?: string | undefined;
  /** The number of the version, for a parameter. */
  readonly versionId?: string | undefined;
}

/** The version that a request asks for. */
export type SecretVersion = Pick<VersionedKey, "versionStage" | "versionId">;

export function requestOf(id: SecretId, { versionStage, versionId }: SecretVersion): SecretRequest {
  const key = versionedKey(identityOf(id), { versionStage, versionId });
  return { key, service: id.service, id, versionStage, versionId };
}

export function versionedKey(
  id: string,
  { versionStage, versionId }: Pick<SecretRequest, "versionStage" | "versionId">,
): string {
  return [id, versionStage, versionId].join("\n");
}
