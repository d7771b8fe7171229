/**
 * Parses the text of an ARN of a parameter into checked parts, and reports what is wrong with each. Knows the selector that
 * follows it: AWS reads `:version` and `:label` behind a name, and a JSON key comes after that.
 */

import { PREFIX } from "../../arn/fields.js";
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
import type { Token } from "../../text/source.js";
import type { ParsedArn } from "../parsed.js";
import type { ServiceName } from "../secret-id.js";
import {
  checkName,
  checkPublicAccount,
  checkService,
  checkType,
  isNearType,
  nameFrom,
  SERVICE,
  TYPE,
} from "./resource.js";
import { checkShape, fieldsOf, PARTS } from "./shape.js";
import { checkOrder, checkVersion, selectorOf } from "./version.js";

/** Matches in every text with a parameter's ARN that no other service's pattern finds. */
export const ARN_PATTERN = `${SERVICE}:`;
/** The same for ARNs that name a parameter: not for a document or a window of SSM. */
export const NAMED_ARN_PATTERN = `${SERVICE}:\\S{0,400}?param|arn:\\S{0,400}?:parameter/`;
/** What follows `arn:partition:`. */
export const IN_TEXT = `${SERVICE}:(?=[^\\s:]*:[^\\s:]*:parameter/)`;

/** Its ARNs have a colon before the name, so people write `parameter:name` there. */
const OTHER_SERVICE: ServiceName = "secretsmanager";

const PREFIX_MISSING = withoutPrefix(SERVICE, "parameter/");

/** Whether a text is meant to be an ARN of any service. */
export function startsAsArn(text: string): boolean {
  return PREFIX.test(text) || PREFIX_MISSING.test(text);
}

/**
 * Whether a text that starts like an ARN means a parameter. Documents, windows and instances of SSM are right ARNs that
 * concern nobody here, so only a resource type near `parameter` counts.
 */
export function meansParameter(text: string): boolean {
  if (!PREFIX.test(text)) return PREFIX_MISSING.test(text);
  const [, ...fields] = maskTemplates(text).toLowerCase().split(":", 7);
  const [, service, region, account, resource = ""] = fields;
  const isResource = (field: string) => field.startsWith("parameter/");
  // Not a bucket of this name: S3 has neither a region nor an account.
  if (isResource(resource) && (region || account)) return true;
  if (service === SERVICE && (isNearType(resource.split("/", 1)[0] ?? "") || resource.startsWith("/")))
    return true;
  if (service === OTHER_SERVICE && resource === TYPE) return true;
  // With a part too few or too many, the service and the resource are beside their places.
  return fields.slice(0, 3).includes(SERVICE) && fields.slice(2).some(isResource);
}

/**
 * Parses `arn:partition:ssm:region:account:parameter/name[:version-or-label[:json-key]]`. For the shape see "Resource types
 * defined by AWS Systems Manager" in the service authorization reference, for the version GetParameters. Checks each part
 * by itself, so that the user sees all problems at once.
 */
export function parseArn(text: string): ParsedArn {
  if (!PREFIX.test(text)) return { key: {}, problems: [prefixProblem(text, PREFIX_MISSING)] };
  const fields = fieldsOf(text);
  const misshapen = checkShape(text);
  if (misshapen !== undefined) return { key: {}, problems: [...templateProblems(fields), misshapen] };
  const [partition, service, region, account, type, name, version, jsonKey] = fields;
  if (!partition || !service || !region || !account || !type || !name) throw new Error("unreachable");

  const literal = (field: Token) => templatesIn(field.text).length === 0;
  const found: readonly CheckedPart[] = [
    ...checkPrefix({ text: text.slice(0, 3), start: 0, end: 3 }),
    ...templateProblems(fields),
    ...(literal(partition) ? checkPartition(partition) : []),
    ...(literal(service) ? checkService(service) : []),
    ...(literal(region) && literal(partition) ? checkRegion(region, partition) : []),
    ...(account.text === ""
      ? checkPublicAccount(account, name.text)
      : literal(account)
        ? checkAccount(account)
        : []),
    ...(literal(type) ? checkType(text, type, name) : []),
    ...(literal(name) ? checkName(name, "in an ARN") : []),
    ...checkVersion(version),
    ...checkOrder(version, jsonKey),
  ];
  const problems = withFixedText(text, found);
  const key = selectorOf(version?.text, jsonKey?.text);
  if (problems.some(({ problem }) => severityOf(problem) === "error")) return { key, problems };
  const friendly = nameFrom(name.text);
  const id = {
    service: SERVICE,
    text: text.slice(0, name.end),
    partition: partition.text,
    region: region.text,
    account: account.text,
    resource: friendly,
    name: friendly,
  } as const;
  return { id, key, problems };
}

function templateProblems(fields: readonly Token[]): readonly PartProblem[] {
  return fields.flatMap((field, index) => {
    const part = PARTS[index];
    return part === undefined ? [] : templateIn(field, part === "name" ? "parameter name" : part);
  });
}
