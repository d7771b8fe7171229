/** References to accounts and regions outside the lists that the rules allow. */

import type { CheckProblem } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { diagnoseAt, type Reference } from "../references/findings.js";
import type { Rules } from "../rules/rules.js";
import { isArn } from "../services/secret-id.js";
import { spanInArn } from "../services/span.js";
import { nearest } from "../text/nearest.js";

/** Without a list everything is allowed. Kept ARNs are not checked: they belong to another program. */
export function diagnoseNotAllowed(
  reference: Reference,
  { allowAccounts, allowRegions }: Rules,
): readonly Diagnostic[] {
  return [...notIn(allowRegions, "region", reference), ...notIn(allowAccounts, "account", reference)];
}

function notIn(
  allowed: readonly string[] | undefined,
  part: "region" | "account",
  reference: Reference,
): readonly Diagnostic[] {
  const found = reference.id[part];
  // A secret given by name is in the account and region of the run, which are unknown here. A public parameter has no account.
  if (allowed === undefined || !found || allowed.includes(found)) return [];
  const suggestion = nearest(found, allowed);
  const problem: CheckProblem = {
    code: part === "region" ? "region-not-allowed" : "account-not-allowed",
    found,
    allowed,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
  return [diagnoseInArn(problem, reference, part)];
}

/** Points at a part of a reference's ARN, or at the whole reference if it has only a name. */
export function diagnoseInArn(
  problem: CheckProblem,
  reference: Reference,
  part: Parameters<typeof spanInArn>[1],
): Diagnostic {
  const { source, span, id } = reference;
  if (!isArn(id)) return diagnoseAt(reference, problem);
  const at = source.text.indexOf(id.text, span.start);
  const { start, end } = spanInArn(id, part);
  return diagnoseAt(reference, problem, { start: at + start, end: at + end });
}
