/** What only `check` looks for: references that are valid, and break a rule of the team, contradict each other or look odd. */

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
    title: "A secret is of an account that the team does not allow",
    wrong: "an account that is not among those of `--allow-account` or `allow-accounts`",
    help: "Use the secret of an allowed account, or add the account to allow-accounts of .arnsubst.yaml.",
    describe: (details) => notAllowed("account", details),
  }),
  "region-not-allowed": entry<NotAllowed>({
    severity: "error",
    title: "A secret is in a region that the team does not allow",
    wrong: "a region that is not among those of `--allow-region` or `allow-regions`",
    help: "Use the secret of an allowed region, or add the region to allow-regions of .arnsubst.yaml.",
    describe: (details) => notAllowed("region", details),
  }),
  "arn-inconsistent": entry<{
    full: string;
    /** `file:line` */
    at: string;
  }>({
    severity: "note",
    title: "One secret is named by its full ARN and by a partial one",
    wrong: "a note: the same secret is named by its full ARN elsewhere",
    help: "Write the full ARN everywhere: it can be searched for, and a policy takes it.",
    describe: ({ full, at }) =>
      said(
        `the same secret is named by its full ARN at ${at}`,
        `one spelling is easier to search for, and a policy takes the full one: write ${full}`,
      ),
  }),
  "arn-stale": entry<{
    other: string;
    /** `file:line` */
    at: string;
  }>({
    severity: "warning",
    title: "Two ARNs differ in nothing but the suffix",
    wrong: "a warning: the same name has another suffix elsewhere, so one of the two is out of date",
    help: "A secret that is made anew gets a new suffix. Look in the AWS console which one is there now.",
    describe: ({ other, at }) =>
      said(
        `the secret of this name has another suffix at ${at}`,
        `a secret that is made anew gets a new suffix, so one of the two is out of date: this one, or ${other}`,
      ),
  }),
  "suffix-placeholder": entry<{ found: string }>({
    severity: "warning",
    title: "The suffix of an ARN is still to be filled in",
    wrong: "a warning: a suffix such as `xxxxxx`, still to be filled in",
    help: "Paste the ARN from the AWS console, which ends with the 6 characters that AWS drew.",
    describe: ({ found }) =>
      said(
        `the suffix ${quoted(found)} looks like one that is still to be filled in`,
        "paste the ARN from the AWS console, which ends with the 6 characters that AWS drew",
      ),
  }),
  "suffix-doubtful": entry<{ found: string }>({
    severity: "note",
    title: "What looks like a suffix may be the end of the name",
    wrong: "a note: what looks like a suffix may be the end of the name, as in `prod/db-backup`",
    help: "If it is, the ARN is a partial one: paste the full ARN that the AWS console shows.",
    describe: ({ found }) =>
      said(
        `${quoted(found)} may be the end of the name and not the 6 characters that AWS adds to it`,
        "if it is, the ARN is a partial one: paste the full ARN from the AWS console, which is 7 characters longer",
      ),
  }),
  "account-example": entry<{ found: string }>({
    severity: "note",
    title: "The account id is an example of AWS's documentation",
    wrong: "a note: an account id that only AWS's documentation has, such as `111122223333`",
    help: "Write the id of the account that holds the secret.",
    describe: ({ found }) =>
      said(
        `the account id ${quoted(found)} is one of the examples in AWS's documentation`,
        "write the id of the account that holds the secret: aws sts get-caller-identity prints your own",
      ),
  }),
  /** For those who want to see what is kept, and why. */
  literal: entry<{
    reason: string;
    /** It stands in a longer text, where only `${arn:…}` is replaced. */
    within: boolean;
  }>({
    severity: "note",
    title: "An ARN is kept as it stands",
    wrong: "a note, with `-v` only: an ARN that is kept, and why",
    help: "To have it replaced end the line with # arnsubst: resolve, or write ${arn:…}.",
    describe: ({ reason, within }) =>
      said(
        `this ARN is kept as it stands: ${reason}`,
        `to have it replaced ${within ? "" : "end the line with # arnsubst: resolve, or "}write \${arn:…}`,
      ),
  }),
};

/** As many as fit a line; the list is the user's own and can be looked up. */
const MOST_NAMED = 8;

function notAllowed(what: "account" | "region", { found, allowed, suggestion }: NotAllowed) {
  const named = allowed.slice(0, MOST_NAMED).join(", ");
  const more = allowed.length > MOST_NAMED ? ` and ${allowed.length - MOST_NAMED} more` : "";
  return said(
    `the ${what} ${quoted(found)} is not one of those that the rules allow`,
    `${suggestion === undefined ? "" : `did you mean ${quoted(suggestion)}? `}allowed: ${named}${more}; ` +
      `add it with --allow-${what} or to allow-${what}s in .arnsubst.yaml where it is right`,
  );
}
