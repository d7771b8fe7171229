/** What is wrong with a part of a secret's ARN. */

import { counted } from "../../text/count.js";
import { type Description, meant, quoted, said } from "../words.js";
import { entry } from "./entry.js";

/** The names of the parts of an ARN and of its selector in messages. */
export type ArnPart =
  | "partition"
  | "service"
  | "region"
  | "account id"
  | "resource type"
  | "name"
  | "JSON key"
  | "version"
  | "version stage"
  | "version id";

/** What is there, the word that was probably meant, and the whole ARN with that word. */
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
    wrong: "The ARN does not start with `arn:` in lowercase.",
    why: "AWS accepts only lowercase `arn:`. Any other prefix is plain text, and the pipeline would get that text instead of a value.",
    help: "Write arn: in lowercase before the partition.",
    describe: ({ found, fixed = EXAMPLE }) =>
      said(
        found === ""
          ? "the ARN does not start with arn:"
          : `the ARN starts with ${quoted(found)} instead of "arn" in lowercase`,
        `write ${fixed}`,
      ),
  }),
  "arn-parts": entry<PartsFault>({
    severity: "error",
    title: "An ARN has too few or too many parts",
    wrong: "The ARN has too few or too many parts.",
    why: "A secret's ARN has seven parts: `arn`, partition, service, region, account id, `secret` and the name. Without all of them, AWS cannot find the secret.",
    help: "Write arn:partition:secretsmanager:region:account-id:secret:name, and after it at most :json-key:version-stage:version-id.",
    describe: describeParts,
  }),
  "arn-partition": entry<Misspelled>({
    severity: "error",
    title: "An ARN has an unknown partition",
    wrong: "The second part is not an AWS partition.",
    why: "The partition says which AWS the secret is in: `aws`, `aws-cn` (China), `aws-us-gov` (GovCloud) or another. An unknown one cannot be called.",
    help: "Write aws; in China write aws-cn, in GovCloud aws-us-gov.",
    describe: (details) =>
      said(
        details.found === ""
          ? "the partition, the part after arn:, is empty"
          : `${quoted(details.found)} is not an AWS partition`,
        meant(details, "write aws; in China write aws-cn, in GovCloud aws-us-gov"),
      ),
  }),
  "arn-service": entry<Misspelled & { wanted?: "ssm" }>({
    severity: "error",
    title: "The service of an ARN is wrong",
    wrong:
      "The service is not `secretsmanager`, though the rest looks like a secret's ARN, or not `ssm`, though the rest looks like a parameter's.",
    why: "arnsubst fetches secrets from AWS Secrets Manager and parameters from SSM Parameter Store. A misspelled service names nothing.",
    help: "As the third part, write secretsmanager for a secret, and ssm for a parameter.",
    describe: (details) =>
      said(
        details.wanted === undefined
          ? `the service is ${quoted(details.found)}; for a secret it is "secretsmanager"`
          : `the service is ${quoted(details.found)}; for a parameter it is ${quoted(details.wanted)}`,
        meant(details, "write the ARN of a secret of AWS Secrets Manager"),
      ),
  }),
  "arn-region": entry<Misspelled & RegionFault>({
    severity: "error",
    // AWS may have opened the region since.
    severityFor: ({ fault }) => (fault === "unknown" ? "warning" : undefined),
    title: "The region of an ARN is wrong",
    wrong:
      "The region is empty, does not look like a region, or belongs to another partition. If it looks like a region but arnsubst does not know it, such as `eu-centrl-1`, this is a warning.",
    why: "A secret is in one region, and arnsubst asks that region for it. With a wrong region, AWS does not find the secret, or there is no such host. AWS may have opened an unknown region since.",
    help: "Write the region that the secret is in, such as us-west-2, and the partition that the region belongs to.",
    describe: describeRegion,
  }),
  "arn-account": entry<{ found: string }>({
    severity: "error",
    title: "The account id of an ARN is not 12 digits",
    wrong: "The account id is not 12 digits.",
    why: "An AWS account id always has 12 digits, and leading zeros count. With a wrong number of digits, AWS refuses the request.",
    help: "Write the account id as the AWS console shows it, 12 digits without hyphens. Leading zeros count.",
    describe: ({ found }) => describeAccount(found),
  }),
  "arn-resource": entry<Misspelled>({
    severity: "error",
    title: "The resource type of an ARN is not secret",
    wrong: "The part after the account id is not `secret`.",
    why: "The ARN of a secret always has `secret` before the name. With anything else there, AWS rejects the ARN.",
    help: "After the account id, write secret: and then the name.",
    describe: ({ found, fixed }) =>
      said(
        `the resource type is ${quoted(found)}; for a secret it is "secret"`,
        fixed === undefined
          ? `after the account id, write secret: and then the name, as in ${EXAMPLE}`
          : `write ${fixed}`,
      ),
  }),
  "arn-name": entry<NameFault>({
    severity: "error",
    title: "The name of a secret is not valid",
    wrong: "The name is empty, longer than 512 characters, or has a character that AWS does not allow.",
    why: "AWS has no secret with such a name, so the fetch would fail. Often the character belongs to something else, such as a JSON key after a wrong separator.",
    help: "A name has up to 512 letters, digits and / _ + = . @ - characters. A JSON key comes after a colon.",
    describe: describeName,
  }),
  "arn-template": entry<{
    part: ArnPart | "secret name" | "parameter name";
    found: string;
    /** Set where another program fills it in before the ARN means anything, so that it is kept. */
    kept?: true;
  }>({
    severity: "error",
    severityFor: ({ kept }) => (kept ? "note" : undefined),
    title: "A part of an ARN is still to be filled in",
    wrong:
      "A part is a placeholder, such as `<AWS Account ID>`, `${AWS::Region}` or `*`. If another program fills it in, as with `${aws:region}` or `{{ … }}`, this is only a note, and arnsubst keeps the ARN.",
    why: "arnsubst does not fill in placeholders, and no secret has this ARN.",
    help: "Write the value itself. To leave the ARN to another program, end its line with # arnsubst: literal.",
    describe: ({ part, found, kept }) =>
      kept
        ? said(
            `the ${part} is ${quoted(found)}, which another program fills in, so arnsubst keeps this ARN`,
            "run that program before arnsubst; if the text is right as it is, end the line with # arnsubst: literal",
          )
        : said(
            `the ${part} is ${quoted(found)}, which still has to be filled in`,
            `write ${TO_FILL_IN[part]}; if another program fills it in, end the line with # arnsubst: literal`,
          ),
  }),
  "arn-partial": entry<{
    /** The ARN as an IAM policy has to have it. */
    pattern: string;
  }>({
    severity: "note",
    title: "An ARN does not have the 6 characters at its end",
    wrong: "The ARN has no suffix of 6 characters. It is an error with `--require-suffix`.",
    why: "AWS finds the secret without the suffix, but an IAM policy with this text matches nothing. If your names end with a hyphen and 6 characters, AWS can also answer with another secret.",
    help: "Paste the full ARN, which ends like -AbCdEf. In an IAM policy, write -?????? in place of the suffix.",
    describe: ({ pattern }) =>
      said(
        "the ARN does not have the 6 characters that AWS adds to a secret's name; arnsubst can fetch it, " +
          "but an IAM policy with this text matches nothing",
        `paste the full ARN, which ends like ${quoted("-AbCdEf")}; in a policy, write ${pattern}`,
      ),
  }),
};

const TO_FILL_IN: Readonly<Record<ArnPart | "secret name" | "parameter name", string>> = {
  partition: 'the partition, usually "aws"',
  service: '"secretsmanager"',
  region: 'the region, such as "us-west-2"',
  "account id": 'the 12 digits of the account id, such as "123456789012"',
  "resource type": '"secret"',
  name: 'the secret\'s name with its 6 characters, such as "prod/db-AbCdEf"',
  "parameter name": 'the name of the parameter, such as "prod/db/password"',
  "secret name": 'the secret\'s name, such as "prod/db"',
  "JSON key": 'the JSON key, such as "password"',
  "version stage": 'the version stage, such as "AWSPREVIOUS"',
  "version id": "the version id",
  version: 'the version or the label, such as "3"',
};

function describeParts({ found, missing, fixed }: PartsFault): Description {
  const parts = counted(found, "part");
  if (found > 10) {
    return said(
      `the ARN has ${parts}, but a secret's ARN has 7, and a selector adds up to 3`,
      `write ${fixed ?? `${SHAPE}, and after it at most :json-key:version-stage:version-id`}`,
    );
  }
  if (found >= 7 && missing === undefined) {
    return said(`the ARN has ${parts}, and the sixth is not "secret"`, `write ${SHAPE}`);
  }
  // With a selector, the number says nothing.
  const count = found >= 7 ? "the ARN is not complete: " : `the ARN has ${parts}, but a secret's ARN has 7`;
  const gap = missing === undefined ? "" : `${found >= 7 ? "" : "; "}the ${missing} is missing`;
  return said(count + gap, `write ${SHAPE}, as in ${EXAMPLE}`);
}

function describeRegion(details: Misspelled & RegionFault): Description {
  const found = quoted(details.found);
  switch (details.fault) {
    case "empty":
      return said("the region is empty", 'write the region that it is in, such as "us-west-2"');
    case "malformed":
      return said(
        `${found} is not an AWS region; a region looks like "us-west-2"`,
        meant(details, 'write the region that it is in, such as "us-west-2"'),
      );
    case "partition":
      return said(
        `the region ${found} belongs to the partition ${quoted(details.belongsTo)}, but the ARN says ${quoted(details.partition)}`,
        details.fixed && `if the region is right, write ${details.fixed}`,
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
    `the account id ${quoted(found)} is not a number of 12 digits`,
    /^\d{12}$/.test(digits) ? `write ${digits}` : hint,
  );
}

function describeName(details: NameFault): Description {
  switch (details.fault) {
    case "empty":
      return said("the secret's name is empty", `write the name after secret:, as in ${EXAMPLE}`);
    case "long":
      return said(`the secret's name has ${details.length} characters; AWS allows 512`);
    case "character":
      return said(
        `a secret's name cannot have the character ${quoted(details.character)}`,
        "use letters, digits and / _ + = . @ - only; a JSON key comes after a colon",
      );
  }
}
