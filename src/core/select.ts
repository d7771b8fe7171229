/**
 * A secret's value and a selector → the value that the reference asked for. One of the two places that
 * unwrap a secret; what leaves it is wrapped again, and its problems name keys, never values.
 */

import { type Concealed, conceal, reveal } from "./concealed.js";
import type { ValueProblem } from "./diagnostics.js";
import type { FilterName } from "./filters.js";
import type { Reference } from "./findings.js";
import { misfits, type TemplatePlace } from "./jinja.js";
import { lookUp } from "./json/path.js";
import { hasText, isList, isObject, type JsonValue, parseJson, toJsonText } from "./json/text.js";
import type { SecretValue } from "./secret-value.js";
import { breaksUserinfo, standsInUserinfo } from "./url.js";

/** A value on its way into a scalar. */
export type Selected =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "json"; readonly json: JsonValue }
  | { readonly kind: "binary"; readonly base64: string };

export interface Wanted {
  /** `string`: everything is text. */
  readonly types: "json" | "string";
  /** Whether the value may be other than text in its place: it fills a scalar that YAML may give a type. */
  readonly typed: boolean;
  /** Set where the file will be rendered as a template. */
  readonly template?: TemplatePlace;
}

export type Selection =
  | {
      readonly ok: true;
      readonly value: Concealed<Selected>;
      /** It fits, and what reads it may not. */
      readonly warning?: ValueProblem;
    }
  | { readonly ok: false; readonly problem: ValueProblem };

/** Half a surrogate pair: no encoding of Unicode has it, so no YAML file can. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function isLone(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

export function select(secret: Concealed<SecretValue>, reference: Reference, wanted: Wanted): Selection {
  const { id, selector } = reference;
  let value: Selected | ValueProblem = reveal(secret);
  if (selector.jsonKey !== undefined) value = atKey(value, selector.jsonKey, id.text);
  for (const filter of selector.filters) {
    if ("code" in value) break;
    value = FILTERS[filter](value, reference);
  }
  value = "code" in value ? value : fitted(value, wanted, id.text);
  if ("code" in value) return { ok: false, problem: value };
  const fits = { ok: true, value: conceal(value) } as const;
  return spoilsUrl(value, reference) ? { ...fits, warning: { code: "value-url", id: id.text } } : fits;
}

function spoilsUrl(value: Selected, reference: Reference): boolean {
  if (value.kind === "binary" || !standsInUserinfo(reference)) return false;
  return breaksUserinfo(textOf(value), reference.selector.filters.includes("urlencode"));
}

/** A value that is text already, such as the `${arn:` of an escape, in the same wrapping as the others. */
export function plainText(text: string): Concealed<Selected> {
  return conceal<Selected>({ kind: "text", text });
}

function atKey(value: Selected, key: string, id: string): Selected | ValueProblem {
  if (value.kind !== "text")
    return { code: "secret-binary", id, wanted: `with the JSON key ${JSON.stringify(key)}` };
  const json = jsonIn(value);
  if (json === undefined || !(isObject(json) || isList(json))) {
    return { code: "secret-not-json", id, key, wanted: "key" };
  }
  const found = lookUp(json, key);
  if (!found.ok) return { code: "secret-key-missing", id, key, keys: found.keys };
  return typeof found.value === "string"
    ? { kind: "text", text: found.value }
    : { kind: "json", json: found.value };
}

/** One secret often serves many references: its JSON is read once. */
const read = new WeakMap<object, JsonValue | undefined>();

function jsonIn(value: Extract<Selected, { kind: "text" }>): JsonValue | undefined {
  if (!read.has(value)) read.set(value, parseJson(value.text));
  return read.get(value);
}

function fitted(value: Selected, { types, typed, template }: Wanted, id: string): Selected | ValueProblem {
  if (value.kind === "binary") {
    return typed ? value : { code: "secret-binary", id, wanted: "where only text can stand" };
  }
  const text = textOf(value);
  if (value.kind === "json" ? hasText(value.json, isLone) : isLone(text))
    return { code: "value-unrepresentable", id };
  if (template !== undefined && misfits(text, template)) return { code: "value-jinja", id, why: "runs" };
  return typed && types === "json" ? value : { kind: "text", text };
}

function textOf(value: Exclude<Selected, { kind: "binary" }>): string {
  return value.kind === "text" ? value.text : toJsonText(value.json);
}

type Asked = Pick<Reference, "id" | "selector">;
type Filter = (value: Selected, asked: Asked) => Selected | ValueProblem;

const FILTERS: Readonly<Record<FilterName, Filter>> = {
  urlencode: onText("urlencode", (text) => percentEncoded(text)),
  b64encode: (value, asked) =>
    value.kind === "binary"
      ? { kind: "text", text: value.base64 }
      : onText("b64encode", base64)(value, asked),
  tojson: (value, asked) =>
    value.kind === "json"
      ? { kind: "text", text: toJsonText(value.json) }
      : onText("tojson", (text) => JSON.stringify(text))(value, asked),
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
        ...(key === undefined ? {} : { key }),
      };
    }
    return typeof json === "string" ? { kind: "text", text: json } : { kind: "json", json };
  },
};

function onText(name: FilterName, change: (text: string) => string): Filter {
  return (value, asked) => {
    if (value.kind === "binary") return binaryIn(name, asked);
    const text = textOf(value);
    if (isLone(text)) return { code: "value-unrepresentable", id: asked.id.text };
    return { kind: "text", text: change(text) };
  };
}

function binaryIn(name: FilterName, { id }: Asked): ValueProblem {
  return { code: "secret-binary", id: id.text, wanted: `with the filter ${name}` };
}

/** Every character but the unreserved ones of RFC 3986, section 2.3, so that it fits any part of a URL. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
