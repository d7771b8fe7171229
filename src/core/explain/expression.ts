/** A text with an expression in it that names a secret for Mage, CloudFormation or vals → its parts, and what is wrong where. */

import type { Problem } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { cloudformation } from "../forms/cloudformation.js";
import type { Match, ReferenceMatch } from "../forms/form.js";
import { mage } from "../forms/mage.js";
import { vals } from "../forms/vals.js";
import { isArn, type SecretId } from "../services/secrets-manager/secret-id.js";
import type { Span } from "../text/source.js";
import type { ExplainedPart, Explanation } from "./explanation.js";

const FORMS = [
  { form: mage, reader: "Mage" },
  { form: cloudformation, reader: "CloudFormation" },
  { form: vals, reader: "vals" },
] as const;

interface Found {
  readonly reader: string;
  readonly match: ReferenceMatch;
}

export function expressionsIn(text: string): readonly Found[] {
  return FORMS.flatMap(({ form, reader }) =>
    form
      .find(text)
      .filter((match: Match): match is ReferenceMatch => match.kind === "reference")
      .map((match) => ({ reader, match })),
  );
}

/** `partsOf` takes a right ARN apart. */
export function explainExpression(
  text: string,
  { reader, match }: Found,
  partsOf: (arn: string) => readonly ExplainedPart[],
): Explanation {
  const { id, selector, start, end } = match;
  const { filters, jsonKey, versionStage, versionId } = selector;
  const own = id === undefined ? [] : isArn(id) ? partsOf(id.text) : partsOfName(id);
  const told = new Set(own.flatMap(({ problems }) => problems.map(({ code }) => code)));
  const others = match.problems.filter(({ problem }) => !told.has(problem.code));
  return {
    arn: id?.text ?? "",
    around: [],
    parts: [
      ...own,
      ...part("JSON key", jsonKey),
      ...part("version stage", versionStage),
      ...part("version id", versionId),
      ...filters.flatMap((name) => part("filter", name)),
    ],
    problems: others.map(({ problem }) => problem),
    key: selector,
    expression: { reader, text, start, end, places: placesOf(others) },
  };
}

function partsOfName({ name, region }: SecretId): readonly ExplainedPart[] {
  return [...part("region", region), ...part("name", name)];
}

function part(name: ExplainedPart["name"], text: string | undefined): readonly ExplainedPart[] {
  return text === undefined ? [] : [{ name, text, problems: [] }];
}

function placesOf(problems: readonly PartProblem[]): ReadonlyMap<Problem, Span> {
  return new Map(problems.map(({ problem, start, end }) => [problem, { start, end }]));
}
