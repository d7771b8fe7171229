/** Checks the ARN of an IAM role, part by part. */

import { PARTITION_NAMES } from "../../arn/regions.js";
import { didYouMean, quoted, said } from "../../diagnostics/words.js";
import { type Span, type Token, tokensOf } from "../../text/source.js";
import { faultIn, type ReadingFault } from "../../yaml/reading.js";

export const ROLE_EXAMPLE = "arn:aws:iam::123456789012:role/secrets-reader";

const LONGEST_NAME = 64;
const LONGEST_PATH = 512;

/** The same as a pattern: a slash at each end of the path, or one for both. */
export const ROLE_PATTERN = `^arn:(?:${PARTITION_NAMES.join("|")}):iam::\\d{12}:role/(?:[\\x21-\\x7E]{0,${LONGEST_PATH - 2}}/)?[\\w+=,.@-]{1,${LONGEST_NAME}}$`;

/** Checks `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`. */
export function checkRole(text: string): ReadingFault | undefined {
  const [prefix, partition, service, region, account, resource] = fieldsOf(text);
  if (prefix?.text !== "arn" || !partition || !service || !region || !account || !resource) {
    const hint = `write the whole ARN, as in ${ROLE_EXAMPLE}`;
    return faultIn(text, said(`${quoted(text)} is not the ARN of an IAM role`, hint));
  }
  return (
    checkPartition(partition) ??
    checkService(service, { partition, account, resource }) ??
    checkRegion(region) ??
    checkAccount(account) ??
    checkResource(resource)
  );
}

/** At most six fields. The last holds the rest of the text. */
function fieldsOf(text: string): readonly Token[] {
  const [resource, ...others] = text.split(":").slice(5);
  const fields = text.split(":", 5);
  return tokensOf(text, resource === undefined ? fields : [...fields, [resource, ...others].join(":")]);
}

function at({ start, end }: Span, message: string, hint: string): ReadingFault {
  return { start, end, message, hint };
}

function checkPartition(field: Token): ReadingFault | undefined {
  if (PARTITION_NAMES.includes(field.text)) return undefined;
  const message =
    field.text === ""
      ? "the role's partition is empty; it comes right after arn:"
      : `${quoted(field.text)} is not an AWS partition`;
  const hint = "write aws, or aws-cn in China, or aws-us-gov in GovCloud";
  return at(field, message, didYouMean(field.text || "aws", PARTITION_NAMES, hint));
}

const ASSUMED = /^assumed-role\/([\w+=,.@-]{1,64})(?:\/|$)/;

function checkService(
  field: Token,
  others: { readonly partition: Token; readonly account: Token; readonly resource: Token },
): ReadingFault | undefined {
  if (field.text === "iam") return undefined;
  const { partition, account, resource } = others;
  // `aws sts get-caller-identity` prints the ARN of the role's session, which lacks the role's path.
  const assumed = field.text === "sts" ? ASSUMED.exec(resource.text)?.[1] : undefined;
  if (assumed !== undefined) {
    const hint = `write arn:${partition.text}:iam::${account.text}:role/${assumed}`;
    return at(field, "this is the ARN of a role's session, not of the role", hint);
  }
  const hint = didYouMean(field.text, ["iam"], `write the ARN of a role, as in ${ROLE_EXAMPLE}`);
  return at(field, `the service is ${quoted(field.text)}, a role's is "iam"`, hint);
}

function checkRegion(field: Token): ReadingFault | undefined {
  if (field.text === "") return undefined;
  const message = `the region is ${quoted(field.text)}, and a role has none`;
  return at(field, message, `leave it empty, as in ${ROLE_EXAMPLE}`);
}

function checkAccount(field: Token): ReadingFault | undefined {
  if (/^\d{12}$/.test(field.text)) return undefined;
  return at(
    field,
    `the role's account id is ${quoted(field.text)}, and has to be 12 digits`,
    "write it as the AWS console shows it, 12 digits without hyphens; leading zeros count",
  );
}

function checkResource(field: Token): ReadingFault | undefined {
  const found = field.text;
  const [type = ""] = found.split("/", 1);
  if (type !== "role" || type === found) {
    const message = `the resource is ${quoted(found)}, a role's starts with "role/"`;
    return at(field, message, `after the account id comes role/ and the name, as in ${ROLE_EXAMPLE}`);
  }
  const slash = found.lastIndexOf("/");
  const nameAt = field.start + slash + 1;
  const [path, name] = [found.slice("role".length, slash + 1), found.slice(slash + 1)];
  const wrongAt =
    firstWrong(path, /[^\x21-\x7E]/, nameAt - path.length) ?? firstWrong(name, /[^\w+=,.@-]/, nameAt);
  if (wrongAt !== undefined) return wrongAt;
  if (name === "")
    return at(field, "the role's name is empty", `after role/ comes the name, as in ${ROLE_EXAMPLE}`);
  if (name.length <= LONGEST_NAME && path.length <= LONGEST_PATH) return undefined;
  const hint = `AWS allows a name of ${LONGEST_NAME} characters, a path of ${LONGEST_PATH}`;
  return at({ start: nameAt, end: field.end }, "the role's name or path is too long", hint);
}

/** The fault of the first character that IAM does not allow. */
function firstWrong(text: string, wrong: RegExp, offset: number): ReadingFault | undefined {
  const index = text.search(wrong);
  if (index < 0) return undefined;
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  const start = offset + index;
  return at(
    { start, end: start + character.length },
    `a role's name cannot hold ${quoted(character)}`,
    "AWS allows letters, digits and _ + = , . @ - in a name, and / between the parts of its path",
  );
}
