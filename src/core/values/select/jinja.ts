/** Keys, filters and JSON as in Mage's Jinja, so that the value is what Mage would have rendered. */

import type { ValueProblem } from "../../diagnostics/catalogue.js";
import type { FilterName } from "../../forms/filters.js";
import { lookUpAsMage } from "../../json/path.js";
import { onlyPythonReads, pythonJson, pythonText } from "../../json/python.js";
import { hasText, isList, isObject, isTooDeep, type JsonValue } from "../../json/text.js";
import { binaryIn, FILTERS, type Filter, hasLoneSurrogate, jsonIn, percentEncoded } from "./filters.js";
import { atKey } from "./key.js";
import type { Selected } from "./selected.js";

/** Mage's `json_value`, which returns a text that is not JSON unchanged. */
export function atMagePath(value: Selected, key: string, id: string): Selected | ValueProblem {
  const found = atKey(value, key, id, lookUpAsMage);
  const isNotJson = "code" in found && found.code === "secret-not-json";
  return isNotJson && value.kind === "text" && isPlainText(value) ? value : found;
}

/** Whether Mage cannot parse the text either; it accepts deeper nesting and Python's extensions of JSON. */
function isPlainText(value: Extract<Selected, { kind: "text" }>): boolean {
  return jsonIn(value) === undefined && !isTooDeep(value.text) && !onlyPythonReads(value.text);
}

/** The result of an expression: always text, unless `fromjson` is the last filter. */
export function rendered(value: Selected, filters: readonly FilterName[]): Selected {
  return value.kind !== "json" || filters.at(-1) === "fromjson"
    ? value
    : { kind: "text", text: pythonText(value.json) };
}

/** `urlencode`, `tojson` and `string` as Jinja has them. It has no `b64encode` and no `fromjson`. */
export const JINJA_FILTERS: Readonly<Record<FilterName, Filter>> = {
  ...FILTERS,
  urlencode: (value, asked) =>
    value.kind !== "binary" && hasText(jsonOf(value), hasLoneSurrogate)
      ? { code: "value-unrepresentable", id: asked.id.text }
      : onJson("urlencode", urlEncoded)(value, asked),
  tojson: onJson("tojson", forHtml),
  string: onJson("string", pythonText),
};

function onJson(name: FilterName, change: (json: JsonValue) => string): Filter {
  return (value, asked) =>
    value.kind === "binary" ? binaryIn(name, asked) : { kind: "text", text: change(jsonOf(value)) };
}

function jsonOf(value: Exclude<Selected, { kind: "binary" }>): JsonValue {
  return value.kind === "text" ? value.text : value.json;
}

/** An object or a list of pairs becomes a query string; everything else one text, in which `/` is not encoded. */
function urlEncoded(json: JsonValue): string {
  const pairs = isObject(json) ? [...json] : isList(json) ? pairsIn(json) : undefined;
  if (pairs === undefined) return percentEncoded(pythonText(json)).replaceAll("%2F", "/");
  return pairs.map((pair) => pair.map(inQuery).join("=")).join("&");
}

function inQuery(json: JsonValue): string {
  return percentEncoded(pythonText(json)).replaceAll("%20", "+");
}

/** Jinja takes any sequence of two items for a pair, even a text of two characters. */
function pairsIn(items: readonly JsonValue[]): readonly (readonly JsonValue[])[] | undefined {
  const pairs = items.map((item) =>
    typeof item === "string"
      ? Array.from(item)
      : isObject(item)
        ? [...item.keys()]
        : isList(item)
          ? item
          : [],
  );
  return pairs.every(({ length }) => length === 2) ? pairs : undefined;
}

/** Safe between HTML tags. */
function forHtml(json: JsonValue): string {
  return pythonJson(json).replace(/[<>&']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
