/** An ARN, right or wrong → its parts, each with its problems. */

import type { Problem } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { serviceMeant } from "../services/index.js";
import { doubtsOf } from "../services/secrets-manager/doubts.js";
import type { Arns } from "../services/service.js";
import type { Token } from "../text/source.js";
import type { ExplainedPart, PartName } from "./explanation.js";
import { withRightShape } from "./repair.js";

export interface ExplainedArn {
  readonly parts: readonly ExplainedPart[];
  /** Problems that do not belong to a single part. */
  readonly rest: readonly Problem[];
}

export function explainArn(arn: string): ExplainedArn {
  const { arns } = serviceMeant(arn);
  const { problems } = arns.parse(arn);
  const [first] = problems;
  if (first?.problem.code === "arn-prefix" && first.start === 0 && !/^arn:/i.test(arn)) {
    // Without its prefix the parser has not checked the other parts.
    const { parts, rest } = explainArn(first.problem.fixed ?? "");
    return {
      parts: [{ name: "prefix", text: first.problem.found, problems: [first.problem] }, ...parts.slice(1)],
      rest,
    };
  }
  const shape = arns.checkShape(arn);
  if (shape === undefined) return { parts: partsOf(arn, arns), rest: [] };
  return (
    withGap(arn, arns, shape) ?? withoutExcess(arn, arns, shape) ?? withoutShape(arn, arns, shape, problems)
  );
}

/** Explains an ARN that lacks one part as if the part were there and empty. The problem of the shape is put on that part. */
function withGap(arn: string, arns: Arns, { problem }: PartProblem): ExplainedArn | undefined {
  const lacks = problem.code === "arn-resource" ? "resource type" : isOfParts(problem) && problem.missing;
  if (!lacks) return undefined;
  const whole = arns.withGap(arn, lacks);
  if (arns.checkShape(whole) !== undefined) return undefined;
  const parts = partsOf(whole, arns).map((part) =>
    part.name === lacks ? { name: part.name, text: "", problems: [problem] } : part,
  );
  return { parts, rest: [] };
}

/** Explains an ARN with a colon too many, or with too many parts after its name. */
function withoutExcess(arn: string, arns: Arns, { problem }: PartProblem): ExplainedArn | undefined {
  if (!isOfParts(problem)) return undefined;
  const whole = withRightShape(arn, problem);
  if (whole !== undefined) return { parts: partsOf(whole, arns), rest: [problem] };
  // Up to the name, without a selector.
  const least = arns.parts.indexOf("name") + 1;
  const fields = arns.fieldsOf(arn);
  const excess = fields.slice(least);
  const short = arn.slice(0, fields[least - 1]?.end);
  if (excess.length === 0 || arns.checkShape(short) !== undefined) return undefined;
  const others = excess.map(({ text }) => ({ name: "part", text, problems: [], unjudged: true }) as const);
  return { parts: [...partsOf(short, arns), ...others], rest: [problem] };
}

function isOfParts(problem: Problem): problem is Extract<Problem, { code: "arn-parts" | "parameter-parts" }> {
  return problem.code === "arn-parts" || problem.code === "parameter-parts";
}

/** Lists the parts without checking them. In another service's ARN those up to the account have names, elsewhere none has. */
function withoutShape(
  arn: string,
  arns: Arns,
  { problem }: PartProblem,
  problems: readonly PartProblem[],
): ExplainedArn {
  const foreign = problem.code === "arn-service";
  const parts = arns.fieldsOf(arn).map(({ text }, index): ExplainedPart => {
    const name = (foreign && index < 4 && arns.parts[index]) || "part";
    return name === "service"
      ? { name, text, problems: [problem] }
      : { name, text, problems: [], unjudged: true };
  });
  const rest = problems.map((each) => each.problem).filter(({ code }) => !foreign || code !== "arn-service");
  return { parts: [{ name: "prefix", text: arn.slice(0, 3), problems: [] }, ...parts], rest };
}

/** The parts of an ARN that has the right number of them. */
function partsOf(arn: string, arns: Arns): readonly ExplainedPart[] {
  const { problems } = arns.parse(arn);
  const fields = [{ text: arn.slice(0, 3), start: 0, end: 3 }, ...arns.fieldsOf(arn)];
  const names: readonly PartName[] = ["prefix", ...arns.parts];
  const account = fields[names.indexOf("account id")]?.text ?? "";
  return fields.flatMap((field, index): readonly ExplainedPart[] => {
    const name = names[index] ?? "part";
    const own = problems.filter((each) => touches(field, each)).map(({ problem }) => problem);
    if (name === "name" && arns.suffix !== undefined) return nameAndSuffix(field.text, arns.suffix, own);
    if (index > names.indexOf("name") && field.text === "" && own.length === 0) return [];
    const doubts = name === "account id" ? doubtsOf({ account }).map(({ problem }) => problem) : [];
    return [{ name, text: field.text, problems: [...own, ...doubts] }];
  });
}

function touches(field: Token, { start, end }: PartProblem): boolean {
  return start <= field.end && end >= field.start;
}

function nameAndSuffix(
  resource: string,
  pattern: RegExp,
  problems: readonly Problem[],
): readonly ExplainedPart[] {
  const partial = problems.filter(({ code }) => code === "arn-partial");
  const others = problems.filter(({ code }) => code !== "arn-partial");
  const name: ExplainedPart = { name: "name", text: resource.replace(pattern, ""), problems: others };
  const suffix = pattern.exec(resource)?.[0].slice(1) ?? "";
  if (suffix === "" && partial.length === 0) return [name];
  const doubts = doubtsOf({ suffix }).map(({ problem }) => problem);
  return [name, { name: "suffix", text: suffix, problems: [...partial, ...doubts] }];
}
