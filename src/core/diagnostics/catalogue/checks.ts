/** What only `check` looks for: valid references that break a rule of the team, contradict each other or look odd. */

import { quoted, said } from "../words.js";
import { entry } from "./entry.js";

/** `allowed` is the whole list of the rules. */
type NotAllowed = {
  found: string;
  allowed: readonly string[];
  suggestion?: string;
};

export const checkEntries = {
  "account-not-allowed": entry<NotAllowed>({
    severity: "error",
    title: "A secret is in an account that your rules do not allow",
    wrong: "The account is not in `--allow-account` or `allow-accounts`.",
    why: "Your team has listed the accounts that this file may use. A secret from elsewhere is often copied from another environment by mistake.",
    help: "Use the secret of an allowed account, or add the account to allow-accounts in .arnsubst.yaml.",
    describe: (details) => notAllowed("account", details),
  }),
  "region-not-allowed": entry<NotAllowed>({
    severity: "error",
    title: "A secret is in a region that your rules do not allow",
    wrong: "The region is not in `--allow-region` or `allow-regions`.",
    why: "Your team has listed the regions that this file may use. A secret from elsewhere is often copied from another environment by mistake.",
    help: "Use the secret of an allowed region, or add the region to allow-regions in .arnsubst.yaml.",
    describe: (details) => notAllowed("region", details),
  }),
  "arn-inconsistent": entry<{
    full: string;
    /** `file:line` */
    at: string;
  }>({
    severity: "note",
    title: "A secret is written with its full ARN and with a partial one",
    wrong: "This ARN has no suffix, but the same secret has its full ARN at another place.",
    why: "If you search for the full ARN, you miss this place. Only the full ARN works in an IAM policy.",
    help: "Write the full ARN everywhere.",
    describe: ({ full, at }) =>
      said(`the same secret has its full ARN at ${at}`, `write the full ARN here too: ${full}`),
  }),
  "arn-stale": entry<{
    other: string;
    /** `file:line` */
    at: string;
  }>({
    severity: "warning",
    title: "Two ARNs differ only in the suffix",
    wrong: "The same name has another suffix elsewhere, so one of the two is out of date.",
    why: "AWS gives a secret a new suffix when somebody deletes and recreates it. The old ARN names a secret that no longer exists.",
    help: "A recreated secret has a new suffix. In the AWS console, look up the current ARN.",
    describe: ({ other, at }) =>
      said(
        `the secret of this name has another suffix at ${at}`,
        `a recreated secret gets a new suffix, so one of the two is out of date: this one, or ${other}`,
      ),
  }),
  "suffix-placeholder": entry<{ found: string }>({
    severity: "warning",
    title: "The suffix of an ARN still has to be filled in",
    wrong: "The suffix is a placeholder such as `xxxxxx`.",
    why: "AWS chooses the suffix at random. A placeholder matches no secret.",
    help: "Paste the ARN from the AWS console; it ends with the 6 characters that AWS chose.",
    describe: ({ found }) =>
      said(
        `the suffix ${quoted(found)} looks like a placeholder`,
        "paste the ARN from the AWS console; it ends with the 6 characters that AWS chose",
      ),
  }),
  "suffix-doubtful": entry<{ found: string }>({
    severity: "note",
    title: "What looks like a suffix may be the end of the name",
    wrong: "What looks like a suffix may be the end of the name, as in `prod/db-backup`.",
    why: "If it is the end of the name, the ARN has no suffix. AWS can then fail to find the secret, and an IAM policy with this text matches nothing.",
    help: "If it is the end of the name, paste the full ARN, as the AWS console shows it.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} may be the end of the name, not the 6 characters that AWS adds`,
        "if it is, paste the full ARN from the AWS console, which is 7 characters longer",
      ),
  }),
  "account-example": entry<{ found: string }>({
    severity: "note",
    title: "The account id is an example from AWS's documentation",
    wrong: "The account id appears only in AWS's documentation, such as `111122223333`.",
    why: "Nobody has this account. The ARN was probably copied from a manual and never completed.",
    help: "Write the id of the account that has the secret.",
    describe: ({ found }) =>
      said(
        `the account id ${quoted(found)} is an example from AWS's documentation`,
        "write the id of the account that it is in; aws sts get-caller-identity prints your own",
      ),
  }),
  /** For those who want to see what is kept, and why. */
  literal: entry<{
    reason: string;
    /** It is in a longer text, where only `${arn:…}` is replaced. */
    within: boolean;
  }>({
    severity: "note",
    title: "arnsubst keeps an ARN as it is",
    wrong: "arnsubst keeps this ARN and gives the reason. Only `-v` shows it.",
    why: "Some keys and files are for programs that want the ARN itself, such as CloudFormation. Look here if the pipeline got an ARN instead of a value.",
    help: "To replace it, end the line with # arnsubst: resolve, or write ${arn:…}.",
    describe: ({ reason, within }) =>
      said(
        `arnsubst keeps this ARN (${reason})`,
        `to replace it, ${within ? "" : "end the line with # arnsubst: resolve, or "}write \${arn:…}`,
      ),
  }),
};

/** As many as fit a line; the list is the user's own and can be looked up. */
const MOST_NAMED = 8;

function notAllowed(what: "account" | "region", { found, allowed, suggestion }: NotAllowed) {
  const named = allowed.slice(0, MOST_NAMED).join(", ");
  const more = allowed.length > MOST_NAMED ? ` and ${allowed.length - MOST_NAMED} more` : "";
  return said(
    `your rules do not allow the ${what} ${quoted(found)}`,
    `${suggestion === undefined ? "allowed" : `did you mean ${quoted(suggestion)}? Allowed`}: ${named}${more}; ` +
      `if it is right, add it to allow-${what}s in the config file, or with --allow-${what}`,
  );
}
