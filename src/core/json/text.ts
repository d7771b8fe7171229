/** JSON read without loss: numbers keep their digits, keys their order. The only importer of lossless-json. */

import { isLosslessNumber, type LosslessNumber, parse } from "lossless-json";

/** JSON without loss: a number keeps its digits (`value`), an object is a map in the order of its keys. */
export type JsonValue =
  | string
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>;

/** A string, or what is left of the text where it is not closed: else each quote in it would be tried as the first one. */
export const STRING = /"(?:[^"\\]|\\.)*(?:"|\\?$)/.source;
const MAYBE_KEY = new RegExp(`(${STRING})(\\s*:)?`, "gs");
const STRING_OR_BRACKET = new RegExp(`${STRING}|[[{]|[\\]}]`, "gs");

/** What the parser here and the YAML readers behind can take without exhausting their stacks. */
const DEEPEST = 256;

/**
 * The value of a JSON text, or undefined where it is none, or nested more than 256 levels deep. Says nothing of why:
 * the parser's own words quote the text, which is a secret's. Of keys given twice the last one counts, as in every
 * JSON reader.
 */
export function parseJson(text: string): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return inOrder(parse(withMarkedKeys(text), null, { onDuplicateKey: ({ newValue }) => newValue }));
  } catch {
    return undefined;
  }
}

/** Whether a text is JSON by its rules, whatever its size and depth. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function isTooDeep(text: string): boolean {
  return depthOf(text) > DEEPEST;
}

/** An object of JavaScript puts keys such as `1` before all others; behind a mark they stay where they are. */
function withMarkedKeys(text: string): string {
  return text.replace(MAYBE_KEY, (whole, key: string, colon?: string) =>
    colon === undefined ? whole : `"#${key.slice(1)}${colon}`,
  );
}

function inOrder(parsed: unknown): JsonValue {
  if (Array.isArray(parsed)) return parsed.map(inOrder);
  if (typeof parsed !== "object" || parsed === null || isLosslessNumber(parsed)) return parsed as JsonValue;
  return new Map(Object.entries(parsed).map(([key, value]) => [key.slice(1), inOrder(value)]));
}

export function toJsonText(value: JsonValue): string {
  if (isNumber(value)) return value.value;
  if (isList(value)) return `[${value.map(toJsonText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Array.from(value, ([key, item]) => `${JSON.stringify(key)}:${toJsonText(item)}`).join(",")}}`;
}

export function isNumber(value: JsonValue): value is LosslessNumber {
  return isLosslessNumber(value);
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is ReadonlyMap<string, JsonValue> {
  return value instanceof Map;
}

/** Whether a text with that property is anywhere in the value, keys included. */
export function hasText(value: JsonValue, property: (text: string) => boolean): boolean {
  if (typeof value === "string") return property(value);
  if (isList(value)) return value.some((item) => hasText(item, property));
  if (!isObject(value)) return false;
  return [...value].some(([key, item]) => property(key) || hasText(item, property));
}

/** How deep brackets nest, those in strings left aside. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
