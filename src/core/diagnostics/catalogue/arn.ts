/** What is wrong with a part of a secret's ARN. */

import { counted } from "../../text/count.js";
import { type Description, meant, quoted, said } from "../words.js";
import { entry } from "./entry.js";

/** What the parts of an ARN and of the selector behind it are called in messages. */
export type ArnPart =
  | "partition"
  | "service"
  | "region"
  | "account id"
  | "resource type"
  | "name"
  | "JSON key"
  | "version stage"
  | "version id";

/** What stands there, the word that was probably meant, and the whole ARN with that put in. */
type Misspelled = {
  found: string;
  suggestion?: string;
  fixed?: string;
};

type PartsFault = { found: number; missing?: ArnPart; fixed?: string };

type RegionFault =
  | { fault: "empty" | "malformed" | "unknown" }
  | { fault: "partition"; partition: string; belongsTo: string };

type NameFault =
  | { fault: "empty" }
  | { fault: "long"; length: number }
  | { fault: "character"; character: string };

const EXAMPLE = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const SHAPE = "arn:partition:secretsmanager:region:account-id:secret:name";

export const arnEntries = {
  "arn-prefix": entry<Misspelled>({
    severity: "error",
    title: "An ARN does not start with arn:",
    wrong: "does not start with `arn:` in lowercase",
    help: "Write arn: in lowercase in front of the partition.",
    describe: ({ found, fixed = EXAMPLE }) =>
      said(
        found === ""
          ? "the ARN does not start with arn:"
          : `the ARN starts with ${quoted(found)}, and it has to be "arn" in lowercase`,
        `write ${fixed}`,
      ),
  }),
  "arn-parts": entry<PartsFault>({
    severity: "error",
    title: "An ARN has too few or too many parts",
    wrong: "too few or too many parts",
    help: "Write arn:partition:secretsmanager:region:account-id:secret:name, and after it at most :json-key:version-stage:version-id.",
    describe: describeParts,
  }),
  "arn-partition": entry<Misspelled>({
    severity: "error",
    title: "An ARN names no partition of AWS",
    wrong: "no partition of AWS",
    help: "Write aws, or aws-cn in China, or aws-us-gov in GovCloud.",
    describe: (details) =>
      said(
        details.found === ""
          ? "the partition is empty; it comes right after arn:"
          : `${quoted(details.found)} is not an AWS partition`,
        meant(details, "write aws, or aws-cn in China, or aws-us-gov in GovCloud"),
      ),
  }),
  "arn-service": entry<Misspelled>({
    severity: "error",
    title: "An ARN is not of Secrets Manager",
    wrong: "not `secretsmanager`",
    help: "Write secretsmanager as the third part, in the ARN of a secret of AWS Secrets Manager.",
    describe: (details) =>
      said(
        `the service is ${quoted(details.found)}, a secret's is "secretsmanager"`,
        meant(details, "write the ARN of a secret of AWS Secrets Manager"),
      ),
  }),
  "arn-region": entry<Misspelled & RegionFault>({
    severity: "error",
    // AWS may have opened the region since.
    severityFor: ({ fault }) => (fault === "unknown" ? "warning" : undefined),
    title: "The region of an ARN is wrong",
    wrong: "empty, malformed, or of another partition; a warning where it is only unknown",
    help: "Write the region where the secret is, such as us-west-2, and the partition to which it belongs.",
    describe: describeRegion,
  }),
  "arn-account": entry<{ found: string }>({
    severity: "error",
    title: "The account id of an ARN is not 12 digits",
    wrong: "not 12 digits",
    help: "Write the account id as the AWS console shows it, 12 digits without hyphens; leading zeros count.",
    describe: ({ found }) => describeAccount(found),
  }),
  "arn-resource": entry<Misspelled>({
    severity: "error",
    title: "The resource type of an ARN is not secret",
    wrong: "not `secret`",
    help: "After the account id write secret: and then the name.",
    describe: ({ found, fixed }) =>
      said(
        `the resource type is ${quoted(found)}, a secret's is "secret"`,
        fixed === undefined
          ? `after the account id comes secret: and then the name, as in ${EXAMPLE}`
          : `write ${fixed}`,
      ),
  }),
  "arn-name": entry<NameFault>({
    severity: "error",
    title: "The name of a secret is not valid",
    wrong: "empty, too long, or with a character that no name can have",
    help: "Letters, digits and / _ + = . @ - make a name, up to 512 of them; a JSON key comes after a colon.",
    describe: describeName,
  }),
  "arn-template": entry<{
    part: ArnPart | "secret name";
    found: string;
    /** Set where another program fills it in before the ARN means anything, so that it is kept. */
    kept?: true;
  }>({
    severity: "error",
    severityFor: ({ kept }) => (kept ? "note" : undefined),
    title: "A part of an ARN is still to be filled in",
    wrong:
      "text to be filled in: `<AWS Account ID>`, `${AWS::Region}`, `*`; a note where another program fills it in, and the ARN is kept: `${aws:region}`, `{{ … }}`",
    help: "Write the value itself. An ARN that another program fills in is left alone where its line ends with # arnsubst: literal.",
    describe: ({ part, found, kept }) =>
      kept
        ? said(
            `the ${part} is ${quoted(found)}, which another program fills in, so this stays as it is`,
            "let that program run before this one; where its text is all right as it is, end the line with # arnsubst: literal",
          )
        : said(
            `the ${part} is ${quoted(found)}, text that is still to be filled in`,
            `write ${TO_FILL_IN[part]}; what another program fills in is left alone where its line ends with # arnsubst: literal`,
          ),
  }),
  "arn-partial": entry<{
    /** The ARN as an IAM policy has to have it. */
    pattern: string;
  }>({
    severity: "note",
    title: "An ARN lacks the 6 characters at its end",
    wrong:
      "a note, or with `--require-suffix` an error: no 6-character suffix; it can be fetched, but never matches in IAM",
    help: "Paste the full ARN, which ends like -AbCdEf; in an IAM policy write -?????? in their place.",
    describe: ({ pattern }) =>
      said(
        "the ARN ends without the 6 characters that AWS adds to a secret's name; it can be fetched, " +
          "but an IAM policy with this text would match nothing",
        `paste the full ARN, which ends like ${quoted("-AbCdEf")}; in a policy write ${pattern}`,
      ),
  }),
};

const TO_FILL_IN: Readonly<Record<ArnPart | "secret name", string>> = {
  partition: 'the partition, "aws" mostly',
  service: '"secretsmanager"',
  region: 'the region, such as "us-west-2"',
  "account id": 'the 12 digits of the account id, such as "123456789012"',
  "resource type": '"secret"',
  name: 'the secret\'s name with its 6 characters, such as "prod/db-AbCdEf"',
  "secret name": 'the secret\'s name, such as "prod/db"',
  "JSON key": 'the JSON key, such as "password"',
  "version stage": 'the version stage, such as "AWSPREVIOUS"',
  "version id": "the version id",
};

function describeParts({ found, missing, fixed }: PartsFault): Description {
  const parts = counted(found, "part");
  if (found > 10) {
    return said(
      `the ARN has ${parts}; a secret's has 7, and a selector adds up to 3`,
      `write ${fixed ?? `${SHAPE}, and after it at most :json-key:version-stage:version-id`}`,
    );
  }
  if (found >= 7 && missing === undefined) {
    return said(`the ARN has ${parts}, and "secret" is not the sixth of them`, `write ${SHAPE}`);
  }
  // With a selector behind it the number says nothing.
  const count = found >= 7 ? "the ARN is not whole: " : `the ARN has ${parts}, a secret's has 7`;
  const gap = missing === undefined ? "" : `${found >= 7 ? "" : "; "}the ${missing} is missing`;
  return said(count + gap, `write ${SHAPE}, as in ${EXAMPLE}`);
}

function describeRegion(details: Misspelled & RegionFault): Description {
  const found = quoted(details.found);
  switch (details.fault) {
    case "empty":
      return said("the region is empty; a secret lives in one region", `write one, as in ${EXAMPLE}`);
    case "malformed":
      return said(
        `${found} is not an AWS region, whose names look like "us-west-2"`,
        meant(details, "write the region where the secret is"),
      );
    case "partition":
      return said(
        `the region ${found} belongs to the partition ${quoted(details.belongsTo)}, the ARN says ${quoted(details.partition)}`,
        details.fixed && `write ${details.fixed}, if the region is right`,
      );
    case "unknown":
      return said(`${found} is an unknown region`, meant(details, "ignore this if it is new"));
  }
}

function describeAccount(found: string): Description {
  const hint = "write the account id as the AWS console shows it, 12 digits without hyphens";
  if (found === "") return said("the account id is empty", hint);
  if (/^\d+$/.test(found)) {
    return said(
      `the account id ${quoted(found)} has ${counted(found.length, "digit")}, an AWS account id has 12`,
      found.length < 12 ? `${hint}; leading zeros count` : hint,
    );
  }
  const digits = found.replaceAll("-", "");
  return said(
    `the account id ${quoted(found)} is not a number, an AWS account id has 12 digits`,
    /^\d{12}$/.test(digits) ? `write ${digits}` : hint,
  );
}

function describeName(details: NameFault): Description {
  switch (details.fault) {
    case "empty":
      return said("the secret's name is empty", `after secret: comes the name, as in ${EXAMPLE}`);
    case "long":
      return said(`the secret's name has ${details.length} characters, AWS allows 512`);
    case "character":
      return said(
        `a secret's name cannot hold ${quoted(details.character)}`,
        "letters, digits and / _ + = . @ - make a name; a JSON key comes after a colon",
      );
  }
}
