/** Reads the parameters after `?` in a reference of vals: the region, the version, and how the value is read. */

import { checkRegion, withFixedText } from "../../arn/parts.js";
import { partitionOf } from "../../arn/regions.js";
import { templateIn } from "../../arn/templates.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import { didYouMean, quoted } from "../../diagnostics/words.js";
import { isArn, type SecretId } from "../../services/secret-id.js";
import type { Token } from "../../text/source.js";
import { malformed, shifted, splitTokens } from "../form.js";
import type { ValsBody } from "./reference.js";

/** Parameters of vals for credentials, and where arnsubst takes them from. */
const ELSEWHERE: Readonly<Record<string, (noun: string) => string>> = {
  role_arn: (noun) =>
    `name the role in .arnsubst.yaml, with the account of the ${noun}: accounts: { "123456789012": { role: arn:aws:iam::… } }`,
  profile: () =>
    'choose it with --profile, or for one account in .arnsubst.yaml: accounts: { "123456789012": { profile: … } }',
};

/**
 * @param names of the parameters that there are
 * @param noun `secret` or `parameter`, for messages
 */
export function parametersIn<P extends string>(query: Token | undefined, names: readonly P[], noun: string) {
  const values: { [K in P]?: Token } = {};
  const problems: PartProblem[] = [];
  for (const field of query === undefined ? [] : splitTokens(query.text, "&", query.start)) {
    if (field.text === "") continue;
    const [name = ""] = field.text.split("=", 1);
    const start = field.start + name.length + 1;
    const text = decoded(field.text.slice(name.length + 1));
    const known = names.find((each) => each === name);
    if (known === undefined) problems.push(unknownParameter(field, name, names, noun));
    else if (text === "") problems.push(malformed(field, `${name} has no value`, "write one, or remove it"));
    else if (values[known] !== undefined)
      problems.push(malformed(field, `${name} is here twice`, "keep one of them"));
    else values[known] = { text, start, end: field.end };
  }
  return { values, problems };
}

function unknownParameter(field: Token, name: string, names: readonly string[], noun: string): PartProblem {
  const elsewhere = ELSEWHERE[name]?.(noun);
  if (elsewhere !== undefined)
    return malformed(field, `arnsubst does not read ${name} from a reference`, elsewhere);
  const all = `the query parameters are ${names.join(", ")}`;
  const hint = didYouMean(name, [...names, ...Object.keys(ELSEWHERE)], all);
  const span = { start: field.start, end: field.start + (name.length || field.text.length) };
  return malformed(span, `there is no query parameter ${quoted(name)}`, hint);
}

/** A name means another secret in each region. */
export function inRegion(id: SecretId | undefined, region: Token | undefined): SecretId | undefined {
  return id === undefined || region === undefined || isArn(id) ? id : { ...id, region: region.text };
}

/** The region applies to a name. For an ARN it has to equal the ARN's own. */
export function regionProblems(region: Token, id: SecretId | undefined, body: ValsBody) {
  const template = templateIn(region, "region");
  if (template.length > 0) return template;
  if (id !== undefined && isArn(id)) {
    if (id.region === region.text) return [];
    const reason = `this is not the region of the ARN, which is ${quoted(id.region)}`;
    return [malformed(region, reason, `write region=${id.region}, or remove it`)];
  }
  const from = body.name.start - body.exact.length;
  const field = { text: region.text, start: region.start - from, end: region.end - from };
  const partition = { ...field, text: partitionOf(region.text) ?? "aws" };
  const whole = body.head + (body.fragment?.text ?? "");
  return shifted(withFixedText(whole, checkRegion(field, partition)), from);
}

/** Decodes percent-encoding. Returns the text unchanged where it is not valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
