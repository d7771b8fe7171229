/** JSON read without loss: a number keeps its digits. The only importer of lossless-json. */

import { isLosslessNumber, type LosslessNumber, parse, stringify } from "lossless-json";

export type JsonValue =
  | string
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What the parser here and the YAML readers behind can take without exhausting their stacks. */
const DEEPEST = 256;

/**
 * The value of a JSON text, or undefined where it is none, or nested more than 256 levels deep. Says nothing of why:
 * the parser's own words quote the text, which is a secret's. Of keys given twice the last one counts, as in every
 * JSON reader.
 */
export function parseJson(text: string): JsonValue | undefined {
  if (depthOf(text) > DEEPEST) return undefined;
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

/** Whether a text with that property is anywhere in the value, keys included. */
export function hasText(value: JsonValue, property: (text: string) => boolean): boolean {
  if (typeof value === "string") return property(value);
  if (isList(value)) return value.some((item) => hasText(item, property));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => property(key) || hasText(item, property));
}

/** How deep brackets nest, those in strings left aside. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
