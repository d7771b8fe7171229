/** A text as somebody has copied it → the ARN in it, and what stands around it. */

import type { OfflineProblem } from "../diagnostics/catalogue.js";
import { bare } from "../forms/bare.js";
import { embedded } from "../forms/embedded.js";
import type { Match, ReferenceMatch } from "../forms/form.js";
import { startsAsArn } from "../services/secrets-manager/arn.js";

export interface Unwrapped {
  readonly arn: string;
  /** What was taken away, as a sentence lists it, outermost first. */
  readonly around: readonly string[];
  /** As written, right or wrong. */
  readonly filters: readonly string[];
  /** What is wrong with the reference apart from its ARN. */
  readonly problems: readonly WrappingProblem[];
}

export type WrappingProblem = Extract<
  OfflineProblem,
  { code: "filter-unknown" | "filter-misplaced" | "reference-unterminated" | "reference-unmarked" }
>;

/** `KEY =`, `KEY:`, `"KEY":`, `export KEY=`, with a list's hyphen in front. */
const KEY =
  /^(?:-[ \t]+)?(?<key>(?:export[ \t]+)?(?<quote>["']?)[\w.-]+\k<quote>[ \t]*(?:=|:(?=[ \t"'$]|arn:)))[ \t]*(?=\S)/i;
const COMMENT = /(?<![ \t])[ \t]+#.*$/;
const QUOTED = /^(["'`])(?<inside>.*)\1[,;]?$/s;

/** The ARN of a text, whatever it is worth; a number where there are so many references; undefined where there is none. */
export function unwrap(text: string): Unwrapped | number | undefined {
  const { inside, around } = peel(text);
  const embeddings = embedded.find(inside).filter(isReference);
  if (embeddings.length > 1) return embeddings.length;
  const [reference] = embeddings;
  if (reference !== undefined) {
    const whole = reference.text === inside;
    return apart(reference, [...around, whole ? "${…}" : "the text around ${…}"]);
  }
  if (/^\$\{.*\}$/.test(inside) && startsAsArn(inside.slice(2).trimStart())) {
    const almost = apart({ text: inside, problems: [] }, [...around, "${…}"]);
    // With a space in front of it the ARN stays as it is; one without arn: has an error of its own.
    const unmarked = { code: "reference-unmarked", found: almost.arn, fixed: `\${${almost.arn}}` } as const;
    return /^\$\{\s/.test(inside) ? { ...almost, problems: [unmarked] } : almost;
  }
  if (!startsAsArn(inside)) return undefined;
  const match = bare.find(inside).find(isReference);
  return match === undefined ? { arn: inside, around, filters: [], problems: [] } : apart(match, around);
}

/** Takes away keys, quotes and comments, in whichever order they stand. */
function peel(text: string): { inside: string; around: readonly string[] } {
  const around: string[] = [];
  let inside = text.trim();
  for (let before = ""; before !== inside && !(startsAsArn(inside) && !KEY.test(inside)); ) {
    before = inside;
    const key = KEY.exec(inside);
    if (key !== null) {
      around.push(key.groups?.["key"] ?? "");
      inside = inside.slice(key[0].length);
    }
    inside = inside
      .replace(/^-[ \t]+/, "")
      .replace(COMMENT, "")
      .trimEnd();
    const quoted = QUOTED.exec(inside);
    if (quoted === null) continue;
    around.push("quotes");
    inside = quoted.groups?.["inside"]?.trim() ?? "";
  }
  return { inside: inside.replace(COMMENT, "").replace(/[,;]$/, "").trimEnd(), around };
}

function isReference(match: Match): match is ReferenceMatch {
  return match.kind === "reference";
}

/** A reference's ARN and its filters, which stand behind bars. */
function apart(
  { text, problems }: Pick<ReferenceMatch, "text" | "problems">,
  around: readonly string[],
): Unwrapped {
  const inside = text.startsWith("${") ? text.slice(2).replace(/\}$/, "") : text;
  const [arn = "", ...filters] = inside.split("|").map((each) => each.trim());
  const own = problems.map(({ problem }) => problem).filter(isOfWrapping);
  return { arn, around, filters, problems: own };
}

function isOfWrapping(problem: OfflineProblem): problem is WrappingProblem {
  return ["filter-unknown", "filter-misplaced", "reference-unterminated"].includes(problem.code);
}
