/**
 * What became of a secret at its source: the answer is known, and it is not a value. A provider answers with one of these;
 * `id` is the ARN or name that was asked for, `PlannedSecret.id.text`.
 */

import {
  describeCommand,
  endpointVariable,
  isParameter,
  nounOf,
  secretCommand,
  versionsCommand,
} from "../service-words.js";
import { type Description, quoted, said, statement } from "../words.js";
import { entry } from "./entry.js";

/** Which secret it is about. */
type Named = {
  id: string;
  /** Left out where the id is an ARN, or that of a secret. */
  service?: string;
};

type NotFound = Named & {
  /** The file that was read instead of AWS. */
  file?: string;
  /** The secret's name, by which an entry of the file can give its value. */
  name?: string;
  /** The stage or the id of the version that was asked for, where one was. */
  version?: string;
  /** Where a name with a version was looked up. */
  region?: string;
  /** A secret that exists and may be the one that was meant. */
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
    wrong: "AWS or the secrets file has no such secret, or no such version of it.",
    why: "Usually the name is misspelled, or the run uses another account or region than you expect.",
    help: "Check the name, the region, the account and the version.",
    describe: describeNotFound,
  }),
  "secret-denied": entry<
    Named & {
      /** What a policy has to allow: the action, and the resource as IAM writes it. */
      action: string;
      resource: string;
      /** The ARN of the user or role that was refused, where the answer names it. */
      principal?: string;
    }
  >({
    severity: "error",
    title: "AWS denies access to a secret",
    wrong: "AWS denies the caller access to the secret.",
    why: "The credentials are valid, but their IAM policies, the secret's own policy or the organization's policies do not allow this secret. AWS can also answer so for a secret that does not exist.",
    help: "Allow the caller secretsmanager:GetSecretValue on the secret, or ssm:GetParameters on the parameter.",
    describe: ({ id, action, resource, principal }) =>
      said(
        `AWS denies ${action} on ${id}${principal === undefined ? "" : ` to ${principal}`}`,
        `allow it: ${statement(action, resource)}`,
      ),
  }),
  "secret-deleted": entry<Named>({
    severity: "error",
    title: "A secret is scheduled for deletion",
    wrong: "The secret is scheduled for deletion.",
    why: "AWS gives no values of such a secret. You can restore it until the recovery window ends, after 7 to 30 days.",
    help: "Restore the secret, or name the one that has replaced it.",
    describe: ({ id }) =>
      said(`${id} is scheduled for deletion`, `to restore it, run ${secretCommand("restore-secret", id)}`),
  }),
  "secret-refused": entry<
    Named & {
      /** By AWS's name, `InvalidRequestException` for one. */
      error: string;
    }
  >({
    severity: "error",
    title: "AWS does not give the value of a secret",
    wrong: "AWS does not give the value for another reason, which the message names.",
    why: "The secret exists, but its state does not allow the request.",
    help: "Look up the error that AWS names.",
    describe: ({ id, service, error }) =>
      said(
        `AWS does not give the value of ${id}: ${error}`,
        `to see its state and its owner, run ${describeCommand(id, service)}`,
      ),
  }),
  "secret-undecryptable": entry<
    Named & {
      /** The ARN of the KMS key, where the answer names it. */
      key?: string;
    }
  >({
    severity: "error",
    title: "AWS cannot decrypt a secret for the caller",
    wrong: "AWS cannot decrypt the secret for the caller.",
    why: "Every secret is encrypted with a KMS key. The caller has to have access to that key too, and the key has to be enabled.",
    help: "Allow the caller kms:Decrypt on the key of the secret, and make sure that the key is enabled.",
    describe: ({ id, service, key }) =>
      said(
        `AWS cannot decrypt ${id} for these credentials`,
        key === undefined
          ? `allow kms:Decrypt on its key; to see the key (${isParameter(id, service) ? "KeyId" : "KmsKeyId"}), run ${describeCommand(id, service)}`
          : `allow it: ${statement("kms:Decrypt", key)}`,
      ),
  }),
  "secret-empty": entry<Named>({
    severity: "error",
    title: "A secret has no value",
    wrong: "The secret exists but has no value.",
    why: "Tools such as Terraform can create a secret without a value. There is nothing to write into the file yet.",
    help: "Give the secret a value.",
    describe: ({ id, service }) =>
      said(
        `${id} exists but has no value`,
        // AWS has no parameter without a value, so this is one of a secrets file.
        isParameter(id, service)
          ? "write its value after the colon"
          : `to give it one, run ${secretCommand("put-secret-value", id)}`,
      ),
  }),
  "secret-mismatch": entry<
    Named & {
      /** The ARN of the secret that came in its place. */
      answered: string;
    } & MismatchCause
  >({
    severity: "error",
    title: "AWS answered with another secret",
    wrong: "AWS answered with another secret than the file names.",
    why: "arnsubst does not write the value of another secret into the file. Usually the credentials are those of another account, or the ARN is partial and matches another name.",
    help: "Use credentials of the account in the ARN, or write the full ARN of the secret that you mean, with its 6 characters at the end.",
    describe: ({ id, service, answered, ...why }) =>
      said(
        `AWS answered with ${answered} when asked for ${id}`,
        mismatchHint(why, endpointVariable(id, service)),
      ),
  }),
};

function describeNotFound({ id, service, file, name = id, version, region, near }: NotFound): Description {
  const what = nounOf(id, service);
  const message =
    version === undefined
      ? `${file ?? "AWS"} has no ${what} ${id}`
      : `AWS has no version ${quoted(version)} of ${id}, or no such ${what}`;
  if (near !== undefined) return said(message, `did you mean ${near}?`);
  if (file !== undefined)
    return said(
      message,
      `add an entry ${name}: … to ${file}, or one with the ARN; for a JSON key, ${name}: { key: … }`,
    );
  if (version !== undefined)
    return said(message, `to list its versions, run ${versionsCommand(id, service, region)}`);
  return said(
    message,
    id.startsWith("arn:")
      ? `check the region, the account and the name${what === "secret" ? "; a recreated secret has other characters at its end" : ""}`
      : "AWS looks for a name in the account of the run, and in its region where the reference names none: choose them with --profile and --region, or write an ARN",
  );
}

function mismatchHint(why: MismatchCause, variable: string): string {
  switch (why.cause) {
    case "server":
      return `a cache or another server answers instead of AWS: check --endpoint-url and ${variable}`;
    case "endpoint":
      return `the endpoint decides which region answers, whatever the ARN says: check --endpoint-url and ${variable}`;
    case "account":
      return `the credentials belong to account ${why.account}: choose a profile of account ${why.asked} with --profile, or under accounts in .arnsubst.yaml`;
    case "suffix":
      return "a secret gets new characters at its end when it is deleted and recreated: if this is the secret that you mean, write its ARN";
    case "name":
      return "its name starts with the name in the file: write the full ARN, with the 6 characters at its end";
  }
}
