/**
 * Parses the text of an ARN into checked parts, and reports what is wrong with each. Knows the ARNs of Secrets Manager and
 * the selector that ECS puts behind them. The forms (`core/forms`) know where an ARN stands in a config.
 */

import { fieldsOf, PREFIX } from "../../arn/fields.js";
import {
  type CheckedPart,
  checkAccount,
  checkPartition,
  checkPrefix,
  checkRegion,
  withFixedText,
} from "../../arn/parts.js";
import { prefixProblem, withoutPrefix } from "../../arn/prefix.js";
import { maskTemplates, templateIn, templatesIn } from "../../arn/templates.js";
import { severityOf } from "../../diagnostics/catalogue.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { isNear } from "../../text/nearest.js";
import { omitUndefined } from "../../text/omit-undefined.js";
import type { Token } from "../../text/source.js";
import type { ParsedArn, VersionedKey } from "../parsed.js";
import type { SecretArn } from "../secret-id.js";
import { withMisplaced } from "./misplaced.js";
import { checkName, checkResource, checkService, NEAR_SERVICE, SERVICE } from "./resource.js";
import { checkShape, PARTS } from "./shape.js";
import { withoutSuffix } from "./suffix.js";
import { checkVersion } from "./version.js";

/** A regular expression that matches in every text with a secret's ARN, a wrong ARN too. */
export const ARN_PATTERN = `arn:|${SERVICE}:`;
/** The same for ARNs that name a secret. Leaves out `AWS::SecretsManager::Secret`, which is a type of CloudFormation. */
export const NAMED_ARN_PATTERN = [
  `(?:(?<!:):|aws[a-z-]{0,9}:\\s+)${SERVICE}:|::${SERVICE}:(?!:)`,
  `arn:[^:\\s]*:[^:\\s]*(?:${NEAR_SERVICE})|arn:\\S[^\\n]{0,400}?:secret:`,
].join("|");

const PREFIX_MISSING = withoutPrefix(SERVICE, "secret:");

/** Whether a text is meant to be an ARN of any service. */
export function startsAsArn(text: string): boolean {
  return PREFIX.test(text) || PREFIX_MISSING.test(text);
}

/**
 * Whether a text that starts like an ARN means a secret. The prefix or the service may be misspelled, or stand one part too
 * early or too late. Does not search the resource: that of another service can contain `secretsmanager` or `secret`.
 */
export function meansSecret(text: string): boolean {
  if (!PREFIX.test(text)) return PREFIX_MISSING.test(text);
  const fields = maskTemplates(text).toLowerCase().split(":", 7);
  const service = fields[2] ?? "";
  const named = fields[5] === "secret" && fields.length > 6;
  return named || isNear(service, "secretsmanager") || fields.slice(1, 4).includes("secretsmanager");
}

/**
 * Parses `arn:partition:secretsmanager:region:account:secret:name[:json-key[:version-stage[:version-id]]]`.
 * For the shape see "Secrets Manager ARN format" in AWS's user guide, and `valueFrom` in ECS task definitions. Checks each
 * part by itself, so that the user sees all problems at once.
 */
export function parseArn(text: string): ParsedArn {
  if (!PREFIX.test(text)) return { key: {}, problems: [prefixProblem(text, PREFIX_MISSING)] };
  const fields = fieldsOf(text);
  const misshapen = checkShape(text, fields);
  if (misshapen !== undefined) {
    return { key: {}, problems: withMisplaced(text, fields, [...templateProblems(fields), misshapen]) };
  }
  const [partition, service, region, account, resource, name, jsonKey, stage, version] = fields;
  if (!partition || !service || !region || !account || !resource || !name) throw new Error("unreachable");

  const literal = (field: Token) => templatesIn(field.text).length === 0;
  // In `secret/prod/db` the name already stands in the resource.
  const isName = literal(name) && !resource.text.includes("/");
  const found: readonly CheckedPart[] = [
    ...checkPrefix({ text: text.slice(0, 3), start: 0, end: 3 }),
    ...templateProblems(fields),
    ...(literal(partition) ? checkPartition(partition) : []),
    ...(literal(service) ? checkService(text, service) : []),
    ...(literal(region) && literal(partition) ? checkRegion(region, partition) : []),
    ...(literal(account) ? checkAccount(account) : []),
    ...(literal(resource) ? checkResource(text, resource) : []),
    ...(isName ? checkName(text, name) : []),
    ...checkVersion(stage, version),
  ];
  const problems = withMisplaced(text, fields, withFixedText(text, found));
  const key: VersionedKey = omitUndefined({
    jsonKey: jsonKey?.text || undefined,
    versionStage: stage?.text || undefined,
    versionId: version?.text || undefined,
  });
  if (problems.some(({ problem }) => severityOf(problem) === "error")) {
    return { key, problems };
  }
  const short = withoutSuffix(name.text);
  const id: SecretArn = {
    service: SERVICE,
    text: text.slice(0, name.end),
    partition: partition.text,
    region: region.text,
    account: account.text,
    resource: name.text,
    name: short,
    ...omitUndefined({ suffix: name.text.slice(short.length + 1) || undefined }),
  };
  return { id, key, problems };
}

function templateProblems(fields: readonly Token[]): readonly PartProblem[] {
  return fields.flatMap((field, index) => {
    const part = PARTS[index];
    return part === undefined ? [] : templateIn(field, part);
  });
}
