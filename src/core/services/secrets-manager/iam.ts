/** Secrets Manager in IAM policies: the two actions that a fetch needs, and the resources to allow them on. */

import { partitionOf } from "../../arn/regions.js";
import { isArn, type SecretArn, type SecretId } from "../secret-id.js";
import type { Resource } from "../service.js";
import { arnText, SERVICE } from "./resource.js";
import { ANY_SUFFIX } from "./suffix.js";

export const GET = `${SERVICE}:GetSecretValue`;
export const BATCH = `${SERVICE}:BatchGetSecretValue`;
/** BatchGetSecretValue cannot be allowed on single secrets (service authorization reference, actions of Secrets Manager). */
export const BATCH_RESOURCE = "*";

/** Stands for a character that only AWS knows, as in the suffix of a partial ARN. Only a wildcard matches it. */
const UNKNOWN = "\uFFFD";
const UNKNOWN_SUFFIX = `-${UNKNOWN.repeat(6)}`;

/** The resource pattern that allows one secret. For a name any account fits: the account is that of the policy's user. */
export function resourceToAllow(id: SecretId): string {
  if (isArn(id)) return id.suffix === undefined ? id.text + ANY_SUFFIX : id.text;
  const { name, region } = id;
  const partition = (region === undefined ? undefined : partitionOf(region)) ?? "*";
  return arnText(partition, region ?? "*", "*", name) + ANY_SUFFIX;
}

/** Leaves out full ARNs that the pattern of their partial ARN allows anyway. */
export function withoutCovered(resources: readonly string[]): readonly string[] {
  const all = new Set(resources);
  const covering = (each: string) => each.slice(0, -ANY_SUFFIX.length) + ANY_SUFFIX;
  return resources.filter((each) => each.endsWith(ANY_SUFFIX) || !all.has(covering(each)));
}

/** A name leaves the partition, account and mostly the region unknown. In the best case they are those of the pattern. */
export function resourceOf(id: SecretId): Resource {
  if (isArn(id)) return resourceOfArn(id);
  return (pattern, best) => {
    const [, partition = UNKNOWN, , region = UNKNOWN, account = UNKNOWN] = best ? pattern.split(":") : [];
    return arnText(partition, id.region ?? region, account, id.name) + UNKNOWN_SUFFIX;
  };
}

function resourceOfArn({ text, suffix }: SecretArn): string {
  return suffix === undefined ? text + UNKNOWN_SUFFIX : text;
}
