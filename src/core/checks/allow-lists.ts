/** References to accounts and regions that the team does not allow. */

import type { CheckProblem } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import type { Reference } from "../references/findings.js";
import type { Rules } from "../rules/rules.js";
import { isArn } from "../services/secrets-manager/secret-id.js";
import { spanInArn } from "../services/secrets-manager/span.js";
import { nearest } from "../text/nearest.js";

/** Nothing is said of what has no list. ARNs that are kept are for another program, so they are not judged. */
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
  // A name's are those of the run, which is not known here.
  if (allowed === undefined || found === undefined || allowed.includes(found)) return [];
  const suggestion = nearest(found, allowed);
  const problem: CheckProblem = {
    code: part === "region" ? "region-not-allowed" : "account-not-allowed",
    found,
    allowed,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
  return [diagnoseInArn(problem, reference, part)];
}

/** A diagnostic of a part of a reference's ARN; of the whole reference where it has a name alone. */
export function diagnoseInArn(
  problem: CheckProblem,
  { source, span, id, scalar }: Reference,
  part: Parameters<typeof spanInArn>[1],
): Diagnostic {
  if (!isArn(id)) return diagnose(problem, { source, place: span, path: scalar.path });
  const at = source.text.indexOf(id.text, span.start);
  const { start, end } = spanInArn(id, part);
  return diagnose(problem, {
    source,
    place: span,
    part: { start: at + start, end: at + end },
    path: scalar.path,
  });
}
