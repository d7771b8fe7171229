/** A selector whose fields stand in each other's places, or in CloudFormation's order: what is wrong, and the right one. */

import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import { type OfflineProblem, severityOf } from "../../diagnostics/catalogue.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import type { Token } from "../../text/source.js";
import { looksLikeJsonKey } from "./json-key.js";
import { PARTS } from "./shape.js";
import { STAGES } from "./version.js";

interface SelectorTexts {
  readonly jsonKey: string;
  readonly stage: string;
  readonly version: string;
}

export interface Misplaced
  extends Pick<Extract<OfflineProblem, { code: "version-misplaced" }>, "found" | "is"> {
  readonly at: ArnPart;
  /** Which of the fields is wrong. */
  readonly index: number;
  /** What was most likely meant. */
  readonly meant: SelectorTexts;
}

/** CloudFormation's word, which names no key. It has no `SecretBinary`, and people write that too. */
const WORD = /^Secret(?:String|Binary)$/i;

/** @param fields what stands behind the name, from the JSON key on; CloudFormation has one more */
export function misplacedIn(fields: readonly string[]): Misplaced | undefined {
  const [found = "", ...behind] = fields;
  if (!WORD.test(found)) return slipIn(fields);
  const [jsonKey = "", stage = "", version = ""] = behind;
  const meant = slipIn(behind)?.meant ?? { jsonKey, stage, version };
  return { found, at: "JSON key", index: 0, is: "cloudformation", meant };
}

function slipIn([jsonKey = "", stage = "", version = ""]: readonly string[]): Misplaced | undefined {
  if (STAGES.includes(jsonKey)) {
    const meant = { jsonKey: "", stage: jsonKey, version: "" };
    return { found: jsonKey, at: "JSON key", index: 0, is: "stage", meant };
  }
  const behind = STAGES.includes(version) ? version : "";
  if (looksLikeJsonKey(stage)) {
    // Behind another key it is most likely one within that.
    const meant = { jsonKey: jsonKey === "" ? stage : `${jsonKey}.${stage}`, stage: behind, version: "" };
    return { found: stage, at: "version stage", index: 1, is: "key", meant };
  }
  if (behind === "" || stage !== "") return undefined;
  const meant = { jsonKey, stage: behind, version: "" };
  return { found: version, at: "version id", index: 2, is: "stage", meant };
}

/** `:password`, `::AWSPREVIOUS`; without colons at its end. */
export function selectorText({ jsonKey, stage, version }: SelectorTexts): string {
  return `:${[jsonKey, stage, version].join(":")}`.replace(/:+$/, "");
}

/** What can be wrong only because a field stands in the wrong place. */
const FOLLOWS: readonly string[] = ["version-conflict", "version-malformed", "arn-parts"];

/**
 * The problems of an ARN, and what is misplaced in its selector: `arn:…:AWSPREVIOUS`, `arn:…::password`,
 * `arn:…:SecretString:password`. Where something else is wrong, that has to be put right first.
 */
export function withMisplaced(
  text: string,
  fields: readonly Token[],
  problems: readonly PartProblem[],
): readonly PartProblem[] {
  const behind = fields.slice(PARTS.indexOf("JSON key"));
  const misplaced = behind.length === 0 ? undefined : misplacedIn(behind.map((field) => field.text));
  const field = behind[misplaced?.index ?? 0];
  if (misplaced === undefined || field === undefined) return problems;
  const { found, at, is, meant } = misplaced;
  const errors = problems.filter(({ problem }) => severityOf(problem) === "error");
  // Only CloudFormation's word can be one field too many; with a part too few nothing stands where it seems to.
  const fits = fields.length > PARTS.length ? is === "cloudformation" : !errors.some(isOfParts);
  if (!fits || errors.some(({ problem }) => !FOLLOWS.includes(problem.code))) return problems;
  const fixed = text.slice(0, fields[PARTS.indexOf("name")]?.end) + selectorText(meant);
  return [
    ...problems.map((each) => (errors.includes(each) ? withFix(each, fixed) : each)),
    { problem: { code: "version-misplaced", found, at, is, fixed }, start: field.start, end: field.end },
  ];
}

function isOfParts({ problem }: PartProblem): boolean {
  return problem.code === "arn-parts";
}

function withFix({ problem, ...place }: PartProblem, fixed: string): PartProblem {
  return { problem: { ...problem, fixed } as OfflineProblem, ...place };
}
