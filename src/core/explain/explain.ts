/** A text with an ARN, or an expression that names a secret, in it → each part of the ARN, what is wrong with it, and the ARN that was meant. */

import { fieldsOf } from "../arn/fields.js";
import { type Problem, severityOf } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { parseArn } from "../services/secrets-manager/arn.js";
import { doubtsOf } from "../services/secrets-manager/doubts.js";
import { checkShape, PARTS } from "../services/secrets-manager/shape.js";
import { SUFFIX, withoutSuffix } from "../services/secrets-manager/suffix.js";
import type { Token } from "../text/source.js";
import type { ExplainedPart, Explanation, PartName } from "./explanation.js";
import { explainExpression, expressionsIn } from "./expression.js";
import { unwrap } from "./reference-text.js";
import { repaired, reshaped } from "./repair.js";

/** Without `arn` and a selector. */
const LEAST_FIELDS = PARTS.indexOf("name") + 1;

/**
 * The explanation of the one ARN of a text, or of the one expression that names a secret; a number where there are so
 * many; undefined where there is none.
 */
export function explain(text: string): Explanation | number | undefined {
  const [expression, ...others] = expressionsIn(text);
  if (others.length > 0) return others.length + 1;
  if (expression !== undefined) return explainExpression(text, expression, (arn) => explainParts(arn).parts);
  const unwrapped = unwrap(text);
  if (unwrapped === undefined || typeof unwrapped === "number") return unwrapped;
  const { arn, around, filters, problems } = unwrapped;
  const { parts, rest } = explainParts(arn);
  const ofFilter = (name: string) =>
    problems.filter((problem) => "found" in problem && problem.found.replace(/^\|\s*/, "") === name);
  const filterParts = filters.map(
    (name) => ({ name: "filter", text: name, problems: ofFilter(name) }) as const,
  );
  const said = new Set<Problem>(filterParts.flatMap((part) => part.problems));
  const fixed = repaired(arn);
  return {
    arn,
    around,
    parts: [...parts, ...filterParts],
    problems: [...rest, ...problems.filter((problem) => !said.has(problem))],
    key: parseArn(fixed ?? arn).key,
    ...(fixed === undefined ? {} : { fixed }),
  };
}

export function isWrong({ parts, problems }: Explanation): boolean {
  const all = [...parts.flatMap((part) => part.problems), ...problems];
  return all.some((problem) => severityOf(problem) === "error");
}

interface Explained {
  readonly parts: readonly ExplainedPart[];
  readonly rest: readonly Problem[];
}

function explainParts(arn: string): Explained {
  const { problems } = parseArn(arn);
  const [first] = problems;
  if (first?.problem.code === "arn-prefix" && first.start === 0 && !/^arn:/i.test(arn)) {
    // Without its prefix the others were not looked at.
    const { parts, rest } = explainParts(first.problem.fixed ?? "");
    return {
      parts: [{ name: "prefix", text: first.problem.found, problems: [first.problem] }, ...parts.slice(1)],
      rest,
    };
  }
  const shape = checkShape(arn, fieldsOf(arn));
  if (shape === undefined) return { parts: partsOf(arn), rest: [] };
  return withGap(arn, shape) ?? withoutExcess(arn, shape) ?? unnamed(arn, shape, problems);
}

/** The parts of an ARN that lacks one, judged as if it were there and empty; what is wrong with the shape is said of it. */
function withGap(arn: string, { problem }: PartProblem): Explained | undefined {
  const texts = fieldsOf(arn).map(({ text }) => text);
  const lacks =
    problem.code === "arn-resource" ? "resource type" : problem.code === "arn-parts" && problem.missing;
  if (!lacks) return undefined;
  const gap = PARTS.indexOf(lacks);
  const name = (texts[gap] ?? "").replace(/^secrets?\//, "");
  const filled =
    lacks === "resource type" ? texts.toSpliced(gap, 1, "secret", name) : texts.toSpliced(gap, 0, "");
  const whole = `arn:${filled.join(":")}`;
  if (checkShape(whole, fieldsOf(whole)) !== undefined) return undefined;
  const parts = partsOf(whole).map((part) =>
    part.name === lacks ? { name: part.name, text: "", problems: [problem] } : part,
  );
  return { parts, rest: [] };
}

/** The parts of an ARN with a colon too many, or with too much behind its name. */
function withoutExcess(arn: string, { problem }: PartProblem): Explained | undefined {
  if (problem.code !== "arn-parts") return undefined;
  const whole = reshaped(arn, problem);
  if (whole !== undefined) return { parts: partsOf(whole), rest: [problem] };
  const [kept, excess] = [fieldsOf(arn).slice(0, LEAST_FIELDS), fieldsOf(arn).slice(LEAST_FIELDS)];
  const short = arn.slice(0, kept.at(-1)?.end);
  if (excess.length === 0 || checkShape(short, kept) !== undefined) return undefined;
  const others = excess.map(({ text }) => ({ name: "part", text, problems: [], unjudged: true }) as const);
  return { parts: [...partsOf(short), ...others], rest: [problem] };
}

/** Of another service's ARN the parts up to the account are those of any; of one without a shape none is known. */
function unnamed(arn: string, { problem }: PartProblem, problems: readonly PartProblem[]): Explained {
  const fields = fieldsOf(arn);
  const foreign = problem.code === "arn-service";
  const parts = fields.map(({ text }, index): ExplainedPart => {
    const name = (foreign && index < 4 && PARTS[index]) || "part";
    return name === "service"
      ? { name, text, problems: [problem] }
      : { name, text, problems: [], unjudged: true };
  });
  const others = problems
    .map((each) => each.problem)
    .filter(({ code }) => !foreign || code !== "arn-service");
  return { parts: [{ name: "prefix", text: arn.slice(0, 3), problems: [] }, ...parts], rest: others };
}

/** The parts of an ARN that has the right number of them. */
function partsOf(arn: string): readonly ExplainedPart[] {
  const { problems } = parseArn(arn);
  const fields = [{ text: arn.slice(0, 3), start: 0, end: 3 }, ...fieldsOf(arn)];
  const names: readonly PartName[] = ["prefix", ...PARTS];
  const account = fields[names.indexOf("account id")]?.text ?? "";
  return fields.flatMap((field, index): readonly ExplainedPart[] => {
    const name = names[index] ?? "part";
    const found = problems.filter((each) => touches(field, each)).map(({ problem }) => problem);
    if (name === "name") return nameAndSuffix(field.text, found);
    if (index > names.indexOf("name") && field.text === "" && found.length === 0) return [];
    const doubts = name === "account id" ? doubtsOf({ account }).map(({ problem }) => problem) : [];
    return [{ name, text: field.text, problems: [...found, ...doubts] }];
  });
}

function touches(field: Token, { start, end }: PartProblem): boolean {
  return start <= field.end && end >= field.start;
}

function nameAndSuffix(resource: string, problems: readonly Problem[]): readonly ExplainedPart[] {
  const partial = problems.filter(({ code }) => code === "arn-partial");
  const others = problems.filter(({ code }) => code !== "arn-partial");
  const name = withoutSuffix(resource);
  const suffix = SUFFIX.exec(resource)?.[0].slice(1) ?? "";
  const doubts = doubtsOf({ suffix }).map(({ problem }) => problem);
  return [
    { name: "name", text: name, problems: others },
    ...(suffix === "" && partial.length === 0
      ? []
      : [{ name: "suffix", text: suffix, problems: [...partial, ...doubts] } as const]),
  ];
}
