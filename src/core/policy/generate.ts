/** Secrets → a least-privilege policy for fetching them, in an order that does not change from run to run. */

import { SERVICES } from "../services/index.js";
import type { SecretId } from "../services/secret-id.js";
import type { Iam } from "../services/service.js";
import { groupBy } from "../text/group.js";

/** An IAM policy, as it is written in JSON. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: string;
    readonly Resource: string | readonly string[];
  }[];
}

type WrittenStatement = PolicyDocument["Statement"][number];

/** The most characters of a managed policy, without white space (IAM quotas). */
export const LONGEST_POLICY = 6_144;

/** For each service a statement for the batches, if they are granted on everything or not at all, and one for each account. */
export function leastPolicy(secrets: readonly SecretId[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: leastStatements(secrets) };
}

function leastStatements(secrets: readonly SecretId[]): readonly WrittenStatement[] {
  return SERVICES.flatMap(({ name, iam }) =>
    statementsOf(
      iam,
      secrets.filter(({ service }) => service === name),
    ),
  );
}

function statementsOf(iam: Iam, secrets: readonly SecretId[]): readonly WrittenStatement[] {
  if (secrets.length === 0) return [];
  const accounts = groupBy(secrets, ({ partition = "", account = "" }) => `${partition}:${account}`);
  const reading = [...accounts.keys()].toSorted().map((key) => statementFor(iam, accounts.get(key) ?? []));
  if (iam.batch === undefined) return reading;
  const { sid, action, resource } = iam.batch;
  return [{ Sid: sid, Effect: "Allow", Action: action, Resource: resource }, ...reading];
}

export function policyText(policy: PolicyDocument): string {
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** The length as IAM counts it: without white space. */
export function policyLength(policy: PolicyDocument): number {
  return policyText(policy).replaceAll(/\s/g, "").length;
}

function statementFor(iam: Iam, secrets: readonly SecretId[]): WrittenStatement {
  const { partition, account } = secrets[0] ?? {};
  const resources = [...new Set(secrets.map(iam.resourceToAllow))].toSorted();
  return {
    Sid: sidFor(iam.sid, partition, account),
    Effect: "Allow",
    Action: iam.get,
    Resource: iam.withoutCovered(resources),
  };
}

function sidFor(secrets: string, partition: string | undefined, account: string | undefined): string {
  if (partition === undefined || account === undefined) return `${secrets}ByName`;
  return `${secrets}Of${account || "AWS"}${partition === "aws" ? "" : `In${alphanumeric(partition)}`}`;
}

/** A Sid has letters and digits only. */
function alphanumeric(text: string): string {
  return text.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
