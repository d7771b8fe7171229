/** Checks the shape of what the SDK returns, and makes answers and refusals from it. */

import { areTexts, type Fields, itemsOf, textOf, textsOf } from "../requests/shapes.js";
import type { Answer, Page, Refusal } from "./secrets-api.js";

/** Leaves out entries of another shape. The session then fetches their secrets one by one. */
export function pageFrom(output: Fields): Page {
  const { SecretValues, Errors, NextToken } = output;
  const answers = itemsOf(SecretValues).flatMap((item) => answerFrom(item) ?? []);
  const refusals = itemsOf(Errors).flatMap(refusalFrom);
  return { answers, refusals, token: textOf(NextToken) || undefined };
}

/** Undefined where the ARN is missing or a field has the wrong type. */
export function answerFrom(fields: Fields): Answer | undefined {
  const { ARN, Name, VersionId, VersionStages, SecretString, SecretBinary } = fields;
  if (typeof ARN !== "string" || ARN === "" || !areTexts([Name, VersionId, SecretString])) return undefined;
  if (SecretBinary !== undefined && !(SecretBinary instanceof Uint8Array)) return undefined;
  return {
    ARN,
    Name,
    VersionId,
    VersionStages: textsOf(VersionStages),
    SecretString,
    SecretBinary,
  } as Answer;
}

function refusalFrom({ SecretId, ErrorCode, Message }: Fields): readonly Refusal[] {
  if (typeof SecretId !== "string") return [];
  return [{ id: SecretId, error: { name: textOf(ErrorCode), message: textOf(Message) } }];
}
