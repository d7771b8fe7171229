/** Secrets → a least-privilege policy for fetching them, in an order that does not change from run to run. */

import {
  BATCH,
  BATCH_RESOURCE,
  GET,
  resourceToAllow,
  withoutCovered,
} from "../services/secrets-manager/iam.js";
import type { SecretId } from "../services/secrets-manager/secret-id.js";
import { groupBy } from "../text/group.js";

export interface WrittenStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: string;
  readonly Resource: string | readonly string[];
}

/** The most characters of a managed policy, without white space (IAM quotas). */
export const LONGEST_POLICY = 6_144;

/**
 * One statement for the batches, which are granted on everything or not at all, and one for each account.
 */
export function leastStatements(secrets: readonly SecretId[]): readonly WrittenStatement[] {
  if (secrets.length === 0) return [];
  const accounts = groupBy(secrets, ({ partition = "", account = "" }) => `${partition}:${account}`);
  const reading = [...accounts.keys()].toSorted().map((key) => statementFor(accounts.get(key) ?? []));
  const batches: WrittenStatement = {
    Sid: "BatchesAreGrantedOnEverythingOnly",
    Effect: "Allow",
    Action: BATCH,
    Resource: BATCH_RESOURCE,
  };
  return [batches, ...reading];
}

export function policyText(statements: readonly WrittenStatement[]): string {
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2)}\n`;
}

/** The length as IAM counts it: without white space. */
export function policyLength(statements: readonly WrittenStatement[]): number {
  return policyText(statements).replaceAll(/\s/g, "").length;
}

function statementFor(secrets: readonly SecretId[]): WrittenStatement {
  const { partition, account } = secrets[0] ?? {};
  const resources = [...new Set(secrets.map(resourceToAllow))].toSorted();
  return {
    Sid: sidFor(partition, account),
    Effect: "Allow",
    Action: GET,
    Resource: withoutCovered(resources),
  };
}

function sidFor(partition: string | undefined, account: string | undefined): string {
  if (partition === undefined || account === undefined) return "SecretsByName";
  return `SecretsOf${account}${partition === "aws" ? "" : `In${alphanumeric(partition)}`}`;
}

/** A Sid has letters and digits only. */
function alphanumeric(text: string): string {
  return text.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
