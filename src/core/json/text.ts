/** Parses and writes JSON without loss of digits and key order. The only importer of lossless-json. */

import { isLosslessNumber, type LosslessNumber, parse } from "lossless-json";

export { isLosslessNumber as isNumber } from "lossless-json";

/** A number keeps its digits (`value`). An object is a map in the order of its keys. */
export type JsonValue =
  | string
  | boolean
  | null
  | LosslessNumber
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>;

/** A string, or the rest of the text where it is not closed: otherwise each later quote would be tried as its start. */
export const STRING = /"(?:[^"\\]|\\.)*(?:"|\\?$)/.source;
const MAYBE_KEY = new RegExp(`(${STRING})(\\s*:)?`, "gs");
const STRING_OR_BRACKET = new RegExp(`${STRING}|[[{]|[\\]}]`, "gs");

/** The nesting that this parser, and the YAML parsers of the output, can read without exhausting their stacks. */
const DEEPEST = 256;

/**
 * The value of a JSON text; undefined where it is not JSON, or nested more than 256 levels deep. Gives no reason, because
 * the parser's messages quote the text, which is a secret. The last of repeated keys counts, as in `JSON.parse`.
 */
export function parseJson(text: string): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return unmarked(parse(withMarkedKeys(text), null, { onDuplicateKey: ({ newValue }) => newValue }));
  } catch {
    return undefined;
  }
}

/** Whether a text is JSON, whatever its depth. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether brackets outside of strings nest too deep for the parser. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Puts `#` before each key: JavaScript would move keys such as `1` before all others. */
function withMarkedKeys(text: string): string {
  return text.replace(MAYBE_KEY, (whole, key: string, colon?: string) =>
    colon === undefined ? whole : `"#${key.slice(1)}${colon}`,
  );
}

function unmarked(parsed: unknown): JsonValue {
  if (Array.isArray(parsed)) return parsed.map(unmarked);
  if (typeof parsed !== "object" || parsed === null || isLosslessNumber(parsed)) return parsed as JsonValue;
  return new Map(Object.entries(parsed).map(([key, value]) => [key.slice(1), unmarked(value)]));
}

export function toJsonText(value: JsonValue): string {
  if (isLosslessNumber(value)) return value.value;
  if (isList(value)) return `[${value.map(toJsonText).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Array.from(value, ([key, item]) => `${JSON.stringify(key)}:${toJsonText(item)}`).join(",")}}`;
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is ReadonlyMap<string, JsonValue> {
  return value instanceof Map;
}

/** Whether any text in the value, keys included, has a property. */
export function hasText(value: JsonValue, property: (text: string) => boolean): boolean {
  if (typeof value === "string") return property(value);
  if (isList(value)) return value.some((item) => hasText(item, property));
  if (!isObject(value)) return false;
  return [...value].some(([key, item]) => property(key) || hasText(item, property));
}
