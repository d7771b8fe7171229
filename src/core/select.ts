/**
 * A secret's value and a selector → the value that the reference asked for. One of the two places that
 * unwrap a secret; what leaves it is wrapped again, and its problems name keys, never values.
 */

import { type Concealed, conceal, reveal } from "./concealed.js";
import type { ValueProblem } from "./diagnostics.js";
import type { Reference } from "./findings.js";
import { misfits, type TemplatePlace } from "./jinja.js";
import { lookUp } from "./json/path.js";
import { hasText, isList, isObject, type JsonValue } from "./json/text.js";
import type { SecretValue } from "./secret-value.js";
import { FILTERS, isLone, jsonIn, textOf } from "./select/filters.js";
import { atMagePath, JINJA_FILTERS, rendered } from "./select/jinja.js";
import { breaksUserinfo, standsInUserinfo } from "./url.js";

/** A value on its way into a scalar: what a reference has selected of its secret. */
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
      /** What it was before the filters, where there are some: its reader may undo them. */
      readonly unfiltered?: Concealed<Selected>;
      /** It fits, and what reads it may not. */
      readonly warning?: ValueProblem;
    }
  | { readonly ok: false; readonly problem: ValueProblem };

export function select(secret: Concealed<SecretValue>, reference: Reference, wanted: Wanted): Selection {
  const { id, selector } = reference;
  let value: Selected | ValueProblem = reveal(secret);
  const jinja = selector.dialect === "jinja";
  if (selector.jsonKey !== undefined) value = (jinja ? atMagePath : atKey)(value, selector.jsonKey, id.text);
  const unfiltered = value;
  for (const filter of selector.filters) {
    if ("code" in value) break;
    value = (jinja ? JINJA_FILTERS : FILTERS)[filter](value, reference);
  }
  if (jinja && !("code" in value)) value = rendered(value, selector.filters);
  value = "code" in value ? value : fitted(value, wanted, id.text);
  if ("code" in value) return { ok: false, problem: value };
  const before = value === unfiltered || "code" in unfiltered ? {} : { unfiltered: conceal(unfiltered) };
  const fits = { ok: true, value: conceal(value), ...before } as const;
  if (!spoilsUrl(value, reference)) return fits;
  const encoded = selector.filters.includes("urlencode");
  return {
    ...fits,
    warning: { code: "value-url", id: id.text, encoded, ...(jinja ? { dialect: "jinja" } : {}) },
  };
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
