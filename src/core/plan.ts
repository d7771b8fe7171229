/** References → the distinct secrets they name → as few API calls as can fetch them. */

import type { SecretArn } from "./arn.js";
import type { Reference } from "./findings.js";
import { groupBy } from "./group.js";

/** BatchGetSecretValue takes at most this many ids (API reference, SecretIdList). */
const BATCH = 20;

export type Operation = "BatchGetSecretValue" | "GetSecretValue";

/** One secret in one version, and every reference that needs it. */
export interface PlannedSecret {
  readonly arn: SecretArn;
  readonly versionStage?: string;
  readonly versionId?: string;
  readonly references: readonly Reference[];
}

export interface Call {
  readonly operation: Operation;
  readonly region: string;
  readonly secrets: readonly PlannedSecret[];
}

export interface Plan {
  /** In the order in which the sources name them first. */
  readonly secrets: readonly PlannedSecret[];
  readonly calls: readonly Call[];
}

export function makePlan(references: readonly Reference[]): Plan {
  const secrets = [...groupBy(references, secretKey).values()].map(plannedSecret);
  return { secrets, calls: callsFor(secrets) };
}

function secretKey(reference: Reference): string {
  const { versionStage = "", versionId = "" } = versionOf(reference);
  return [reference.arn.id, versionStage, versionId].join("\n");
}

/** AWSCURRENT is what a call without a version answers, so asking for it by name is no different. */
function versionOf({ selector }: Reference): { versionStage?: string; versionId?: string } {
  const { versionStage, versionId } = selector;
  return {
    ...(versionStage === undefined || versionStage === "AWSCURRENT" ? {} : { versionStage }),
    ...(versionId === undefined ? {} : { versionId }),
  };
}

function plannedSecret(references: readonly Reference[]): PlannedSecret {
  const [first] = references;
  if (first === undefined) throw new Error("a group of references is never empty");
  return { arn: first.arn, ...versionOf(first), references };
}

/** Batches answer AWSCURRENT only and stay within a region; a version costs a call of its own. */
function callsFor(secrets: readonly PlannedSecret[]): readonly Call[] {
  const regions = groupBy(secrets, ({ arn }) => arn.region);
  return [...regions.values()].flatMap((group) => {
    const versioned = group.filter(isVersioned);
    const current = group.filter((secret) => !isVersioned(secret));
    return [
      ...chunks(current, BATCH).map((chunk) => call("BatchGetSecretValue", chunk)),
      ...versioned.map((secret) => call("GetSecretValue", [secret])),
    ];
  });
}

function isVersioned({ versionStage, versionId }: PlannedSecret): boolean {
  return versionStage !== undefined || versionId !== undefined;
}

function call(operation: Operation, secrets: readonly PlannedSecret[]): Call {
  return { operation, region: secrets[0]?.arn.region ?? "", secrets };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
