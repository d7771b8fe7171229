/**
 * What became of a secret at its source: the answer is known, and it is not a value. A provider answers with one of these;
 * `id` is the ARN or name that was asked for, `PlannedSecret.id.text`.
 */

import { type Description, quoted, said, statement } from "../words.js";
import { entry } from "./entry.js";

type NotFound = {
  id: string;
  /** The file that was asked in place of AWS. */
  file?: string;
  /** The stage or the id of the version that was asked for, where one was. */
  version?: string;
  /** Something that is there and may be meant. */
  near?: string;
};

/** Why another secret may have come, by the first part in which the two ARNs differ for a reason of its own. */
type MismatchCause =
  | { cause: "server" | "endpoint" | "suffix" | "name" }
  | {
      cause: "account";
      /** The account of the secret that was asked for, and that of the one that came. */
      asked: string;
      account: string;
    };

export const secretEntries = {
  "secret-not-found": entry<NotFound>({
    severity: "error",
    title: "A secret or its version does not exist",
    wrong: "no such secret, or no such version",
    help: "Look for a slip in the name, the region, the account and the version.",
    describe: describeNotFound,
  }),
  "secret-denied": entry<{
    id: string;
    /** What a policy has to allow: the action, and the resource as IAM writes it. */
    action: string;
    resource: string;
    /** The ARN of the user or role that was refused, where the answer names it. */
    principal?: string;
  }>({
    severity: "error",
    title: "AWS does not give out a secret",
    wrong: "AWS refuses the caller",
    help: "Allow the caller secretsmanager:GetSecretValue on it.",
    describe: ({ id, action, resource, principal }) =>
      said(
        `AWS denies ${action} on ${id}${principal === undefined ? "" : ` to ${principal}`}`,
        `allow it: ${statement(action, resource)}`,
      ),
  }),
  "secret-deleted": entry<{ id: string }>({
    severity: "error",
    title: "A secret is scheduled for deletion",
    wrong: "scheduled for deletion",
    help: "Restore it, or name the one that has taken its place.",
    describe: ({ id }) =>
      said(`${id} is scheduled for deletion`, `${awsCommand("restore-secret", id)} brings it back`),
  }),
  "secret-refused": entry<{
    id: string;
    /** By AWS's name, `InvalidRequestException` for one. */
    error: string;
  }>({
    severity: "error",
    title: "AWS gives no value of a secret",
    wrong: "AWS gives no value, for another reason, which is named",
    help: "Look up the error that AWS names.",
    describe: ({ id, error }) =>
      said(
        `AWS gives no value for ${id}: ${error}`,
        `${awsCommand("describe-secret", id)} may tell why: who owns it, and what is done with it`,
      ),
  }),
  "secret-undecryptable": entry<{
    id: string;
    /** The ARN of the KMS key, where the answer names it. */
    key?: string;
  }>({
    severity: "error",
    title: "AWS cannot decrypt a secret for the caller",
    wrong: "AWS cannot decrypt it for the caller",
    help: "Allow the caller kms:Decrypt on the key of the secret, and see that the key is enabled.",
    describe: ({ id, key }) =>
      said(
        `AWS cannot decrypt ${id} for these credentials`,
        key === undefined
          ? `allow kms:Decrypt on the key that ${awsCommand("describe-secret", id)} names as KmsKeyId`
          : `allow it: ${statement("kms:Decrypt", key)}`,
      ),
  }),
  "secret-empty": entry<{ id: string }>({
    severity: "error",
    title: "A secret has no value",
    wrong: "exists without a value",
    help: "Put a value into the secret.",
    describe: ({ id }) =>
      said(`${id} exists and holds no value`, `${awsCommand("put-secret-value", id)} gives it one`),
  }),
  "secret-mismatch": entry<
    {
      id: string;
      /** The ARN of the secret that came in its place. */
      answered: string;
    } & MismatchCause
  >({
    severity: "error",
    title: "AWS answered with another secret",
    wrong: "AWS answered with another secret",
    help: "Write the full ARN of the secret that is meant, with its 6 characters at the end.",
    describe: ({ id, answered, ...why }) =>
      said(`AWS answered with ${answered} when asked for ${id}`, mismatchHint(why)),
  }),
};

function describeNotFound({ id, file, version, near }: NotFound): Description {
  const message =
    version === undefined
      ? `${file ?? "AWS"} has no secret ${id}`
      : `AWS has no version ${quoted(version)} of ${id}, or no such secret`;
  if (near !== undefined) return said(message, `did you mean ${near}?`);
  if (file !== undefined) return said(message, `add an entry for ${id}`);
  if (version !== undefined)
    return said(message, `${awsCommand("list-secret-version-ids", id)} names those that there are`);
  return said(
    message,
    id.startsWith("arn:")
      ? "are region, account and name right, and did its last 6 characters change when it was made anew?"
      : "a name is looked up in the run's own account and region: --region and --profile choose them, an ARN names them",
  );
}

function mismatchHint(why: MismatchCause): string {
  switch (why.cause) {
    case "server":
      return "a cache or another server answers in the place of AWS: look at --endpoint-url and at AWS_ENDPOINT_URL_SECRETS_MANAGER";
    case "endpoint":
      return "the endpoint decides over the region, whatever the ARN says: look at --endpoint-url and at AWS_ENDPOINT_URL_SECRETS_MANAGER";
    case "account":
      return `the credentials are those of account ${why.account}: name a profile of account ${why.asked} with --profile, or under accounts in .arnsubst.yaml`;
    case "suffix":
      return "the last 6 characters are new when a secret is deleted and made again: write this ARN if that is the one you mean";
    case "name":
      return "its name begins like the one asked for: write the full ARN, with the 6 characters at its end";
  }
}

/** An ARN brings its region along, but the AWS CLI asks its own. */
function awsCommand(command: string, id: string): string {
  // Unquoted, a shell would take the ! of managed secrets for its history.
  const word = id.includes("!") ? `'${id}'` : id;
  const region = id.startsWith("arn:") ? ` --region ${id.split(":")[3]}` : "";
  return `aws secretsmanager ${command} --secret-id ${word}${region}`;
}
