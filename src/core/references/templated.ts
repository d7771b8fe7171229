/** References with a template in them, which another program fills in first: `{{resolve:secretsmanager:${self:custom.x}}}`. */

import { filledInFirst } from "../arn/templates.js";
import { severityOf } from "../diagnostics/catalogue.js";
import type { Match, ReferenceMatch } from "../forms/form.js";

export interface Templated extends ReferenceMatch {
  readonly template: string;
}

/**
 * A match with a note in place of its errors, if all of them are templates that another program fills in; undefined
 * otherwise.
 */
export function templatedIn(match: Match): Templated | undefined {
  if (match.kind === "escape") return undefined;
  const errors = match.problems.filter(({ problem }) => severityOf(problem) === "error");
  const notes = errors.flatMap(({ problem, ...part }) => {
    const template = problem.code === "arn-template" ? filledInFirst(problem.found) : undefined;
    return template === undefined
      ? []
      : [{ problem: { ...problem, kept: true }, template, ...part } as const];
  });
  const [first] = notes;
  if (first === undefined || notes.length < errors.length) return undefined;
  return { ...match, problems: [first], template: first.template };
}
