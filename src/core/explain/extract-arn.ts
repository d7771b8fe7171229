/** A text as somebody copied it → the ARN in it, and what stands around that. */

import type { OfflineProblem } from "../diagnostics/catalogue.js";
import { bare } from "../forms/bare.js";
import { embedded } from "../forms/embedded.js";
import { isReference, type ReferenceMatch } from "../forms/form.js";
import { startsAsArn } from "../services/index.js";

interface ExtractedArn {
  readonly arn: string;
  /** What was taken away, outermost first, worded for a list: `quotes`, `KEY =`. */
  readonly around: readonly string[];
  /** As written; they may be unknown. */
  readonly filters: readonly string[];
  /** Problems of the reference outside of its ARN. */
  readonly problems: readonly WrappingProblem[];
}

type WrappingProblem = Extract<
  OfflineProblem,
  { code: "filter-unknown" | "filter-misplaced" | "reference-unterminated" | "reference-unmarked" }
>;

/** `KEY =`, `KEY:`, `"KEY":`, `export KEY=`, each also as an item of a list. */
const KEY =
  /^(?:-[ \t]+)?(?<key>(?:export[ \t]+)?(?<quote>["']?)[\w.-]+\k<quote>[ \t]*(?:=|:(?=[ \t"'$]|arn:)))[ \t]*(?=\S)/i;
const COMMENT = /(?<![ \t])[ \t]+#.*$/;
const QUOTED = /^(["'`])(?<inside>.*)\1[,;]?$/s;

/** The only ARN of a text, which may be wrong; the number of references if there are several; undefined if there is none. */
export function extractArn(text: string): ExtractedArn | number | undefined {
  const { inside, around } = peel(text);
  const embeddings = embedded.find(inside).filter(isReference);
  if (embeddings.length > 1) return embeddings.length;
  const [reference] = embeddings;
  if (reference !== undefined) {
    const whole = reference.text === inside;
    return split(reference, [...around, whole ? "${…}" : "the text around ${…}"]);
  }
  if (/^\$\{.*\}$/.test(inside) && startsAsArn(inside.slice(2).trimStart())) {
    const almost = split({ text: inside, problems: [] }, [...around, "${…}"]);
    // A space in front of the ARN keeps it from being a reference. An ARN without `arn:` gets an error of its own.
    const unmarked = { code: "reference-unmarked", found: almost.arn, fixed: `\${${almost.arn}}` } as const;
    return /^\$\{\s/.test(inside) ? { ...almost, problems: [unmarked] } : almost;
  }
  if (!startsAsArn(inside)) return undefined;
  const match = bare.find(inside).find(isReference);
  return match === undefined ? { arn: inside, around, filters: [], problems: [] } : split(match, around);
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

/** Splits a reference into its ARN and its filters. */
function split(
  { text, problems }: Pick<ReferenceMatch, "text" | "problems">,
  around: readonly string[],
): ExtractedArn {
  const inside = text.startsWith("${") ? text.slice(2).replace(/\}$/, "") : text;
  const [arn = "", ...filters] = inside.split("|").map((each) => each.trim());
  return { arn, around, filters, problems: problems.map(({ problem }) => problem).filter(isOfWrapping) };
}

function isOfWrapping(problem: OfflineProblem): problem is WrappingProblem {
  return ["filter-unknown", "filter-misplaced", "reference-unterminated"].includes(problem.code);
}
