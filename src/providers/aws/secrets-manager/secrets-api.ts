/** The port to Secrets Manager: the two calls that a session makes, and their answers. `api.ts` implements it. */

import type { SecretRequest } from "../../../core/services/request.js";
import type { AwsError } from "../errors/errors.js";

/** Returns errors of AWS and the network as values. */
export interface SecretsApi {
  batch(ids: readonly string[], token?: string): Promise<Page | AwsError>;
  get(request: SecretRequest): Promise<Answer | AwsError>;
}

/** One page of the answer to a batch. */
export interface Page {
  readonly answers: readonly Answer[];
  readonly refusals: readonly Refusal[];
  /** Set where there is a next page. This page may then be empty. */
  readonly token?: string | undefined;
}

/** A secret in an answer, with the fields of GetSecretValue. */
export interface Answer {
  readonly ARN: string;
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly VersionStages?: readonly string[];
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** An error for one secret in the answer to a batch. */
export interface Refusal {
  /** The id as it was asked for. */
  readonly id: string;
  readonly error: AwsError;
}
