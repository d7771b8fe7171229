/**
 * Finds out which answer belongs to which request. AWS answers a partial ARN with the full one. An endpoint answers for
 * its own region, whatever region the ARN names. So this compares the whole ARN of the answer.
 */

import type { SecretRequest } from "../request.js";
import { isArn, type SecretArn, type SecretName } from "../secret-id.js";
import { withoutSuffix } from "./suffix.js";

/** How an answer names its secret. */
interface AnsweredName {
  /** An ARN, or in an error of a batch the id that was asked for. */
  readonly arn: string;
  /** Empty where the answer has no name. */
  readonly name: string;
}

/** `other`: a secret of the same name in another region, account or partition, or with another suffix. */
type Agreement = "same" | "other" | "unrelated";

export function agreement({ id }: SecretRequest, answered: AnsweredName): Agreement {
  return isArn(id) ? agreementWithArn(id, answered) : agreementWithName(id, answered);
}

function agreementWithArn({ text, resource, name }: SecretArn, answered: AnsweredName): Agreement {
  const partial = answered.arn.startsWith(`${text}-`) && answered.arn.length === text.length + 7;
  const fits = answered.name === "" || answered.name === resource || answered.name === name;
  if (answered.arn === text || partial) return fits ? "same" : "other";
  const named = answered.name === resource || answered.name === name || answered.arn.endsWith(`:${resource}`);
  return named ? "other" : "unrelated";
}

function agreementWithName({ text, region }: SecretName, answered: AnsweredName): Agreement {
  if (answered.arn === text) return "same";
  const [, , , answeredRegion, , , resource = ""] = answered.arn.split(":");
  const named = answered.name === "" ? withoutSuffix(resource) === text : answered.name === text;
  if (!named) return "unrelated";
  return region === undefined || region === answeredRegion ? "same" : "other";
}
