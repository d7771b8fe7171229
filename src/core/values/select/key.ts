/** The value at a key of a secret's JSON. `json/path.ts` looks the key up. */

import type { ValueProblem } from "../../diagnostics/catalogue.js";
import type { lookUp } from "../../json/path.js";
import { isList, isObject, type JsonValue } from "../../json/text.js";
import { bomOf, jsonIn } from "./filters.js";
import type { Selected } from "./selected.js";

export function atKey(
  value: Selected,
  key: string,
  id: string,
  look: typeof lookUp,
): Selected | ValueProblem {
  if (value.kind !== "text")
    return { code: "secret-binary", id, wanted: `with the JSON key ${JSON.stringify(key)}` };
  const json = jsonIn(value);
  if (json === undefined || !(isObject(json) || isList(json))) {
    return { code: "secret-not-json", id, key, wanted: "key", ...bomOf(value) };
  }
  const found = look(json, key);
  if (!found.ok) return { code: "secret-key-missing", id, key, keys: found.keys, ...emptinessOf(found) };
  return typeof found.value === "string"
    ? { kind: "text", text: found.value }
    : { kind: "json", json: found.value };
}

function emptinessOf({ at, keys }: { at: JsonValue; keys: readonly string[] }): {
  empty?: "object" | "list";
} {
  if (keys.length > 0 || !(isObject(at) || isList(at))) return {};
  return { empty: isObject(at) ? "object" : "list" };
}
