/** References and the outcomes of their secrets → the problems that `resolve` would report, without making any text. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Outcomes } from "../plan/outcomes.js";
import type { Plan } from "../plan/plan.js";
import { diagnoseAt } from "../references/findings.js";
import { selectFrom } from "../values/select.js";
import { isTyped } from "./fills.js";

/** Of each value it checks only whether the reference can select something from it. */
export function verify({ secrets }: Plan, outcomes: Outcomes): readonly Diagnostic[] {
  return secrets.flatMap((secret) => {
    const outcome = outcomes.get(secret.key);
    if (outcome === undefined) return [];
    const select = selectFrom(outcome);
    return secret.references.flatMap((reference) => {
      const selection = select(reference, { types: "json", typed: isTyped(reference) });
      const problems = selection.ok ? selection.warnings : [selection.problem];
      return problems.map((problem) => diagnoseAt(reference, problem));
    });
  });
}
