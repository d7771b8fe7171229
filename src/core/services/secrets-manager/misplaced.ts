/** Finds selectors whose fields stand in each other's places or in CloudFormation's order, and works out the right order. */

import type { ArnPart } from "../../diagnostics/catalogue/arn.js";
import { type OfflineProblem, severityOf } from "../../diagnostics/catalogue.js";
import type { PartProblem } from "../../diagnostics/diagnostics.js";
import type { Token } from "../../text/source.js";
import { looksLikeJsonKey } from "../json-key.js";
import { PARTS } from "./shape.js";
import { STAGES } from "./version.js";

interface SelectorTexts {
  readonly jsonKey: string;
  readonly stage: string;
  readonly version: string;
}

interface Misplaced extends Pick<Extract<OfflineProblem, { code: "version-misplaced" }>, "found" | "is"> {
  readonly at: ArnPart;
  /** The index of the wrong field among those of the selector. */
  readonly index: number;
  /** What was most likely meant. */
  readonly meant: SelectorTexts;
}

/** A word of CloudFormation's references, not a key. People write `SecretBinary` too, though CloudFormation lacks it. */
const WORD = /^Secret(?:String|Binary)$/i;

/** @param fields the selector's fields, from the JSON key on; CloudFormation has one more */
export function misplacedIn(fields: readonly string[]): Misplaced | undefined {
  const [found = "", ...behind] = fields;
  if (!WORD.test(found)) return swappedIn(fields);
  const [jsonKey = "", stage = "", version = ""] = behind;
  const meant = swappedIn(behind)?.meant ?? { jsonKey, stage, version };
  return { found, at: "JSON key", index: 0, is: "cloudformation", meant };
}

function swappedIn([jsonKey = "", stage = "", version = ""]: readonly string[]): Misplaced | undefined {
  if (STAGES.includes(jsonKey)) {
    const meant = { jsonKey: "", stage: jsonKey, version: "" };
    return { found: jsonKey, at: "JSON key", index: 0, is: "stage", meant };
  }
  const behind = STAGES.includes(version) ? version : "";
  if (looksLikeJsonKey(stage)) {
    // Behind another key it is most likely a key within that one; a number is the version in the order of parameters.
    const isKey = jsonKey !== "" && !/^\d+$/.test(jsonKey);
    const meant = { jsonKey: isKey ? `${jsonKey}.${stage}` : stage, stage: behind, version: "" };
    return { found: stage, at: "version stage", index: 1, is: "key", meant };
  }
  if (behind === "" || stage !== "") return undefined;
  const meant = { jsonKey, stage: behind, version: "" };
  return { found: version, at: "version id", index: 2, is: "stage", meant };
}

/** `:password` or `::AWSPREVIOUS`, without colons at the end. */
export function selectorText({ jsonKey, stage, version }: SelectorTexts): string {
  return `:${[jsonKey, stage, version].join(":")}`.replace(/:+$/, "");
}

/** Errors that a misplaced field can cause. */
const CONSEQUENCES: readonly string[] = ["version-conflict", "version-malformed", "arn-parts"];

/**
 * Adds to an ARN's problems the field that is misplaced in its selector: `arn:…:AWSPREVIOUS`, `arn:…::password`,
 * `arn:…:SecretString:password`. Adds nothing where the ARN has errors of another kind, which the user must fix first.
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
  // CloudFormation's word can make one field too many. Where a part is missing, the fields' places say nothing.
  const fits = fields.length > PARTS.length ? is === "cloudformation" : !errors.some(isOfParts);
  if (!fits || errors.some(({ problem }) => !CONSEQUENCES.includes(problem.code))) return problems;
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
