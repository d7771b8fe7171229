/** CloudFormation's dynamic references to parameters: `{{resolve:ssm:name:version}}` and `{{resolve:ssm-secure:name:version}}`. */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { startsAsArn } from "../services/index.js";
import { looksLikeJsonKey } from "../services/json-key.js";
import { parseParameterId } from "../services/parameter-store/parse-id.js";
import { isNearType, SERVICE } from "../services/parameter-store/resource.js";
import { isLabel, isVersionNumber } from "../services/parameter-store/version.js";
import { isArn, type SecretId } from "../services/secret-id.js";
import { isNear } from "../text/nearest.js";
import type { Span, Token } from "../text/source.js";
import { dynamicReferences, idAmong, idProblems, surplusProblems } from "./cloudformation/reference.js";
import { malformed, type ReferenceMatch } from "./form.js";

const SECURE = `${SERVICE}-secure`;
/** The number of fields of an ARN. */
const FIELDS_OF_ARN = 6;

/** How every word starts that can mean one of the two services. */
const LIKELY = "s{1,3}m|[\\w-]*(?:secu|param)";
const LIKELY_WORD = new RegExp(`^(?:${LIKELY})`, "i");
/** Too short to count slips: `sns` and `sms` are other words. */
const NEAR_SSM = /^(?:ssmm?|sssm|smm|(?:ssm)?param(?:eter)?s?)$/;

export const cloudformationSsm = dynamicReferences({
  sourcePattern: `(?:${LIKELY})`,
  serviceMeant,
  read: readFields,
});

function serviceMeant(written: string): string | undefined {
  if (!LIKELY_WORD.test(written)) return undefined;
  const word = written.toLowerCase().replaceAll(/[-_]/g, "");
  if (isNear(word, "ssmsecure")) return SECURE;
  return NEAR_SSM.test(word) || isNear(word, "parameterstore") ? SERVICE : undefined;
}

/** Reads the parameter and its version. */
function readFields(
  fields: readonly Token[],
  exact: string,
  place: Span,
): Pick<ReferenceMatch, "id" | "selector" | "problems"> {
  const [parameter, [version, ...surplus]] = idAmong(fields, lengthOfArn);
  const { id, problems } = parseParameterId(parameter.text);
  const write = (after = "") => `write ${exact}${parameter.text}${after}}}`;
  // Behind a wrong ARN, nothing tells which field is the version.
  const isLost = id === undefined && startsAsArn(parameter.text);
  const wrong = version === undefined ? undefined : isLost ? [] : versionProblem(version, surplus, id, write);
  const missing = {
    reason: "there is no name of a parameter",
    write: `write its name or its ARN after the colon, as in ${exact}/prod/db/password}}`,
  };
  return {
    ...(id && { id }),
    selector: {
      filters: [],
      ...(isVersionNumber(version?.text ?? "") && { versionId: version?.text ?? "" }),
    },
    problems: [
      ...idProblems(parameter, problems, place, missing),
      ...(problems.length === 0 ? slashProblem(parameter, exact, version) : []),
      ...(version === undefined ? [] : templateIn(version, "version")),
      ...(wrong ?? surplusProblems(surplus, "version", write(`:${version?.text}`))),
    ],
  };
}

/** An ARN with too few parts ends behind its `parameter/`. */
function lengthOfArn(fields: readonly Token[]): number {
  const type = fields.findIndex(({ text }) => isNearType(text.split("/", 1)[0] ?? ""));
  if (type < 0) return FIELDS_OF_ARN;
  // In `parameter:name` the name is a field of its own.
  return fields[type]?.text.includes("/") ? type + 1 : type + 2;
}

/** The problem of a name such as `prod/db`: AWS knows names with levels only with a slash before the first. */
function slashProblem(name: Token, exact: string, version: Token | undefined): readonly PartProblem[] {
  if (!/^(?!arn:)[^/]+\//i.test(name.text)) return [];
  const behind = version === undefined ? "" : `:${version.text}`;
  const reason = "the name of a parameter with levels starts with a slash";
  return [malformed(name, reason, `write ${exact}/${name.text}${behind}}}`)];
}

/** The problem of a field after the name that is no number; undefined where there is none, or where it is a template. */
function versionProblem(
  version: Token,
  surplus: readonly Token[],
  id: SecretId | undefined,
  write: (after?: string) => string,
): readonly PartProblem[] | undefined {
  const [key] = surplus;
  const all = { start: version.start - 1, end: surplus.at(-1)?.end ?? version.end };
  if (version.text === "SecretString")
    return [malformed(all, `SecretString belongs to references to AWS Secrets Manager`, write())];
  if (version.text === "" && (key === undefined || key.text === ""))
    return [malformed(all, "there is no version after the colon", write())];
  const isRight = version.text === "" || isVersionNumber(version.text);
  if (isRight && key !== undefined && key.text !== "") {
    const where = { start: key.start - 1, end: all.end };
    return [malformed(where, WITHOUT_KEY, writeAsArn(id, `:${version.text}:${key.text}`))];
  }
  if (isRight || templateIn(version, "version").length > 0) return undefined;
  if (looksLikeJsonKey(version.text))
    return [malformed(version, WITHOUT_KEY, writeAsArn(id, `::${version.text}`))];
  const reason = `the version of a parameter is a number here, and ${quoted(version.text)} is none; CloudFormation takes no labels`;
  const number = `${write(":3")}, with the version's own number`;
  const hint = isLabel(version.text) ? `${number}, or ${asArn(id, `:${version.text}`)}` : number;
  return [malformed(version, reason, hint)];
}

const WITHOUT_KEY = "CloudFormation reads no JSON key of a parameter";

function writeAsArn(id: SecretId | undefined, selector: string): string {
  return `write ${asArn(id, selector)}, which arnsubst replaces`;
}

/** The parameter with a selector that only arnsubst reads. */
function asArn(id: SecretId | undefined, selector: string): string {
  const arn =
    id !== undefined && isArn(id)
      ? id.text
      : `arn:aws:${SERVICE}:region:account-id:parameter/${id?.name.replace(/^\//, "") ?? "name"}`;
  return `\${${arn}${selector}}`;
}
