/** An expression that names a secret for Mage, CloudFormation or vals → its parts, and where its problems stand. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import { cloudformation } from "../forms/cloudformation.js";
import { cloudformationSsm } from "../forms/cloudformation-ssm.js";
import { isReference, type ReferenceMatch } from "../forms/form.js";
import { mage } from "../forms/mage.js";
import { vals } from "../forms/vals.js";
import { valsSsm } from "../forms/vals-ssm.js";
import { serviceOf } from "../services/index.js";
import type { VersionedKey } from "../services/parsed.js";
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

/** The service of an expression whose id cannot be read. */
const UNKNOWN = { service: "secretsmanager" } as const;

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

export function explainExpression(text: string, { reader, match }: FoundExpression): Explanation {
  const { id, selector, start, end } = match;
  const { filters } = selector;
  const own = id === undefined ? [] : isArn(id) ? explainArn(id.text).parts : partsOfName(id);
  const ownCodes = new Set(own.flatMap(({ problems }) => problems.map(({ code }) => code)));
  const others = match.problems.filter(({ problem }) => !ownCodes.has(problem.code));
  const places = new Map(others.map((each) => [each.problem, { start: each.start, end: each.end }]));
  return {
    arn: id?.text ?? "",
    service: (id ?? UNKNOWN).service,
    around: [],
    parts: [...own, ...partsOfSelector(id, selector), ...filters.flatMap((name) => part("filter", name))],
    problems: others.map(({ problem }) => problem),
    key: selector,
    expression: { reader, text, start, end, places },
  };
}

function partsOfName({ name, region }: SecretId): readonly ExplainedPart[] {
  return [...part("region", region), ...part("name", name)];
}

/** In the order of the selectors that follow an ARN of the same service. */
function partsOfSelector(
  id: SecretId | undefined,
  { jsonKey, versionStage, versionId }: VersionedKey,
): readonly ExplainedPart[] {
  const texts: { [name in ArnPart]?: string | undefined } = {
    "JSON key": jsonKey,
    version: versionStage ?? versionId,
    "version stage": versionStage,
    "version id": versionId,
  };
  return serviceOf(id ?? UNKNOWN).arns.parts.flatMap((name) => part(name, texts[name]));
}

function part(name: ExplainedPart["name"], text: string | undefined): readonly ExplainedPart[] {
  return text === undefined ? [] : [{ name, text, problems: [] }];
}
