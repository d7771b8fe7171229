/** A text with an ARN in it, or with an expression that names a secret → each part of that, what is wrong, and the ARN that was meant. */

import { type Problem, severityOf } from "../diagnostics/catalogue.js";
import { parseArn, serviceMeant } from "../services/index.js";
import { explainArn } from "./arn-parts.js";
import type { Explanation } from "./explanation.js";
import { explainExpression, expressionsIn } from "./expression.js";
import { extractArn } from "./extract-arn.js";
import { repairArn } from "./repair.js";

/** The explanation of the only ARN or expression in a text; their number if there are several; undefined if there is none. */
export function explain(text: string): Explanation | number | undefined {
  const [expression, ...others] = expressionsIn(text);
  if (others.length > 0) return others.length + 1;
  if (expression !== undefined) return explainExpression(text, expression);
  const extracted = extractArn(text);
  if (extracted === undefined || typeof extracted === "number") return extracted;
  const { arn, around, filters, problems } = extracted;
  const { parts, rest } = explainArn(arn);
  const filterParts = filters.map((name) => {
    const own = problems.filter((each) => "found" in each && each.found.replace(/^\|\s*/, "") === name);
    return { name: "filter", text: name, problems: own } as const;
  });
  const ofFilters = new Set<Problem>(filterParts.flatMap((part) => part.problems));
  const fixed = repairArn(arn);
  return {
    arn,
    service: serviceMeant(fixed ?? arn).name,
    around,
    parts: [...parts, ...filterParts],
    problems: [...rest, ...problems.filter((problem) => !ofFilters.has(problem))],
    key: parseArn(fixed ?? arn).key,
    ...(fixed === undefined ? {} : { fixed }),
  };
}

export function isWrong({ parts, problems }: Explanation): boolean {
  const all = [...parts.flatMap((part) => part.problems), ...problems];
  return all.some((problem) => severityOf(problem) === "error");
}
