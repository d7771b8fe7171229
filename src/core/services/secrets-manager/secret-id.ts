/** What a reference names: a secret's ARN, or its friendly name alone. AWS calls either of them a secret id. */

import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { type ParsedArn, parseArn, type SecretArn, startsAsArn } from "./arn.js";
import { arnText, checkName } from "./resource.js";
import { isDrawn } from "./suffix.js";

/** A name has neither partition, region nor account: it means the secret of the run's own region and account. */
export interface SecretName {
  /** The name: what AWS is asked for. */
  readonly text: string;
  /** The same as `text`, as the ARN would have it, for no offline look can tell a name's own end from a suffix. */
  readonly resource: string;
  /** The same as `text`. */
  readonly name: string;
  readonly partition?: undefined;
  /** Set where the run's region is known. */
  readonly region?: string;
  readonly account?: undefined;
  readonly suffix?: undefined;
}

/** What a reference names. It is an ARN where `partition` is set. */
export type SecretId = SecretArn | SecretName;

/** Tells secrets apart: a name means another secret in each region. */
export function identityOf(id: SecretId): string {
  return isArn(id) || id.region === undefined ? id.text : `${id.text} ${id.region}`;
}

export function isArn(id: SecretId): id is SecretArn {
  return id.partition !== undefined;
}

/** The secret of this name in another region or account. */
export function movedArn({ suffix, ...id }: SecretArn, region: string, account: string): SecretArn {
  const partition = (region === id.region ? undefined : partitionOf(region)) ?? id.partition;
  // A secret of its own has a suffix of its own, and a replica the same: the ARN without it finds either.
  const drawn = suffix !== undefined && isDrawn(suffix);
  const resource = drawn ? id.name : id.resource;
  const text = arnText(partition, region, account, resource);
  const kept = drawn || suffix === undefined ? {} : { suffix };
  return { ...id, ...kept, text, partition, region, account, resource };
}

export interface ParsedName {
  /** Left out where no secret can have this name. */
  readonly id?: SecretName;
  /** Spans count from the name's start. */
  readonly problems: readonly PartProblem[];
}

/** Checks a friendly name. A text that ends like a suffix is a name as well. */
export function parseName(text: string): ParsedName {
  const problems = checkName(text, { text, start: 0, end: text.length }).filter(
    ({ problem }) => problem.code !== "arn-partial",
  );
  return problems.length > 0 ? { problems } : { id: { text, resource: text, name: text }, problems };
}

/** Either of them, and what is wrong with it. A name that is to be filled in yet is told so. */
export function parseSecretId(text: string): ParsedName | ParsedArn {
  if (startsAsArn(text)) return parseArn(text);
  const problems = templateIn({ text, start: 0, end: text.length }, "secret name");
  return problems.length > 0 ? { problems } : parseName(text);
}
