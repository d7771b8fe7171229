/** A scalar that is an ARN and nothing else, with or without a selector: `arn:…:secret:prod/db-AbCdEf:password`. */

import type { PartProblem } from "../diagnostics/diagnostics.js";
import { ARN_PATTERN, meansSecret, NAMED_ARN_PATTERN, parseArn } from "../services/secrets-manager/arn.js";
import { INVISIBLE } from "../text/invisible.js";
import { nearest } from "../text/nearest.js";
import { FILTER_NAMES } from "./filters.js";
import { type Form, shifted } from "./form.js";

export const bare: Form = {
  name: "bare",
  pattern: ARN_PATTERN,
  named: NAMED_ARN_PATTERN,
  literalWhen: "anything",
  awaits: true,
  find(text) {
    // Spaces around it are a slip of the hand, or the indentation and line break of a block scalar.
    const arn = text.trim();
    if (!meansSecret(arn) || arn.includes("\n") || /[\s,;]arn:/.test(arn) || endsUnseen(arn)) return [];
    const start = text.indexOf(arn);
    const place = { kind: "reference", text: arn, start, end: start + arn.length } as const;
    const piped = filterBehind(arn);
    if (piped !== undefined) {
      return [{ ...place, selector: { filters: [] }, problems: shifted([piped], start) }];
    }
    const { key, problems, ...parsed } = parseArn(arn);
    return [{ ...place, ...parsed, selector: { ...key, filters: [] }, problems: shifted(problems, start) }];
  },
};

const UNSEEN = new RegExp(`[${INVISIBLE}]$`, "u");

/** No field ends with what nobody sees: it came along when the ARN was copied, which is told in `mentions.ts`. */
function endsUnseen(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return (last < 0x21 || last > 0x7e) && UNSEEN.test(text);
}

/** `arn:… | urlencode`: only the embedded form has filters. */
function filterBehind(text: string): PartProblem | undefined {
  const start = text.lastIndexOf("|");
  const name = text.slice(start + 1).trim();
  if (start < 0 || !/^\w+$/.test(name) || nearest(name, FILTER_NAMES) === undefined) return undefined;
  const found = text.slice(start);
  return { problem: { code: "filter-misplaced", found, fixed: `"\${${text}}"` }, start, end: text.length };
}
