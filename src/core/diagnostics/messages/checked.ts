/** The sentences for what only `check` looks for. */

import type { ConsistencyProblem, RuleProblem } from "../problems.js";
import { type Description, quoted, said } from "./words.js";

export function describeChecked(problem: RuleProblem | ConsistencyProblem): Description {
  switch (problem.code) {
    case "account-not-allowed":
      return said(
        `the account ${quoted(problem.found)} is not one of those that the rules allow`,
        allowedOnes("account", problem),
      );
    case "region-not-allowed":
      return said(
        `the region ${quoted(problem.found)} is not one of those that the rules allow`,
        allowedOnes("region", problem),
      );
    case "arn-inconsistent":
      return said(
        `the same secret is named by its full ARN at ${problem.at}`,
        `one spelling is easier to search for, and a policy takes the full one: write ${problem.full}`,
      );
    case "arn-stale":
      return said(
        `the secret of this name has another suffix at ${problem.at}`,
        `a secret that is made anew gets a new suffix, so one of the two is out of date: this one, or ${problem.other}`,
      );
    case "suffix-placeholder":
      return said(
        `the suffix ${quoted(problem.found)} looks like one that is still to be filled in`,
        "paste the ARN from the AWS console, which ends with the 6 characters that AWS drew",
      );
    case "suffix-doubtful":
      return said(
        `${quoted(problem.found)} may be the end of the name and not the 6 characters that AWS adds to it`,
        "if it is, the ARN is a partial one: paste the full ARN from the AWS console, which is 7 characters longer",
      );
    case "reference-doubtful":
      return said(
        `the whole secret takes the place of this ARN, though ${quoted(problem.name)} may be for a program that looks ` +
          "the secret up by its ARN",
        `to keep the ARN end the line with # arnsubst: literal; where the value is meant end it with ` +
          `# arnsubst: resolve, or select a JSON key: ${problem.id}:key`,
      );
    case "literal":
      return said(
        `this ARN is kept as it stands: ${problem.reason}`,
        problem.within
          ? "to have it replaced write ${arn:…}"
          : "to have it replaced end the line with # arnsubst: resolve, or write ${arn:…}",
      );
    case "account-example":
      return said(
        `the account id ${quoted(problem.found)} is one of the examples in AWS's documentation`,
        "write the id of the account that holds the secret: aws sts get-caller-identity prints your own",
      );
  }
}

/** As many as fit a line; the list is the user's own and can be looked up. */
const MOST_NAMED = 8;

function allowedOnes(
  what: string,
  { allowed, suggestion }: { allowed: readonly string[]; suggestion?: string },
): string {
  const named = allowed.slice(0, MOST_NAMED).join(", ");
  const more = allowed.length > MOST_NAMED ? ` and ${allowed.length - MOST_NAMED} more` : "";
  const all = `allowed: ${named}${more}`;
  const known = `add it with --allow-${what} or to allow-${what}s in .arnsubst.yaml where it is right`;
  return suggestion === undefined
    ? `${all}; ${known}`
    : `did you mean ${quoted(suggestion)}? ${all}; ${known}`;
}
