/** References → the distinct secrets they name → as few API calls as can fetch them. */

import type { Reference } from "../references/findings.js";
import { identityOf, isArn, type SecretId } from "../services/secrets-manager/secret-id.js";
import { withoutSuffix } from "../services/secrets-manager/suffix.js";
import { groupBy } from "../text/group.js";

/** BatchGetSecretValue takes at most this many ids (API reference, SecretIdList). */
const BATCH = 20;

/** Of the API of AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
export type Operation = "BatchGetSecretValue" | "GetSecretValue";

interface Version {
  /** Any but AWSCURRENT, which is what is asked for without one. Never together with an id. */
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** One secret in one version, and every reference that needs it. */
export interface PlannedSecret extends Version {
  /** What is asked for, after the remaps. */
  readonly id: SecretId;
  /** At least one. Each wants a part of its own: a key, filters. */
  readonly references: readonly Reference[];
}

/** A request as it is meant to be made. A provider is free to make others. */
export interface Call {
  readonly operation: Operation;
  /** Left out for names where the run's region is not known yet. */
  readonly region?: string;
  /** Whose credentials; left out where the run's own serve. */
  readonly access?: AccountAccess;
  /** From 1 to 20 of them (BatchGetSecretValue, SecretIdList), for GetSecretValue one. */
  readonly secrets: readonly PlannedSecret[];
}

/** What has to be asked for, once for each secret and version, however many references need it. */
export interface Plan {
  /** In the order in which the sources name them first. A provider has to answer for each of these. */
  readonly secrets: readonly PlannedSecret[];
  /** All of the secrets but the followers, each in one call; a call stays within a region and its credentials. */
  readonly calls: readonly Call[];
  /**
   * Secrets named by a partial ARN → the one named by the full ARN that goes with it. No call asks for them: the
   * full one's answer carries the name, and so tells whether both are the same secret.
   */
  readonly followers: ReadonlyMap<PlannedSecret, PlannedSecret>;
}

/**
 * A profile of the AWS config files, or the ARN of a role to be assumed with the credentials at hand (AssumeRole of STS:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export type AccountAccess =
  | { readonly profile: string }
  | { readonly role: string; readonly externalId?: string };

/** How to come by credentials for an account's secrets, by account id of 12 digits. For any other the run's own serve. */
export type Accounts = ReadonlyMap<string, AccountAccess>;

export function makePlan(references: readonly Reference[], accounts: Accounts = new Map()): Plan {
  const secrets = [...groupBy(references, secretKey).values()].map(plannedSecret);
  const followers = followersAmong(secrets);
  const asked = secrets.filter((secret) => !followers.has(secret));
  return { secrets, calls: callsFor(asked, accounts), followers };
}

function secretKey(reference: Reference): string {
  return versionedKey(identityOf(reference.id), versionOf(reference));
}

function versionedKey(id: string, { versionStage = "", versionId = "" }: Version): string {
  return [id, versionStage, versionId].join("\n");
}

/** A region and account hold a name once, so `secret:x` and `secret:x-AbCdEf` mean the same, or the latter nothing. */
function followersAmong(secrets: readonly PlannedSecret[]): ReadonlyMap<PlannedSecret, PlannedSecret> {
  const full = secrets.filter(({ id }) => id.suffix !== undefined);
  const byPartial = groupBy(full, (secret) => versionedKey(withoutSuffix(secret.id.text), secret));
  return new Map(
    secrets.flatMap((secret) => {
      const leader = byPartial.get(versionedKey(identityOf(secret.id), secret))?.[0];
      return leader === undefined || secret.id.suffix !== undefined ? [] : [[secret, leader] as const];
    }),
  );
}

/** AWSCURRENT is what a call without a version answers, so asking for it by name is no different. */
function versionOf({ selector }: Reference): Version {
  const { versionStage, versionId } = selector;
  return {
    ...(versionStage === undefined || versionStage === "AWSCURRENT" ? {} : { versionStage }),
    ...(versionId === undefined ? {} : { versionId }),
  };
}

/** How many references there are, and secrets, versions left aside. `home` is the run's region, where names have none yet. */
export function totalsOf(
  { secrets }: Plan,
  home?: string,
): { readonly references: number; readonly secrets: number } {
  const identity = ({ id }: PlannedSecret) =>
    identityOf(home === undefined || isArn(id) ? id : { region: home, ...id });
  return {
    references: secrets.reduce((sum, secret) => sum + secret.references.length, 0),
    secrets: new Set(secrets.map(identity)).size,
  };
}

function plannedSecret(references: readonly Reference[]): PlannedSecret {
  const [first] = references;
  if (first === undefined) throw new Error("a group of references is never empty");
  return { id: first.id, ...versionOf(first), references };
}

/** Batches answer AWSCURRENT only and stay within a region and its credentials; a version costs a call of its own. */
function callsFor(secrets: readonly PlannedSecret[], accounts: Accounts): readonly Call[] {
  const accessOf = ({ id }: PlannedSecret) => accounts.get(id.account ?? "");
  const shares = groupBy(secrets, (secret) => JSON.stringify([secret.id.region, accessOf(secret)]));
  return [...shares.values()].flatMap((group) => {
    const access = group[0] && accessOf(group[0]);
    const region = group[0]?.id.region;
    const call = (operation: Operation, some: readonly PlannedSecret[]): Call => ({
      operation,
      ...(region === undefined ? {} : { region }),
      ...(access === undefined ? {} : { access }),
      secrets: some,
    });
    const current = group.filter((secret) => !isVersioned(secret));
    return [
      ...inBatches(current).map((batch) => call("BatchGetSecretValue", batch)),
      ...group.filter(isVersioned).map((secret) => call("GetSecretValue", [secret])),
    ];
  });
}

function isVersioned({ versionStage, versionId }: PlannedSecret): boolean {
  return versionStage !== undefined || versionId !== undefined;
}

/** As many as one call takes, in their order. */
export function inBatches(secrets: readonly PlannedSecret[]): readonly (readonly PlannedSecret[])[] {
  const count = Math.ceil(secrets.length / BATCH);
  return Array.from({ length: count }, (_, index) => secrets.slice(index * BATCH, (index + 1) * BATCH));
}
