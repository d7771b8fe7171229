/** JSON read without loss: a number keeps its digits. The only importer of lossless-json. */

import { isLosslessNumber, type LosslessNumber, parse, stringify } from "lossless-json";

export type JsonValue =
  | string
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * The value of a JSON text, or undefined where it is none. Says nothing of why: the parser's own words quote
 * the text, which is a secret's. Of keys given twice the last one counts, as in every JSON reader.
 */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return parse(text, null, { onDuplicateKey: ({ newValue }) => newValue }) as JsonValue;
  } catch {
    return undefined;
  }
}

export function toJsonText(value: JsonValue): string {
  return stringify(value) ?? "null";
}

export function isNumber(value: JsonValue): value is LosslessNumber {
  return isLosslessNumber(value);
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !isList(value) && !isNumber(value);
}
