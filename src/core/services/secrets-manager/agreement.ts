/**
 * Which answer belongs to which request. A partial ARN is answered with the full one, and an endpoint
 * answers for its own region whatever the ARN says, so the whole of the answer's ARN is compared.
 */

import type { SecretArn } from "./arn.js";
import type { SecretRequest } from "./request.js";
import { isArn, type SecretName } from "./secret-id.js";
import { withoutSuffix } from "./suffix.js";

/** How an answer names its secret. */
export interface AnsweredName {
  readonly arn: string;
  readonly name: string;
}

export type Agreement = "same" | "other" | "unrelated";

/** `other`: the same name in another region, account or partition, or with another suffix. */
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

/** A refusal names what was asked for by itself; an answer has an ARN. */
function agreementWithName({ text, region }: SecretName, answered: AnsweredName): Agreement {
  if (answered.arn === text) return "same";
  const [, , , answeredRegion, , , resource = ""] = answered.arn.split(":");
  const named = answered.name === "" ? withoutSuffix(resource) === text : answered.name === text;
  if (!named) return "unrelated";
  return region === undefined || region === answeredRegion ? "same" : "other";
}
