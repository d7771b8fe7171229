/** Reads the parameters after `?` in a reference of vals: region and version. */

import { checkRegion, withFixedText } from "../../arn/parts.js";
import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { didYouMean, quoted } from "../../diagnostics/words.js";
import { isArn, type SecretId } from "../../services/secret-id.js";
import type { Token } from "../../text/source.js";
import { malformed, shifted, splitTokens } from "../form.js";

const PARAMETERS = ["region", "version_stage", "version_id"] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Parameters of vals for credentials, and where arnsubst takes them from. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  role_arn:
    'name the role in .arnsubst.yaml, with the account of the secret: accounts: { "123456789012": { role: arn:aws:iam::… } }',
  profile:
    'choose it with --profile, or for one account in .arnsubst.yaml: accounts: { "123456789012": { profile: … } }',
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
    else if (text === "") problems.push(malformed(field, `${name} has no value`, "write one, or remove it"));
    else if (values[known] !== undefined)
      problems.push(malformed(field, `${name} is here twice`, "keep one of them"));
    else values[known] = { text, start, end: field.end };
  }
  return { values, problems };
}

function unknownParameter(field: Token, name: string): PartProblem {
  const elsewhere = ELSEWHERE[name];
  if (elsewhere !== undefined)
    return malformed(field, `arnsubst does not read ${name} from a reference`, elsewhere);
  const all = `the parameters are ${PARAMETERS.join(", ")}`;
  const hint = didYouMean(name, [...PARAMETERS, ...Object.keys(ELSEWHERE)], all);
  const span = { start: field.start, end: field.start + (name.length || field.text.length) };
  return malformed(span, `there is no parameter ${quoted(name)}`, hint);
}

/** The region applies to a name. For an ARN it has to equal the ARN's own. */
export function regionProblems(region: Token, id: SecretId | undefined, text: string, from: number) {
  const template = templateIn(region, "region");
  if (template.length > 0) return template;
  if (id !== undefined && isArn(id)) {
    if (id.region === region.text) return [];
    const reason = `this is not the region of the ARN, which is ${quoted(id.region)}`;
    return [malformed(region, reason, `write region=${id.region}, or remove it`)];
  }
  const field = { text: region.text, start: region.start - from, end: region.end - from };
  const partition = { ...field, text: partitionOf(region.text) ?? "aws" };
  return shifted(withFixedText(text, checkRegion(field, partition)), from);
}

/** Decodes percent-encoding. Returns the text unchanged where it is not valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
