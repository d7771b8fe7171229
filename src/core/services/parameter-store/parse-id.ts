/** Parses the id of a parameter, an ARN or a name, and moves an ARN to another region or account. */

import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { ParsedArn, ParsedName } from "../parsed.js";
import type { SecretArn } from "../secret-id.js";
import { parseArn, startsAsArn } from "./arn.js";
import { arnText, checkName, SERVICE } from "./resource.js";

/** The parameter of this name in another region or account. A public one belongs to no account. */
export function movedArn(id: SecretArn, region: string, account: string): SecretArn {
  const partition = (region === id.region ? undefined : partitionOf(region)) ?? id.partition;
  return { ...id, text: arnText(partition, region, account, id.name), partition, region, account };
}

/** Parses an ARN or a name, without a selector. A template in a name is a problem. */
export function parseParameterId(text: string): ParsedName | ParsedArn {
  if (startsAsArn(text)) return parseArn(text);
  const whole = { text, start: 0, end: text.length };
  const templates = templateIn(whole, "parameter name");
  const problems = templates.length > 0 ? templates : checkName(whole);
  if (problems.length > 0)
    return { problems: problems.map(({ problem, start, end }) => ({ problem, start, end })) };
  return { id: { service: SERVICE, text, resource: text, name: text }, problems: [] };
}
