/** A secret id, as AWS calls it: what a reference names, either a secret's ARN or its friendly name. */

import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import { type ParsedArn, parseArn, type SecretArn, startsAsArn } from "./arn.js";
import { arnText, checkName } from "./resource.js";
import { looksRandom } from "./suffix.js";

/** The name of a secret, without the rest of an ARN. It means the secret in the run's own region and account. */
export interface SecretName {
  /** The name: the `SecretId` of a call. */
  readonly text: string;
  /** The same as `text`. */
  readonly resource: string;
  /** The same as `text`. */
  readonly name: string;
  readonly partition?: undefined;
  /** Set if the run's region is known. */
  readonly region?: string;
  readonly account?: undefined;
  readonly suffix?: undefined;
}

/** The secret that a reference names: an ARN if `partition` is set, otherwise a name. */
export type SecretId = SecretArn | SecretName;

/**
 * The same text for ids of the same secret. Contains the region of a name, because a name means another secret in each
 * region. `home` is the run's region, for names without one.
 */
export function identityOf(id: SecretId, home?: string): string {
  const { text, region = home } = id;
  return isArn(id) || region === undefined ? text : `${text} ${region}`;
}

export function isArn(id: SecretId): id is SecretArn {
  return id.partition !== undefined;
}

/** The secret of this name in another region or account. */
export function movedArn({ suffix, ...id }: SecretArn, region: string, account: string): SecretArn {
  const partition = (region === id.region ? undefined : partitionOf(region)) ?? id.partition;
  // A separate secret has another suffix, and a replica has the same. The ARN without a suffix finds both.
  const random = suffix !== undefined && looksRandom(suffix);
  const resource = random ? id.name : id.resource;
  const text = arnText(partition, region, account, resource);
  const kept = omitUndefined({ suffix: random ? undefined : suffix });
  return { ...id, ...kept, text, partition, region, account, resource };
}

export interface ParsedName {
  /** Left out where no secret can have this name. */
  readonly id?: SecretName;
  /** Spans count from the name's start. */
  readonly problems: readonly PartProblem[];
}

/** Checks a friendly name. It may end like a suffix. */
export function parseName(text: string): ParsedName {
  const problems = checkName(text, { text, start: 0, end: text.length }).filter(
    ({ problem }) => problem.code !== "arn-partial",
  );
  return problems.length > 0 ? { problems } : { id: { text, resource: text, name: text }, problems };
}

/** Parses an ARN or a name. A template in a name is a problem. */
export function parseSecretId(text: string): ParsedName | ParsedArn {
  if (startsAsArn(text)) return parseArn(text);
  const problems = templateIn({ text, start: 0, end: text.length }, "secret name");
  return problems.length > 0 ? { problems } : parseName(text);
}
