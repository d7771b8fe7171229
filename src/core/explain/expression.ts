/** An expression that names a secret for Mage, CloudFormation or vals → its parts, and where its problems stand. */

import { cloudformation } from "../forms/cloudformation.js";
import { cloudformationSsm } from "../forms/cloudformation-ssm.js";
import type { Match, ReferenceMatch } from "../forms/form.js";
import { mage } from "../forms/mage.js";
import { vals } from "../forms/vals.js";
import { valsSsm } from "../forms/vals-ssm.js";
import { isArn, type SecretId } from "../services/secret-id.js";
import { explainArn } from "./arn-parts.js";
import type { ExplainedPart, Explanation } from "./explanation.js";

const FORMS = [
  { form: mage, reader: "Mage" },
  { form: cloudformation, reader: "CloudFormation" },
  { form: cloudformationSsm, reader: "CloudFormation" },
  { form: vals, reader: "vals" },
  { form: valsSsm, reader: "vals" },
] as const;

interface FoundExpression {
  readonly reader: string;
  readonly match: ReferenceMatch;
}

export function expressionsIn(text: string): readonly FoundExpression[] {
  return FORMS.flatMap(({ form, reader }) =>
    form
      .find(text)
      .filter(isReference)
      .map((match) => ({ reader, match })),
  );
}

export function isReference(match: Match): match is ReferenceMatch {
  return match.kind === "reference";
}

export function explainExpression(text: string, { reader, match }: FoundExpression): Explanation {
  const { id, selector, start, end } = match;
  const { filters, jsonKey, versionStage, versionId } = selector;
  const own = id === undefined ? [] : isArn(id) ? explainArn(id.text).parts : partsOfName(id);
  const ownCodes = new Set(own.flatMap(({ problems }) => problems.map(({ code }) => code)));
  const others = match.problems.filter(({ problem }) => !ownCodes.has(problem.code));
  const places = new Map(others.map((each) => [each.problem, { start: each.start, end: each.end }]));
  return {
    arn: id?.text ?? "",
    service: id?.service ?? "secretsmanager",
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
    expression: { reader, text, start, end, places },
  };
}

function partsOfName({ name, region }: SecretId): readonly ExplainedPart[] {
  return [...part("region", region), ...part("name", name)];
}

function part(name: ExplainedPart["name"], text: string | undefined): readonly ExplainedPart[] {
  return text === undefined ? [] : [{ name, text, problems: [] }];
}
