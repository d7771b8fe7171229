/** Helpers to check the shape of what the SDK returns. */

import type { AwsError } from "../errors/errors.js";

/** The error for an answer of another shape. The SDK throws the same for an answer that is not JSON. */
export const UNREADABLE: AwsError = { name: "SyntaxError", message: "" };

export type Fields = Readonly<Record<string, unknown>>;

/** Leaves out what is not an object. */
export function itemsOf(value: unknown): readonly Fields[] {
  return listOf(value).filter((item): item is Fields => typeof item === "object" && item !== null);
}

/** Leaves out what is not a text. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Whether each is a text or left out. */
export function areTexts(values: readonly unknown[]): boolean {
  return values.every((value) => value === undefined || typeof value === "string");
}

/** The ARN of an answer, if it is safe to print. */
export function safeArn(arn: string, otherwise: string): string {
  return /^arn:[\w:/+=.@!-]{1,2048}$/.test(arn) ? arn : otherwise;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
