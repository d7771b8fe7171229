/** The type of a selected value. In a file of its own, because all steps of a selection need it. */

import type { JsonValue } from "../../json/text.js";

/** What a reference has selected of its secret; `list` marks a StringList, `base64` is standard base64 with padding. */
export type Selected =
  | { readonly kind: "text"; readonly text: string; readonly list?: true }
  | { readonly kind: "json"; readonly json: JsonValue }
  | { readonly kind: "binary"; readonly base64: string };
