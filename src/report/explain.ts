/** `explain` for people: a row for each part of the ARN with its verdict, what the ARN asks for, and the corrected ARN. */

import { describe, type Problem, severityOf } from "../core/diagnostics/catalogue.js";
import { isWrong } from "../core/explain/explain.js";
import type { ExplainedPart, Explanation, Expression, PartName } from "../core/explain/explanation.js";
import { serviceOf } from "../core/services/index.js";
import type { ServiceName } from "../core/services/secret-id.js";
import { excerptOf } from "./excerpt.js";
import { COLORS, type Palette, paletteOf } from "./pretty-diagnostics.js";
import { visible } from "./visible.js";

const TITLES: Readonly<Record<ServiceName, string>> = {
  secretsmanager: "AWS Secrets Manager",
  ssm: "SSM Parameter Store, part of AWS Systems Manager",
};

function meaningsFor(service: ServiceName): Readonly<Record<PartName, string>> {
  const { noun } = serviceOf({ service });
  return {
    prefix: "every ARN starts with it",
    partition: "aws, in China aws-cn, in GovCloud aws-us-gov",
    service: TITLES[service],
    region: `the region where the ${noun} is stored`,
    "account id": `the AWS account that owns the ${noun}`,
    "resource type": `says that this is the ARN of a ${noun}`,
    name: `the name of the ${noun}`,
    suffix: "6 random characters that AWS adds to the name",
    "JSON key": `the value of this key in the ${noun}'s JSON`,
    version: "the version with this number or label",
    "version stage": "the version that has this label",
    "version id": "exactly this version",
    filter: "applied to the value",
    part: "",
  };
}
/** A longer value moves its own verdict only. */
const WIDEST_VALUE = 40;
const NO_CODE = "fine";

/** Every row ends with a line break. If a wrong ARN can be corrected, the last line is the correct one alone. */
export function explanationText(
  explanation: Explanation,
  { color, quiet = false }: { readonly color: boolean; readonly quiet?: boolean },
): string {
  const palette = paletteOf(color);
  const { arn, around, parts, problems, expression, fixed } = explanation;
  const shown = quiet ? parts.filter((part) => part.problems.some(isError)) : parts;
  const widths = {
    name: widest(parts.map(({ name }) => name)),
    text: Math.min(WIDEST_VALUE, widest(parts.map(({ text }) => visible(text)))),
  };
  const explained = new Set<Problem>();
  const rows = [
    ...(around.length === 0 || quiet ? [] : [...extracted(arn, around), ""]),
    ...(expression === undefined || quiet ? [] : [expressionRow(expression), ""]),
    ...shown.flatMap((part) => partRows(part, widths, explained, palette, explanation.service)),
    ...problems
      .filter((each) => !quiet || isError(each))
      .flatMap((each) => [...underlined(each, expression), ...problemRows(each, "", palette)]),
    ...(quiet || isWrong(explanation) ? [] : ["", askedFor(explanation)]),
    ...(fixed === undefined ? [] : ["", "Corrected ARN:", visible(fixed)]),
  ];
  return rows.map((row) => `${row.trimEnd()}\n`).join("");
}

function extracted(arn: string, around: readonly string[]): readonly string[] {
  return [`Ignoring: ${visible(around.join(", "))}.`, visible(arn)];
}

function expressionRow({ reader, text, start, end }: Expression): string {
  return `${reader} expression: ${visible(text.slice(start, end))}`;
}

/** The line of the expression with the wrong part underlined. */
function underlined(problem: Problem, expression: Expression | undefined): readonly string[] {
  const part = expression?.places.get(problem);
  if (expression === undefined || part === undefined) return [];
  const { text, start, end } = expression;
  // One character for one, so that offsets stay valid.
  const source = { name: "", text: text.replaceAll("\t", visible("\t")) };
  const shown = excerptOf({ source, place: { start, end }, part, problem });
  return [shown.text, `${shown.before}${shown.underline}`];
}

function partRows(
  { name, text, problems, unjudged }: ExplainedPart,
  widths: { readonly name: number; readonly text: number },
  explained: Set<Problem>,
  palette: Palette,
  service: ServiceName,
): readonly string[] {
  const shown = text === "" ? "-" : visible(text);
  const head = `${name.padEnd(widths.name)}  ${shown.padEnd(widths.text)}  `;
  if (unjudged) return [head];
  if (problems.length === 0)
    return [`${head}${palette.green(NO_CODE)}  ${palette.dim(meaningOf({ name, text }, service))}`];
  const indent = " ".repeat(head.length);
  return problems.flatMap((problem, index) => {
    const start = index === 0 ? head : indent;
    // A problem of two parts is explained at the first one.
    if (explained.has(problem)) return [`${start}${tagOf(problem, palette)}: as above`];
    explained.add(problem);
    const [first = "", ...others] = problemRows(problem, indent, palette);
    return [`${start}${first.slice(indent.length)}`, ...others];
  });
}

function problemRows(problem: Problem, indent: string, palette: Palette): readonly string[] {
  const { message, hint } = describe(problem);
  return [
    `${indent}${tagOf(problem, palette)}: ${visible(message)}`,
    ...(hint === undefined ? [] : [`${indent}${palette.dim("  = ")}${visible(hint)}`]),
  ];
}

function tagOf(problem: Problem, palette: Palette): string {
  const severity = severityOf(problem);
  return `${palette[COLORS[severity]](severity)} ${palette.bold(problem.code)}`;
}

function meaningOf({ name, text }: Pick<ExplainedPart, "name" | "text">, service: ServiceName): string {
  if (name === "account id" && text === "")
    return "empty, because this parameter is public and belongs to AWS";
  const meaning = meaningsFor(service)[name];
  const isPath = name === "JSON key" && /[.[]/.test(text);
  return isPath ? `${meaning} or, if there is no such key, at this path` : meaning;
}

/** What the ARN asks for. */
function askedFor({ service, key: { jsonKey, versionStage, versionId } }: Explanation): string {
  const { noun, defaultVersion } = serviceOf({ service });
  const what =
    jsonKey === undefined ? `the whole ${noun}` : `the value of ${visible(jsonKey)} in the ${noun}'s JSON`;
  const version = versionId ?? versionStage;
  return `It asks for ${what}, ${version === undefined ? defaultVersion : `version ${visible(version)}`}.`;
}

function isError(problem: Problem): boolean {
  return severityOf(problem) === "error";
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
