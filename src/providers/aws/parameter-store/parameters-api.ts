/** The port to Parameter Store: the two calls that a session makes, and their answers. `api.ts` implements it. */

import type { AnsweredParameter } from "../../../core/services/parameter-store/agreement.js";
import type { AwsError } from "../errors/errors.js";

/** Returns errors of AWS and the network as values. A name is an ARN or a name, with `:version` or `:label` if there is one. */
export interface ParametersApi {
  /** GetParameters: 1 to 10 names. */
  getAll(names: readonly string[]): Promise<Page | AwsError>;
  /** GetParameter. */
  get(name: string): Promise<Answer | AwsError>;
}

/** The answer to GetParameters. */
export interface Page {
  readonly answers: readonly Answer[];
  /** The names that AWS does not know, as they were asked for. */
  readonly invalid: readonly string[];
}

/** A parameter in an answer. */
export interface Answer extends AnsweredParameter {
  readonly Type?: string | undefined;
  readonly Value?: string | undefined;
}
