/** Checks the shape of what the SDK returns, and makes answers from it. */

import { areTexts, type Fields, itemsOf, textsOf } from "../requests/shapes.js";
import type { Answer, Page } from "./parameters-api.js";

/** Leaves out entries of another shape. The session then fetches their parameters one by one. */
export function pageFrom({ Parameters, InvalidParameters }: Fields): Page {
  const answers = itemsOf(Parameters).flatMap((item) => answerFrom(item) ?? []);
  return { answers, invalid: textsOf(InvalidParameters) };
}

/** Undefined where the ARN is missing or a field has the wrong type. */
export function answerFrom({ ARN, Name, Type, Value, Version, Selector }: Fields): Answer | undefined {
  if (typeof ARN !== "string" || ARN === "" || !areTexts([Name, Type, Value, Selector])) return undefined;
  if (Version !== undefined && typeof Version !== "number") return undefined;
  return { ARN, Name, Type, Value, Version, Selector: Selector || undefined } as Answer;
}
