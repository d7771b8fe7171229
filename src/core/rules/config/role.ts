/** Whether a text is the ARN of an IAM role that can be assumed, and which part of it is wrong where it is not. */

import { PARTITION_NAMES } from "../../arn/regions.js";
import { type Description, quoted, said } from "../../diagnostics/words.js";
import { nearest } from "../../text/nearest.js";
import type { Span, Token } from "../../text/source.js";

export const ROLE_EXAMPLE = "arn:aws:iam::123456789012:role/secrets-reader";

/** What is wrong, and where in the text. */
export interface RoleFault extends Span, Description {}

const LONGEST_NAME = 64;
const LONGEST_PATH = 512;

/** Checks `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`; undefined where all is right. */
export function checkRole(text: string): RoleFault | undefined {
  const [prefix, partition, service, region, account, resource] = fieldsOf(text);
  if (prefix?.text !== "arn" || !partition || !service || !region || !account || !resource) {
    const hint = `write the whole ARN, as in ${ROLE_EXAMPLE}`;
    return { start: 0, end: text.length, ...said(`${quoted(text)} is not the ARN of an IAM role`, hint) };
  }
  return (
    checkPartition(partition) ??
    checkService(service, { partition, account, resource }) ??
    checkRegion(region) ??
    checkAccount(account) ??
    checkResource(resource)
  );
}

/** Six fields, the last with all that is left. */
function fieldsOf(text: string): readonly Token[] {
  const texts = text.split(":");
  const six = texts.length > 6 ? [...texts.slice(0, 5), texts.slice(5).join(":")] : texts;
  let start = 0;
  return six.map((field) => {
    const token = { text: field, start, end: start + field.length };
    start = token.end + 1;
    return token;
  });
}

function at({ start, end }: Span, message: string, hint: string): RoleFault {
  return { start, end, message, hint };
}

function checkPartition(field: Token): RoleFault | undefined {
  if (PARTITION_NAMES.includes(field.text)) return undefined;
  const meant = field.text === "" ? "aws" : nearest(field.text, PARTITION_NAMES);
  return at(
    field,
    field.text === ""
      ? "the role's partition is empty; it comes right after arn:"
      : `${quoted(field.text)} is no partition of AWS`,
    meant === undefined
      ? "write aws, or aws-cn in China, or aws-us-gov in GovCloud"
      : `did you mean ${quoted(meant)}?`,
  );
}

const ASSUMED = /^assumed-role\/([\w+=,.@-]{1,64})(?:\/|$)/;

function checkService(
  field: Token,
  others: { readonly partition: Token; readonly account: Token; readonly resource: Token },
): RoleFault | undefined {
  if (field.text === "iam") return undefined;
  const { partition, account, resource } = others;
  // What `aws sts get-caller-identity` prints is a session of the role; the path of the role is lost in it.
  const assumed = field.text === "sts" ? ASSUMED.exec(resource.text)?.[1] : undefined;
  const meant = nearest(field.text, ["iam"]);
  const hint = meant === undefined ? `write the ARN of a role, as in ${ROLE_EXAMPLE}` : 'did you mean "iam"?';
  return at(
    field,
    assumed === undefined
      ? `the service is ${quoted(field.text)}, a role's is "iam"`
      : "this is the ARN of a role's session, not of the role",
    assumed === undefined ? hint : `write arn:${partition.text}:iam::${account.text}:role/${assumed}`,
  );
}

function checkRegion(field: Token): RoleFault | undefined {
  if (field.text === "") return undefined;
  return at(
    field,
    `the region is ${quoted(field.text)}, and a role has none`,
    `leave it empty, as in ${ROLE_EXAMPLE}`,
  );
}

function checkAccount(field: Token): RoleFault | undefined {
  if (/^\d{12}$/.test(field.text)) return undefined;
  return at(
    field,
    `the role's account id is ${quoted(field.text)}, and has to be 12 digits`,
    "write it as the AWS console shows it, 12 digits without hyphens; leading zeros count",
  );
}

function checkResource(field: Token): RoleFault | undefined {
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
  const long = name.length > LONGEST_NAME || path.length > LONGEST_PATH;
  return long
    ? at(
        { start: nameAt, end: field.end },
        "the role's name or path is too long",
        `AWS allows a name of ${LONGEST_NAME} characters, a path of ${LONGEST_PATH}`,
      )
    : undefined;
}

/** The first character that IAM does not allow there. */
function firstWrong(text: string, wrong: RegExp, offset: number): RoleFault | undefined {
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
