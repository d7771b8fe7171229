/** Checks the shape of what the SDK returns, and makes answers and refusals from it. */

import type { AwsError } from "../errors/errors.js";
import type { Answer, Page, Refusal } from "./secrets-api.js";

/** The error for an answer of another shape. The SDK throws the same for an answer that is not JSON. */
export const UNREADABLE: AwsError = { name: "SyntaxError", message: "" };

type Fields = Readonly<Record<string, unknown>>;

/** Leaves out entries of another shape. The session then fetches their secrets one by one. */
export function pageFrom(output: Fields): Page {
  const { SecretValues, Errors, NextToken } = output;
  const answers = itemsOf(SecretValues).flatMap((item) => answerFrom(item) ?? []);
  const refusals = itemsOf(Errors).flatMap(refusalFrom);
  return { answers, refusals, token: textOf(NextToken) || undefined };
}

function itemsOf(value: unknown): readonly Fields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item): item is Fields => typeof item === "object" && item !== null);
}

/** Undefined where the ARN is missing or a field has the wrong type. */
export function answerFrom(fields: Fields): Answer | undefined {
  const { ARN, Name, VersionId, VersionStages, SecretString, SecretBinary } = fields;
  if (typeof ARN !== "string" || ARN === "") return undefined;
  if ([Name, VersionId, SecretString].some((field) => field !== undefined && typeof field !== "string"))
    return undefined;
  if (SecretBinary !== undefined && !(SecretBinary instanceof Uint8Array)) return undefined;
  const stages = Array.isArray(VersionStages)
    ? VersionStages.filter((stage) => typeof stage === "string")
    : [];
  return { ARN, Name, VersionId, VersionStages: stages, SecretString, SecretBinary } as Answer;
}

function refusalFrom({ SecretId, ErrorCode, Message }: Fields): readonly Refusal[] {
  if (typeof SecretId !== "string") return [];
  return [{ id: SecretId, error: { name: textOf(ErrorCode), message: textOf(Message) } }];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
