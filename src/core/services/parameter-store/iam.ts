/** Parameter Store in IAM policies: the action that a fetch needs, and the resources to allow it on. */

import { partitionOf } from "../../arn/regions.js";
import { isArn, type SecretId } from "../secret-id.js";
import type { Resource } from "../service.js";
import { arnText, SERVICE } from "./resource.js";

export const GET = `${SERVICE}:GetParameters`;

/** For a name any account fits: the account is that of the policy's user. */
export function resourceToAllow(id: SecretId): string {
  if (isArn(id)) return id.text;
  const partition = (id.region === undefined ? undefined : partitionOf(id.region)) ?? "*";
  return arnText(partition, id.region ?? "*", "*", id.name);
}

/** Stands for what a name leaves open. Only a wildcard matches it. */
const UNKNOWN = "\uFFFD";

/** A name leaves the partition, account and mostly the region unknown. In the best case they are those of the pattern. */
export function resourceOf(id: SecretId): Resource {
  if (isArn(id)) return id.text;
  return (pattern, best) => {
    const [, partition = UNKNOWN, , region = UNKNOWN, account = UNKNOWN] = best ? pattern.split(":") : [];
    return arnText(partition, id.region ?? region, account, id.name);
  };
}
