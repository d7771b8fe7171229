/** What parsing an ARN or a name gives. */

import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { SecretArn, SecretName } from "./secret-id.js";

/** Which version of a secret, and which key in it. Has a stage or an id, not both; without either, the current version. */
export interface VersionedKey {
  /** A key of the secret's JSON, or a path such as `a.b[0]` where there is no such key. Without it, the whole secret. */
  readonly jsonKey?: string;
  /** `AWSPREVIOUS`, for example; the label of a parameter. */
  readonly versionStage?: string;
  /** 32 to 64 characters; the number of a parameter's version. */
  readonly versionId?: string;
}

export interface ParsedArn {
  /** Left out where a problem makes the ARN useless. */
  readonly id?: SecretArn;
  readonly key: VersionedKey;
  /** Spans count from the start of the text that was parsed. */
  readonly problems: readonly PartProblem[];
}

export interface ParsedName {
  /** Left out where no secret can have this name. */
  readonly id?: SecretName;
  /** Spans count from the name's start. */
  readonly problems: readonly PartProblem[];
}
