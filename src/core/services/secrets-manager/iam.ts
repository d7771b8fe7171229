/** What IAM knows of Secrets Manager: the two actions that fetching takes, and the ARNs that they are granted on. */

import { partitionOf } from "../../arn/regions.js";
import type { SecretArn } from "./arn.js";
import { arnText, SERVICE } from "./resource.js";
import { isArn, type SecretId } from "./secret-id.js";
import { ANY_SUFFIX } from "./suffix.js";

export const GET = `${SERVICE}:GetSecretValue`;
export const BATCH = `${SERVICE}:BatchGetSecretValue`;
/** Batches are granted on no single secret (actions of Secrets Manager, service authorization reference). */
export const BATCH_RESOURCE = "*";

/** Stands for a character of a partial ARN that nobody knows offline; only a wildcard covers it. */
const UNKNOWN = "\uFFFD";
const UNKNOWN_SUFFIX = `-${UNKNOWN.repeat(6)}`;

/** The pattern that allows one secret. A name is of the account that runs, which the policy's own user is in. */
export function resourceToAllow(id: SecretId): string {
  if (isArn(id)) return id.suffix === undefined ? id.text + ANY_SUFFIX : id.text;
  const { name, region } = id;
  const partition = (region === undefined ? undefined : partitionOf(region)) ?? "*";
  return arnText(partition, region ?? "*", "*", name) + ANY_SUFFIX;
}

/** A full ARN beside its partial one says nothing more. */
export function withoutCovered(resources: readonly string[]): readonly string[] {
  const all = new Set(resources);
  const covering = (each: string) => each.slice(0, -ANY_SUFFIX.length) + ANY_SUFFIX;
  return resources.filter((each) => each.endsWith(ANY_SUFFIX) || !all.has(covering(each)));
}

/** What is asked for: an ARN, or where parts of it are unknown, the one that would fit a pattern best, or worst. */
export type Resource = string | ((pattern: string, best: boolean) => string);

/** Of a name's ARN more is unknown: the region and account are those of the run, so a pattern's own are the best there are. */
export function resourceOf(id: SecretId): Resource {
  if (isArn(id)) return resourceOfArn(id);
  return (pattern, best) => {
    const [, partition = UNKNOWN, , region = UNKNOWN, account = UNKNOWN] = best ? pattern.split(":") : [];
    return arnText(partition, id.region ?? region, account, id.name) + UNKNOWN_SUFFIX;
  };
}

/** What IAM sees of a secret. */
export function resourceOfArn({ text, suffix }: SecretArn): string {
  return suffix === undefined ? text + UNKNOWN_SUFFIX : text;
}
