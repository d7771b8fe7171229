/** A scalar that is an ARN and nothing else, with or without a selector: `arn:…:secret:prod/db-AbCdEf:password`. */

import { meansSecret, parseArn } from "../arn.js";
import type { PartProblem } from "../diagnostics.js";
import { FILTER_NAMES } from "../filters.js";
import { nearest } from "../nearest.js";
import { type Form, shifted } from "./form.js";

export const bare: Form = {
  name: "bare",
  find(text) {
    // Blanks around it are a slip of the hand, or the indentation and line break of a block scalar.
    const arn = text.trim();
    if (!meansSecret(arn) || arn.includes("\n") || /[\s,;]arn:/.test(arn)) return [];
    const start = text.indexOf(arn);
    const { key, problems, ...parsed } = parseArn(arn);
    const selector = { ...key, filters: [] };
    const place = { text: arn, start, end: start + arn.length };
    const found = [...problems, ...misplacedIn(arn, key.jsonKey, parsed.arn?.id)];
    return [{ kind: "reference", ...parsed, selector, problems: shifted(found, start), ...place }];
  },
};

const STAGES: readonly string[] = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"];

/** Things that are meant for another field, or for the embedded form, and would be taken for a JSON key. */
function misplacedIn(
  text: string,
  jsonKey: string | undefined,
  id: string | undefined,
): readonly PartProblem[] {
  if (jsonKey === undefined || id === undefined) return [];
  const start = text.indexOf(jsonKey, id.length);
  const filter = /\|\s*(\w+)\s*$/.exec(jsonKey);
  if (filter?.[1] !== undefined && nearest(filter[1], FILTER_NAMES) !== undefined) {
    const problem = { code: "filter-misplaced", found: filter[0].trim(), fixed: `"\${${text}}"` } as const;
    return [{ problem, start: start + filter.index, end: start + jsonKey.length }];
  }
  if (!STAGES.includes(jsonKey)) return [];
  const problem = { code: "version-misplaced", stage: jsonKey, fixed: `"${id}::${jsonKey}:"` } as const;
  return [{ problem, start, end: start + jsonKey.length }];
}
