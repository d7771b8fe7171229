/** What vals reads behind `?`: the region and the version, and what it reads there that has another place here. */

import { checkRegion, withFixedText } from "../../arn/parts.js";
import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { quoted } from "../../diagnostics/words.js";
import { isArn, type SecretId } from "../../services/secrets-manager/secret-id.js";
import { nearest } from "../../text/nearest.js";
import type { Token } from "../../text/source.js";
import { malformed, shifted, splitTokens } from "../form.js";

const PARAMETERS = ["region", "version_stage", "version_id"] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Whose credentials are used is not said in a reference here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  role_arn:
    'name the role in .arnsubst.yaml, with the account of the secret: accounts: { "123456789012": { role: arn:aws:iam::… } }',
  profile:
    'name it with --profile, or for one account in .arnsubst.yaml: accounts: { "123456789012": { profile: … } }',
};

export function parametersIn(query: Token | undefined) {
  const values: { -readonly [K in Parameter]?: Token } = {};
  const problems: PartProblem[] = [];
  for (const field of query === undefined ? [] : splitTokens(query.text, "&", query.start)) {
    if (field.text === "") continue;
    const [name = ""] = field.text.split("=", 1);
    const start = field.start + name.length + 1;
    const text = decoded(field.text.slice(name.length + 1));
    const known = PARAMETERS.find((each) => each === name);
    if (known === undefined) problems.push(unknownParameter(field, name));
    else if (text === "")
      problems.push(malformed(field, `${name} has no value`, "write one, or leave it out"));
    else if (values[known] !== undefined)
      problems.push(malformed(field, `${name} is here twice`, "keep one of them"));
    else values[known] = { text, start, end: field.end };
  }
  return { values, problems };
}

function unknownParameter(field: Token, name: string): PartProblem {
  const elsewhere = ELSEWHERE[name];
  if (elsewhere !== undefined) return malformed(field, `${name} is not taken from a reference`, elsewhere);
  const meant = nearest(name, [...PARAMETERS, ...Object.keys(ELSEWHERE)]);
  const all = `the parameters are ${PARAMETERS.join(", ")}`;
  const span = { start: field.start, end: field.start + (name.length || field.text.length) };
  return malformed(
    span,
    `there is no parameter ${quoted(name)}`,
    meant === undefined ? all : `did you mean ${quoted(meant)}?`,
  );
}

/** A name takes its region from here; an ARN has one already. */
export function regionProblems(region: Token, id: SecretId | undefined, text: string, from: number) {
  const template = templateIn(region, "region");
  if (template.length > 0) return template;
  if (id !== undefined && isArn(id)) {
    if (id.region === region.text) return [];
    return [
      malformed(
        region,
        `the ARN's region is ${quoted(id.region)}, this one is another`,
        `write region=${id.region}, or leave it out`,
      ),
    ];
  }
  const field = { text: region.text, start: region.start - from, end: region.end - from };
  const partition = { ...field, text: partitionOf(region.text) ?? "aws" };
  return shifted(withFixedText(text, checkRegion(field, partition)), from);
}

/** Percent-encoding undone; a `%` that stands for nothing else is itself. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
