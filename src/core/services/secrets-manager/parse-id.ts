/** Parses the id of a secret, an ARN or a friendly name, and moves an ARN to another region or account. */

import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { ParsedArn, ParsedName } from "../parsed.js";
import type { SecretArn } from "../secret-id.js";
import { parseArn, startsAsArn } from "./arn.js";
import { arnText, checkName, SERVICE } from "./resource.js";
import { looksRandom } from "./suffix.js";

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

/** Checks a friendly name. It may end like a suffix. */
export function parseName(text: string): ParsedName {
  const problems = checkName(text, { text, start: 0, end: text.length }).filter(
    ({ problem }) => problem.code !== "arn-partial",
  );
  return problems.length > 0
    ? { problems }
    : { id: { service: SERVICE, text, resource: text, name: text }, problems };
}

/** Parses an ARN or a name. A template in a name is a problem. */
export function parseSecretId(text: string): ParsedName | ParsedArn {
  if (startsAsArn(text)) return parseArn(text);
  const problems = templateIn({ text, start: 0, end: text.length }, "secret name");
  return problems.length > 0 ? { problems } : parseName(text);
}
