/** The type of a selected value. In a file of its own, because all steps of a selection need it. */

import type { JsonValue } from "../../json/text.js";

/** What a reference has selected of its secret; `list` marks a StringList, `base64` is standard base64 with padding. */
export type Selected =
  | { readonly kind: "text"; readonly text: string; readonly list?: true }
  | { readonly kind: "json"; readonly json: JsonValue }
  | { readonly kind: "binary"; readonly base64: string };

/** The items of a StringList; undefined for every other value. No item has a comma, and AWS has no way to write one. */
export function itemsOf(value: Selected): readonly string[] | undefined {
  return value.kind === "text" && value.list === true ? value.text.split(",") : undefined;
}
