/** An ARN with slips → the ARN that was meant, where every slip has one likely cure. */

import { fieldsOf } from "../arn/fields.js";
import { partitionOf } from "../arn/regions.js";
import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import { severityOf } from "../diagnostics/catalogue.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import { parseArn } from "../services/secrets-manager/arn.js";
import { checkShape } from "../services/secrets-manager/shape.js";
import { splice } from "../text/splice.js";

/** One cure may uncover the next slip, as an ARN without `arn:` has its parts judged only with it. */
const MOST_ROUNDS = 5;

/** The right ARN; undefined where the text is right, or where something is left that can only be looked up. */
export function repaired(arn: string): string | undefined {
  let text = arn;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const errors = errorsOf(text);
    if (errors.length === 0) return text === arn ? undefined : withLikelyRegion(text);
    const fixedPart = errors.map((error) => cureOf(text, error)).find((each) => each !== undefined);
    if (fixedPart === undefined) return undefined;
    text = fixedPart;
  }
  return undefined;
}

function errorsOf(text: string): readonly PartProblem[] {
  return parseArn(text).problems.filter(({ problem }) => severityOf(problem) === "error");
}

/** A region that is only unknown is left alone in an ARN that is right but for that; here a slip is likelier. */
function withLikelyRegion(text: string): string {
  const region = parseArn(text).problems.find(({ problem }) => problem.code === "arn-region")?.problem;
  return region !== undefined && "fixed" in region ? (region.fixed ?? text) : text;
}

function cureOf(text: string, { problem, start, end }: PartProblem): string | undefined {
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
      return reshaped(text, problem);
    default:
      return undefined;
  }
}

/** A colon too many, and the partition, which the region tells, are the slips in which no part is lost. */
export function reshaped(text: string, { missing }: { readonly missing?: ArnPart }): string | undefined {
  const fields = fieldsOf(text).map((field) => field.text);
  const known = missing === "partition" ? partitionOf(fields[1] ?? "") : undefined;
  const empty = fields.indexOf("");
  if (known === undefined && empty < 0) return undefined;
  const candidate = `arn:${(known === undefined ? fields.toSpliced(empty, 1) : [known, ...fields]).join(":")}`;
  return checkShape(candidate, fieldsOf(candidate)) === undefined ? candidate : undefined;
}
