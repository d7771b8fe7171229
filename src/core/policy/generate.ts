/** Secrets → the least that a policy has to allow for fetching them, in an order that stays from run to run. */

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

/** A managed policy holds at most this many characters, spaces left out (IAM quotas). */
export const LONGEST_POLICY = 6_144;

/**
 * One statement for the batches, which are granted on everything or not at all, and one for each account.
 */
export function leastStatements(secrets: readonly SecretId[]): readonly WrittenStatement[] {
  if (secrets.length === 0) return [];
  const accounts = groupBy(secrets, ({ partition = "", account = "" }) => `${partition}:${account}`);
  const reading = [...accounts].toSorted(([a], [b]) => compare(a, b)).map(([, group]) => statementFor(group));
  const batches: WrittenStatement = {
    Sid: "BatchesAreGrantedOnEverythingOnly",
    Effect: "Allow",
    Action: BATCH,
    Resource: BATCH_RESOURCE,
  };
  return [batches, ...reading];
}

/** The policy's text, ready to be committed. */
export function policyText(statements: readonly WrittenStatement[]): string {
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2)}\n`;
}

/** As IAM counts it. */
export function policyLength(statements: readonly WrittenStatement[]): number {
  return policyText(statements).replaceAll(/\s/g, "").length;
}

function statementFor(secrets: readonly SecretId[]): WrittenStatement {
  const { partition, account } = secrets[0] ?? {};
  const resources = [...new Set(secrets.map(resourceToAllow))].toSorted(compare);
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

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
