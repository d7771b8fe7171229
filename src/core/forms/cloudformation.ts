/** CloudFormation's dynamic references: `{{resolve:secretsmanager:id:SecretString:json-key:version-stage:version-id}}`. */

import { templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { misplacedIn, selectorText } from "../services/secrets-manager/misplaced.js";
import { parseSecretId } from "../services/secrets-manager/parse-id.js";
import { NEAR_SERVICE, SERVICE } from "../services/secrets-manager/resource.js";
import { checkVersion } from "../services/secrets-manager/version.js";
import { isNear } from "../text/nearest.js";
import type { Span, Token } from "../text/source.js";
import { dynamicReferences, idAmong, idProblems, surplusProblems } from "./cloudformation/reference.js";
import { malformed, type ReferenceMatch } from "./form.js";

const EXACT = `{{resolve:${SERVICE}:`;
const STRING = "SecretString";
/** The number of fields of an ARN. */
const FIELDS_OF_ARN = 7;

export const cloudformation = dynamicReferences({
  sourcePattern: `[\\w-]*(?:${NEAR_SERVICE})`,
  serviceMeant: (word) => (isNear(word, SERVICE) ? SERVICE : undefined),
  read: readFields,
});

/** Reads the secret, and the selector. */
function readFields(
  fields: readonly Token[],
  _exact: string,
  place: Span,
): Pick<ReferenceMatch, "id" | "selector" | "problems"> {
  const [secret, [string, jsonKey, stage, version, ...surplus]] = idAmong(fields, lengthOfArn);
  const { id, problems } = parseSecretId(secret.text);
  const selector = {
    filters: [],
    ...(jsonKey?.text ? { jsonKey: jsonKey.text } : {}),
    ...(stage?.text ? { versionStage: stage.text } : {}),
    ...(version?.text ? { versionId: version.text } : {}),
  };
  const right = string === undefined || string.text === "" || string.text === STRING;
  const found = [
    ...idProblems(secret, problems, place, WITHOUT_SECRET),
    ...(right ? [] : [stringProblem(string, secret, [jsonKey, stage, version])]),
    ...(jsonKey === undefined ? [] : templateIn(jsonKey, "JSON key")),
    ...(right ? misplacedAmong(secret, [jsonKey, stage, version]) : []),
    ...(stage === undefined ? [] : templateIn(stage, "version stage")),
    ...(version === undefined ? [] : templateIn(version, "version id")),
    ...checkVersion(stage, version),
    ...surplusProblems(surplus, "version id", `after the secret, write at most ${FIELDS}`),
  ];
  return { ...(id && { id }), selector, problems: found };
}

const FIELDS = `:${STRING}:json-key:version-stage:version-id`;
const WITHOUT_SECRET = {
  reason: "there is no name of a secret",
  write: `write its name or its ARN after ${SERVICE}:, as in ${EXACT}prod/db:${STRING}:password}}`,
};

/** An ARN with too few parts ends before `SecretString`. */
function lengthOfArn(fields: readonly Token[]): number {
  const string = fields.findIndex(({ text }) => text === STRING);
  return string < 0 ? FIELDS_OF_ARN : Math.min(string, FIELDS_OF_ARN);
}

/** The problem of another text in place of `SecretString`: mostly the JSON key, as in other forms. */
function stringProblem(string: Token, secret: Token, others: readonly (Token | undefined)[]): PartProblem {
  const binary = string.text.toLowerCase() === "secretbinary";
  const behind = others.flatMap((field) => (field === undefined ? [] : [field.text]));
  const meant = binary || isNear(string.text, STRING) || behind.length === others.length;
  const fixed = [secret.text, STRING, ...(meant ? [] : [string.text]), ...behind].join(":");
  const reason = binary
    ? `CloudFormation does not read SecretBinary, only ${STRING}`
    : `${quoted(string.text)} is in the place of ${STRING}`;
  return malformed(string, reason, `write ${EXACT}${fixed}}}`);
}

/** The problem of a field in the place of another: `…:SecretString:AWSPREVIOUS`, `…:SecretString::password`. */
function misplacedAmong(secret: Token, fields: readonly (Token | undefined)[]): readonly PartProblem[] {
  const misplaced = misplacedIn(fields.map((field) => field?.text ?? ""));
  const field = fields[misplaced?.index ?? 0];
  if (misplaced === undefined || field === undefined) return [];
  const { found, at, is, meant } = misplaced;
  const fixed = `${EXACT}${secret.text}:${STRING}${selectorText(meant)}}}`;
  return [
    { problem: { code: "version-misplaced", found, at, is, fixed }, start: field.start, end: field.end },
  ];
}
