/** Names, examples and problems shared by the parts of the Mage form. */

import type { PartProblem } from "../../diagnostics/diagnostics.js";
import type { JinjaToken } from "../../templates/jinja/tokens.js";
import type { Span } from "../../text/source.js";
import { malformed } from "../form.js";

export const FUNCTION = "aws_secret_var";
export const SELECTING = "json_value";

export const PLAIN_EXAMPLE = `write {{ ${FUNCTION}('prod/db') }}, with a name or an ARN`;
export const SELECTING_EXAMPLE = `write {{ ${SELECTING}(${FUNCTION}('prod/db'), 'user.name') }}`;

/** The problem of a part that only Mage can evaluate. */
export function mixed(text: string, { start, end }: Span): PartProblem {
  return { problem: { code: "expression-mixed", found: text.slice(start, end) }, start, end };
}

export function unbalancedFault(token: JinjaToken): PartProblem {
  if (token.kind === "open string") {
    const quote = token.text.charAt(0);
    return malformed(token, `this ${quote} is never closed`, `put a ${quote} after the text`);
  }
  return /[([{]/.test(token.text)
    ? malformed(token, `this ${token.text} is never closed`, "close it after the last argument")
    : malformed(token, `this ${token.text} closes nothing`, "remove it");
}

export function isFault(read: object): read is PartProblem {
  return "problem" in read;
}

/** From the first token to the last; `otherwise` where there is none. */
export function spanOf(tokens: readonly JinjaToken[], otherwise: Span): Span {
  return { start: tokens[0]?.start ?? otherwise.start, end: tokens.at(-1)?.end ?? otherwise.end };
}
