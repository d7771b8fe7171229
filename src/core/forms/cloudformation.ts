/** CloudFormation's dynamic references: `{{resolve:secretsmanager:id:SecretString:json-key:version-stage:version-id}}`. */

import { maskTemplates, templateIn } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { quoted } from "../diagnostics/words.js";
import { misplacedIn, selectorText } from "../services/secrets-manager/misplaced.js";
import { parseSecretId } from "../services/secrets-manager/parse-id.js";
import { NEAR_SERVICE, SERVICE } from "../services/secrets-manager/resource.js";
import { checkVersion } from "../services/secrets-manager/version.js";
import { isNear } from "../text/nearest.js";
import type { Span, Token } from "../text/source.js";
import { type Form, malformed, type ReferenceMatch, shifted, splitTokens } from "./form.js";

/** Also matches spaces, capitals and misspellings, to report that CloudFormation would not resolve them. */
const OPENING = /\{\{\s*resolve\s*:\s*(?<service>[\w-]+)\s*:?/gi;
const EXACT = `{{resolve:${SERVICE}:`;
const STRING = "SecretString";
/** The number of fields of an ARN. */
const FIELDS_OF_ARN = 7;

export const cloudformation: Form = {
  name: "cloudformation",
  // Without the braces, because YAML reads unquoted braces as a flow mapping.
  pattern: "resolve\\s*:\\s*[\\w-]",
  sourcePattern: `resolve\\s*:\\s*[\\w-]*(?:${NEAR_SERVICE})`,
  literalWhen: "purpose",
  literalWithTemplates: true,
  find(text) {
    if (!text.includes("{{")) return [];
    const openings = Array.from(text.matchAll(OPENING)).filter(({ groups }) =>
      isNear(groups?.["service"] ?? "", SERVICE),
    );
    // The next opening ends the search for an end. Otherwise many unclosed ones would each search the whole text.
    return openings.map((opening, index) => referenceAt(text, opening, openings[index + 1]?.index));
  },
};

function referenceAt(text: string, found: RegExpExecArray, limit: number | undefined): ReferenceMatch {
  const opening = found[0];
  const start = found.index;
  const from = start + opening.length;
  const [rest = ""] = text.slice(from, limit).split("\n", 1);
  const length = [maskTemplates(rest), rest].map((each) => each.indexOf("}}")).find((at) => at >= 0);
  if (length === undefined) return unterminated(opening + (/^\S*/.exec(rest)?.[0] ?? ""), start);

  const inside = rest.slice(0, length);
  const place = { text: opening + rest.slice(0, length + 2), start, end: from + length + 2 };
  const misspelled = misspellingOf(place, opening, found.groups?.["service"] ?? "", inside);
  const read = misspelled ? { problems: [misspelled] } : fieldsIn(splitTokens(inside, ":", from), place);
  return { kind: "reference", selector: { filters: [] }, ...place, ...read };
}

function unterminated(text: string, start: number): ReferenceMatch {
  const span = { start, end: start + text.length };
  const problem = { code: "reference-unterminated", opening: "{{resolve:", closing: "}}" } as const;
  return { kind: "reference", selector: { filters: [] }, problems: [{ problem, ...span }], text, ...span };
}

/** The problem of a reference that CloudFormation would not recognise. It hides all others. */
function misspellingOf(
  place: Token,
  opening: string,
  service: string,
  inside: string,
): PartProblem | undefined {
  if (inside.trim() === "") return undefined;
  const written = opening + inside;
  const tight = withoutSpaces(written).replace(/^\{\{\s+/, "{{");
  if (tight.startsWith(EXACT)) {
    if (written === tight) return undefined;
    const reason = "CloudFormation does not resolve a reference with spaces next to its braces or colons";
    return malformed(place, reason, `write ${tight}}}`);
  }
  const start = place.start + opening.indexOf(service);
  const wrong = service === SERVICE ? place : { start, end: start + service.length };
  const reason = `CloudFormation resolves only ${quoted(`${EXACT}…}}`)}, spelled like this`;
  return malformed(wrong, reason, `write ${EXACT}${withoutSpaces(inside)}}}`);
}

/** Without spaces beside the colons and at the ends. */
function withoutSpaces(text: string): string {
  return text
    .split(":")
    .map((field) => field.trim())
    .join(":");
}

/** Reads the fields between the service and the braces: the secret, and the selector. */
function fieldsIn(
  fields: readonly Token[],
  place: Token,
): Pick<ReferenceMatch, "id" | "selector" | "problems"> {
  const [secret, [string, jsonKey, stage, version, ...surplus]] = secretAmong(fields);
  const { id, problems } = parseSecretId(secret.text);
  const selector = {
    filters: [],
    ...(jsonKey?.text ? { jsonKey: jsonKey.text } : {}),
    ...(stage?.text ? { versionStage: stage.text } : {}),
    ...(version?.text ? { versionId: version.text } : {}),
  };
  const right = string === undefined || string.text === "" || string.text === STRING;
  const found = [
    ...(secret.text === "" ? [withoutSecret(place)] : shifted(problems, secret.start)),
    ...(right ? [] : [stringProblem(string, secret, [jsonKey, stage, version])]),
    ...(jsonKey === undefined ? [] : templateIn(jsonKey, "JSON key")),
    ...(right ? misplacedAmong(secret, [jsonKey, stage, version]) : []),
    ...(stage === undefined ? [] : templateIn(stage, "version stage")),
    ...(version === undefined ? [] : templateIn(version, "version id")),
    ...checkVersion(stage, version),
    ...surplusProblems(surplus),
  ];
  return { ...(id && { id }), selector, problems: found };
}

/** Separates the secret from the fields after it. An ARN with too few parts ends before `SecretString`. */
function secretAmong(fields: readonly Token[]): readonly [Token, readonly Token[]] {
  const first = fields[0] as Token;
  if (!/^arn$/i.test(first.text)) return [first, fields.slice(1)];
  const string = fields.findIndex(({ text }) => text === STRING);
  const count = string < 0 ? FIELDS_OF_ARN : Math.min(string, FIELDS_OF_ARN);
  const own = fields.slice(0, count);
  const text = own.map((field) => field.text).join(":");
  return [{ text, start: first.start, end: first.start + text.length }, fields.slice(count)];
}

function withoutSecret(place: Span): PartProblem {
  const write = `write its name or its ARN after ${SERVICE}:, as in ${EXACT}prod/db:${STRING}:password}}`;
  return malformed(place, "there is no name of a secret", write);
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

function surplusProblems(surplus: readonly Token[]): readonly PartProblem[] {
  const [first, last] = [surplus[0], surplus.at(-1)];
  if (first === undefined || last === undefined) return [];
  const write = `after the secret, write at most :${STRING}:json-key:version-stage:version-id`;
  // With its colon, because the field itself may be empty.
  return [malformed({ start: first.start - 1, end: last.end }, "there is text after the version id", write)];
}
