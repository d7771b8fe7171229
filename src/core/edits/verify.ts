/**
 * References and what came of asking for their secrets → what a resolve would find wrong with them, without making
 * any text. Of a value nothing is looked at but whether it has what the reference selects.
 */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import type { Outcomes } from "../plan/outcomes.js";
import type { Plan } from "../plan/plan.js";
import { select } from "../values/select.js";
import { isTyped } from "./substitute.js";

export function verify({ secrets }: Plan, outcomes: Outcomes): readonly Diagnostic[] {
  return secrets.flatMap((secret) => {
    const outcome = outcomes.get(secret.key);
    if (outcome === undefined) return [];
    return secret.references.flatMap((reference) => {
      const { source, scalar, span } = reference;
      const where = { source, place: span, path: scalar.path };
      if ("problem" in outcome) return [diagnose(outcome.problem, where)];
      const selection = select(outcome.value, reference, { types: "json", typed: isTyped(reference) });
      const problems = selection.ok ? selection.warnings : [selection.problem];
      return problems.map((problem) => diagnose(problem, where));
    });
  });
}
