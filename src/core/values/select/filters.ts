/** What each filter does to a value. `select.ts` unwraps the values before and wraps the results. */

import type { ValueProblem } from "../../diagnostics/catalogue.js";
import type { FilterName } from "../../forms/filters.js";
import { type JsonValue, parseJson, toJsonText } from "../../json/text.js";
import type { Reference } from "../../references/findings.js";
import { itemsOf } from "../../secrets/string-list.js";
import type { Selected } from "./selected.js";

type Asked = Pick<Reference, "id" | "selector">;
export type Filter = (value: Selected, asked: Asked) => Selected | ValueProblem;

export const FILTERS: Readonly<Record<FilterName, Filter>> = {
  urlencode: onText("urlencode", (text) => percentEncoded(text)),
  b64encode: (value, asked) =>
    value.kind === "binary"
      ? { kind: "text", text: value.base64 }
      : onText("b64encode", base64)(value, asked),
  tojson: (value, asked) =>
    value.kind === "json"
      ? { kind: "text", text: toJsonText(value.json) }
      : onText("tojson", (text) => JSON.stringify(itemsOf(value) ?? text))(value, asked),
  string: onText("string", (text) => text),
  fromjson: (value, asked) => {
    if (value.kind !== "text") return value.kind === "json" ? value : binaryIn("fromjson", asked);
    const json = jsonIn(value);
    if (json === undefined) {
      const { jsonKey: key } = asked.selector;
      return {
        code: "secret-not-json",
        id: asked.id.text,
        wanted: "fromjson",
        ...bomOf(value),
        ...(key === undefined ? {} : { key }),
      };
    }
    return typeof json === "string" ? { kind: "text", text: json } : { kind: "json", json };
  },
};

/** The parsed JSON of each value, because one secret can have many references. */
const parsed = new WeakMap<object, JsonValue | undefined>();

export function jsonIn(value: Extract<Selected, { kind: "text" }>): JsonValue | undefined {
  if (!parsed.has(value)) parsed.set(value, parseJson(value.text));
  return parsed.get(value);
}

/** `bom` is set if the text is JSON but for a byte order mark in front of it. */
export function bomOf({ text }: Extract<Selected, { kind: "text" }>): { bom?: true } {
  return text.startsWith("\uFEFF") && parseJson(text.slice(1)) !== undefined ? { bom: true } : {};
}

/** JSON's `null`. As text it is refused, except with `tojson`: nobody wants the word `null`. */
export function isNull(value: Selected): boolean {
  return value.kind === "json" && value.json === null;
}

export function nullIn({ id, selector: { jsonKey: key } }: Asked): ValueProblem {
  return { code: "secret-null", id: id.text, ...(key === undefined ? {} : { key }) };
}

export function textOf(value: Exclude<Selected, { kind: "binary" }>): string {
  return value.kind === "text" ? value.text : toJsonText(value.json);
}

function onText(name: FilterName, change: (text: string) => string): Filter {
  return (value, asked) => {
    if (value.kind === "binary") return binaryIn(name, asked);
    if (isNull(value)) return nullIn(asked);
    const text = textOf(value);
    if (hasLoneSurrogate(text)) return { code: "value-unrepresentable", id: asked.id.text };
    return { kind: "text", text: change(text) };
  };
}

export function binaryIn(name: FilterName, { id }: Asked): ValueProblem {
  return { code: "secret-binary", id: id.text, wanted: `with the filter ${name}` };
}

/** Half a surrogate pair cannot be encoded in UTF-8, so it cannot stand in a file. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** Encodes all but the unreserved characters (RFC 3986, section 2.3), so that the text fits any part of a URL. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
