/**
 * Which answer belongs to which planned secret. A partial ARN is answered with the full one, and an endpoint
 * answers for its own region whatever the ARN says, so the whole of the answer's ARN is compared.
 */

import type { PlannedSecret } from "./plan.js";

/** How an answer names its secret. */
export interface AnsweredName {
  readonly arn: string;
  readonly name: string;
}

export type Agreement = "same" | "other" | "unrelated";

/** `other`: the same name in another region, account or partition, or with another suffix. */
export function agreement({ arn }: PlannedSecret, answered: AnsweredName): Agreement {
  const { resource } = arn;
  const partial = answered.arn.startsWith(`${arn.id}-`) && answered.arn.length === arn.id.length + 7;
  const fits = answered.name === "" || answered.name === resource || answered.name === arn.name;
  if (answered.arn === arn.id || partial) return fits ? "same" : "other";
  const named =
    answered.name === resource || answered.name === arn.name || answered.arn.endsWith(`:${resource}`);
  return named ? "other" : "unrelated";
}
