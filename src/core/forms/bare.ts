/** A scalar that is only an ARN, with or without a selector: `arn:…:secret:prod/db-AbCdEf:password`. */

import type { PartProblem } from "../diagnostics/diagnostics.js";
import { ARN_PATTERN, NAMED_ARN_PATTERN, secretService } from "../services/index.js";
import { INVISIBLE } from "../text/invisible.js";
import { nearest } from "../text/nearest.js";
import { FILTER_NAMES } from "./filters.js";
import { type Form, shifted } from "./form.js";

export const bare: Form = {
  name: "bare",
  pattern: ARN_PATTERN,
  sourcePattern: NAMED_ARN_PATTERN,
  literalWhen: "anything",
  literalWithTemplates: true,
  find(text) {
    // Spaces around it are typing errors, or the indentation and line break of a block scalar.
    const arn = text.trim();
    const service = secretService(arn);
    if (service === undefined || arn.includes("\n") || /[\s,;]arn:/.test(arn) || endsInvisibly(arn))
      return [];
    const start = text.indexOf(arn);
    const place = { text: arn, start, end: start + arn.length };
    const piped = misplacedFilter(arn);
    const { key, problems, ...parsed } = piped ? { key: {}, problems: [piped] } : service.arns.parse(arn);
    const selector = { ...key, filters: [] };
    return [{ kind: "reference", ...place, ...parsed, selector, problems: shifted(problems, start) }];
  },
};

const INVISIBLE_END = new RegExp(`[${INVISIBLE}]$`, "u");

/** Such a character was copied with the ARN. `references/unmarked.ts` reports it. */
function endsInvisibly(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return (last < 0x21 || last > 0x7e) && INVISIBLE_END.test(text);
}

/** The problem of `arn:… | urlencode`: only the embedded form has filters. */
function misplacedFilter(text: string): PartProblem | undefined {
  const start = text.lastIndexOf("|");
  const name = text.slice(start + 1).trim();
  if (start < 0 || !/^\w+$/.test(name) || nearest(name, FILTER_NAMES) === undefined) return undefined;
  const found = text.slice(start);
  return { problem: { code: "filter-misplaced", found, fixed: `"\${${text}}"` }, start, end: text.length };
}
