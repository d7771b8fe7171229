/** StringList, a type of parameters: one text with commas between the items. No item has a comma, because nothing escapes one. */

import { isList, isObject, type JsonValue, toJsonText } from "../json/text.js";

interface MaybeList {
  readonly kind: string;
  readonly text?: string;
  readonly list?: true;
}

/** The items of a value that is a StringList; undefined for all others. */
export function itemsOf(value: MaybeList): readonly string[] | undefined {
  return value.list === true ? value.text?.split(",") : undefined;
}

/** A list of JSON as the text of a StringList: its strings, and its numbers and the like as texts. Undefined where it cannot be one. */
export function stringListOf(json: JsonValue): string | undefined {
  if (!isList(json) || json.length === 0) return undefined;
  if (json.some((item) => item === null || isList(item) || isObject(item))) return undefined;
  const items = json.map((item) => (typeof item === "string" ? item : toJsonText(item)));
  return items.some((item) => item.includes(",")) ? undefined : items.join(",");
}
