/** Keys, filters and JSON as Mage's Jinja has them, so that a value comes out as Mage would have rendered it. */

import type { ValueProblem } from "../../diagnostics/catalogue.js";
import type { FilterName } from "../../forms/filters.js";
import { lookUpAsMage } from "../../json/path.js";
import { onlyPythonReads, pythonJson, pythonText } from "../../json/python.js";
import { hasText, isList, isObject, isTooDeep, type JsonValue } from "../../json/text.js";
import { binaryIn, FILTERS, type Filter, isLone, jsonIn, percentEncoded } from "./filters.js";
import { atKey } from "./key.js";
import type { Selected } from "./selected.js";

/** `json_value`: text that is no JSON is answered as it is. */
export function atMagePath(value: Selected, key: string, id: string): Selected | ValueProblem {
  const found = atKey(value, key, id, lookUpAsMage);
  const refused = "code" in found && found.code === "secret-not-json";
  return refused && value.kind === "text" && isNoJson(value) ? value : found;
}

/** What Mage can read and this program cannot must not pass for plain text. */
function isNoJson(value: Extract<Selected, { kind: "text" }>): boolean {
  return jsonIn(value) === undefined && !isTooDeep(value.text) && !onlyPythonReads(value.text);
}

/** What a whole expression comes to, which is text, but where `fromjson` has the last word. */
export function rendered(value: Selected, filters: readonly FilterName[]): Selected {
  return value.kind !== "json" || filters.at(-1) === "fromjson"
    ? value
    : { kind: "text", text: pythonText(value.json) };
}

/** Those that Jinja has are Jinja's own; it has neither `b64encode` nor `fromjson`. */
export const JINJA_FILTERS: Readonly<Record<FilterName, Filter>> = {
  ...FILTERS,
  urlencode: (value, asked) =>
    value.kind !== "binary" && hasText(jsonOf(value), isLone)
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

/** Pairs make a query string; everything else is one text, in which `/` stays. */
function urlEncoded(json: JsonValue): string {
  const pairs = isObject(json) ? [...json] : isList(json) ? pairsIn(json) : undefined;
  if (pairs === undefined) return percentEncoded(pythonText(json)).replaceAll("%2F", "/");
  return pairs.map((pair) => pair.map(inQuery).join("=")).join("&");
}

function inQuery(json: JsonValue): string {
  return percentEncoded(pythonText(json)).replaceAll("%20", "+");
}

/** Jinja takes anything that can be counted off for a pair, texts of two characters too. */
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

/** Fit to stand between HTML tags. */
function forHtml(json: JsonValue): string {
  return pythonJson(json).replace(/[<>&']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
