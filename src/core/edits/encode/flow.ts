/** A JSON value as YAML on one line, with lists and objects in flow style. */

import { isList, isNumber, isObject, type JsonValue } from "../../json/text.js";
import { insideDoubleQuotes } from "./text.js";

/** YAML 1.1 readers find the `:` of a key only within 1,024 characters, unless the key starts with `?`. */
const LONGEST_IMPLICIT_KEY = 1000;

/** Numbers keep the digits that they have in the JSON text. */
export function flowText(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return `"${insideDoubleQuotes(value)}"`;
  if (isNumber(value)) return value.value;
  if (isList(value)) return `[${value.map(flowText).join(", ")}]`;
  if (!isObject(value)) throw new Error("a JSON value is one of six kinds");
  return `{${[...value].map(flowEntry).join(", ")}}`;
}

function flowEntry([key, value]: readonly [string, JsonValue]): string {
  const quoted = flowText(key);
  return `${quoted.length > LONGEST_IMPLICIT_KEY ? "? " : ""}${quoted}: ${flowText(value)}`;
}
