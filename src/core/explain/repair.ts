/** An ARN with mistakes → the ARN that was meant, if each mistake has one likely fix. */

import { fieldsOf } from "../arn/fields.js";
import { partitionOf } from "../arn/regions.js";
import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import { severityOf } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { parseArn, serviceMeant } from "../services/index.js";
import { splice } from "../text/splice.js";

/** One fix may uncover the next mistake: the parts of an ARN are checked only once it starts with `arn:`. */
const MOST_ROUNDS = 5;

/** The right ARN; undefined if the text is right, or if a mistake has no fix that the text tells. */
export function repairArn(arn: string): string | undefined {
  let text = arn;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const errors = errorsOf(text);
    if (errors.length === 0) return text === arn ? undefined : withLikelyRegion(text);
    const fixed = errors.map((error) => applyFix(text, error)).find((each) => each !== undefined);
    if (fixed === undefined) return undefined;
    text = fixed;
  }
  return undefined;
}

function errorsOf(text: string): readonly PartProblem[] {
  return parseArn(text).problems.filter(({ problem }) => severityOf(problem) === "error");
}

/** Replaces an unknown region by the likely one. In an ARN without other mistakes it could be a new region; here a typo is likelier. */
function withLikelyRegion(text: string): string {
  const region = parseArn(text).problems.find(({ problem }) => problem.code === "arn-region")?.problem;
  return region !== undefined && "fixed" in region ? (region.fixed ?? text) : text;
}

function applyFix(text: string, { problem, start, end }: PartProblem): string | undefined {
  if ("fixed" in problem && problem.fixed !== undefined) return problem.fixed;
  switch (problem.code) {
    case "arn-account": {
      const digits = problem.found.replaceAll("-", "");
      const known = digits !== problem.found && /^\d{12}$/.test(digits);
      return known ? splice(text, [{ start, end, text: digits }]) : undefined;
    }
    case "arn-partition": {
      const known = partitionOf(fieldsOf(text)[2]?.text ?? "");
      return known === undefined ? undefined : splice(text, [{ start, end, text: known }]);
    }
    case "arn-parts":
    case "parameter-parts":
      return withRightShape(text, problem);
    default:
      return undefined;
  }
}

/** Drops a colon too many, or adds the partition of the region; undefined if that does not give an ARN of the right shape. */
export function withRightShape(
  text: string,
  { missing }: { readonly missing?: ArnPart },
): string | undefined {
  const fields = fieldsOf(text).map((field) => field.text);
  const known = missing === "partition" ? partitionOf(fields[1] ?? "") : undefined;
  const empty = fields.indexOf("");
  if (known === undefined && empty < 0) return undefined;
  const candidate = `arn:${(known === undefined ? fields.toSpliced(empty, 1) : [known, ...fields]).join(":")}`;
  return serviceMeant(candidate).arns.checkShape(candidate) === undefined ? candidate : undefined;
}
