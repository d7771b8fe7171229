/** The sentences for what only `check` looks for. */

import type { RuleProblem } from "../problems.js";
import { type Description, quoted, said } from "./words.js";

export function describeChecked(problem: RuleProblem): Description {
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
