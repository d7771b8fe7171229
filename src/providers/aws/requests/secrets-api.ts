/** What a session asks of Secrets Manager, and what it is answered: no more of the SDK than that. */

import type { SecretRequest } from "../../../core/services/index.js";
import type { AwsError } from "../errors/errors.js";

/** Errors of the other side are answers too. */
export interface SecretsApi {
  batch(ids: readonly string[], token?: string): Promise<Page | AwsError>;
  get(request: SecretRequest): Promise<Answer | AwsError>;
}

/** A part of the answer to a batch. */
export interface Page {
  readonly answers: readonly Answer[];
  readonly refusals: readonly Refusal[];
  /** There is more to come, even where this page is empty. */
  readonly token?: string | undefined;
}

/** A secret as AWS answers it; its ARN tells whose answer it is. */
export interface Answer {
  readonly ARN: string;
  readonly Name?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly VersionStages?: readonly string[];
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
}

/** An error that a batch lists, and the id that it lists it for. */
export interface Refusal {
  readonly id: string;
  readonly error: AwsError;
}
