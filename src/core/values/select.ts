/**
 * A secret's value and a selector → the value that the reference asked for. One of the two places that
 * unwrap a secret; what leaves it is wrapped again, and its problems name keys, never values.
 */

import type { ValueProblem } from "../diagnostics/catalogue.js";
import type { Selector } from "../forms/form.js";
import { lookUp } from "../json/path.js";
import { hasText, isObject } from "../json/text.js";
import type { Reference } from "../references/findings.js";
import { type Redacted, redact, unwrap } from "../secrets/redacted.js";
import type { SecretValue } from "../secrets/value.js";
import { isUnsafeInTemplate, type TemplatePlace } from "../templates/jinja.js";
import type { Path } from "../text/path.js";
import { FILTERS, isLone, isNull, jsonIn, nullIn, textOf } from "./select/filters.js";
import { atMagePath, JINJA_FILTERS, rendered } from "./select/jinja.js";
import { atKey } from "./select/key.js";
import type { Selected } from "./select/selected.js";
import { breaksUserinfo, standsInUserinfo } from "./url.js";

export interface Constraints {
  /** `string`: everything is text. */
  readonly types: "json" | "string";
  /** Whether the value may be other than text in its place: it fills a scalar that YAML may give a type. */
  readonly typed: boolean;
  /** Set where the file will be rendered as a template. */
  readonly template?: TemplatePlace;
  /** Set where nothing says whether it will be. */
  readonly doubtful?: () => TemplatePlace;
}

export type Selection =
  | {
      readonly ok: true;
      readonly value: Redacted<Selected>;
      /** What it was before the filters, where there are some: its reader may undo them. */
      readonly unfiltered?: Redacted<Selected>;
      /** It fits, and what reads it may not. */
      readonly warnings: readonly ValueProblem[];
    }
  | { readonly ok: false; readonly problem: ValueProblem };

export type Select = (reference: Reference, wanted: Constraints) => Selection;

/**
 * What references want of one secret. References of the same text have one selector between them, and get the same value
 * in the same box; only in a file that is rendered it depends on the place what fits.
 */
export function selecting(secret: Redacted<SecretValue>): Select {
  const known = { typed: new Map<Selector, Selection>(), untyped: new Map<Selector, Selection>() };
  return (reference, wanted) => {
    if (wanted.template !== undefined) return select(secret, reference, wanted);
    const alike = known[wanted.typed ? "typed" : "untyped"];
    const before = alike.get(reference.selector);
    if (before !== undefined) return withWarnings(before, reference, wanted);
    const selection = withoutWarnings(secret, reference, wanted);
    alike.set(reference.selector, selection);
    return withWarnings(selection, reference, wanted);
  };
}

export function select(secret: Redacted<SecretValue>, reference: Reference, wanted: Constraints): Selection {
  return withWarnings(withoutWarnings(secret, reference, wanted), reference, wanted);
}

function withoutWarnings(
  secret: Redacted<SecretValue>,
  reference: Reference,
  wanted: Constraints,
): Selection {
  const unfiltered = keyed(unwrap(secret), reference);
  if ("code" in unfiltered) return { ok: false, problem: unfiltered };
  const changed = filtered(unfiltered, reference);
  if ("code" in changed) return { ok: false, problem: changed };
  const value = fitted(changed, wanted, reference);
  if ("code" in value) return { ok: false, problem: value };
  return {
    ok: true,
    value: redact(value),
    warnings: [],
    ...(value === unfiltered ? {} : { unfiltered: redact(unfiltered) }),
  };
}

function withWarnings(selection: Selection, reference: Reference, wanted: Constraints): Selection {
  if (!selection.ok) return selection;
  const value = unwrap(selection.value);
  const url = standsInUserinfo(reference) ? urlWarning(value, reference) : undefined;
  const found = [url, wholeJson(value, reference), mayRun(value, reference, wanted)].filter(
    (warning) => warning !== undefined,
  );
  return found.length === 0 ? selection : { ...selection, warnings: found };
}

function keyed(value: Selected, { id, selector }: Reference): Selected | ValueProblem {
  const { jsonKey, dialect } = selector;
  if (jsonKey === undefined) return value;
  return dialect === "jinja" ? atMagePath(value, jsonKey, id.text) : atKey(value, jsonKey, id.text, lookUp);
}

function filtered(unfiltered: Selected, reference: Reference): Selected | ValueProblem {
  const { filters, dialect } = reference.selector;
  const known = dialect === "jinja" ? JINJA_FILTERS : FILTERS;
  let value = unfiltered;
  for (const filter of filters) {
    const changed = known[filter](value, reference);
    if ("code" in changed) return changed;
    value = changed;
  }
  return dialect === "jinja" ? rendered(value, filters) : value;
}

function urlWarning(value: Selected, reference: Reference): ValueProblem | undefined {
  const { id, selector } = reference;
  const encoded = selector.filters.includes("urlencode");
  if (value.kind === "binary") return undefined;
  if (!breaksUserinfo(textOf(value), encoded)) return undefined;
  const { dialect } = selector;
  return { code: "value-url", id: id.text, encoded, ...(dialect === undefined ? {} : { dialect }) };
}

function mayRun(value: Selected, { id }: Reference, { doubtful }: Constraints): ValueProblem | undefined {
  if (doubtful === undefined || value.kind === "binary") return undefined;
  const text = textOf(value);
  // Without any of these it cannot, wherever it goes.
  if (!/\{|^[%#]|^$/.test(text) || !isUnsafeInTemplate(text, doubtful())) return undefined;
  return { code: "value-jinja", id: id.text, why: "may-run" };
}

/** A bare ARN with nothing that says whether a key was forgotten. Elsewhere the whole is written on purpose. */
function wholeJson(value: Selected, reference: Reference): ValueProblem | undefined {
  const { form, id, selector, scalar } = reference;
  if (form !== "bare" || selector.jsonKey !== undefined || value.kind !== "text") return undefined;
  if (!/^\s*\{/.test(value.text) || scalar.directive?.text === "resolve" || takesJson(scalar.path))
    return undefined;
  const json = jsonIn(value);
  return json !== undefined && isObject(json)
    ? { code: "value-whole-json", id: id.text, keys: [...json.keys()] }
    : undefined;
}

/** Keys whose readers take JSON: `keyfile_json`, and the connections that Airflow takes from variables. */
function takesJson(path: Path): boolean {
  const key = path.findLast((segment) => typeof segment === "string") ?? "";
  return /(?:^|[^a-z])json$/i.test(key) || /[a-z]J(?:son|SON)$/.test(key) || key.startsWith("AIRFLOW_CONN_");
}

/** A value that is text already, such as the `${arn:` of an escape, in the same wrapping as the others. */
export function plainText(text: string): Redacted<Selected> {
  return redact<Selected>({ kind: "text", text });
}

function fitted(value: Selected, wanted: Constraints, reference: Reference): Selected | ValueProblem {
  const { types, typed, template } = wanted;
  const id = reference.id.text;
  if (value.kind === "binary") {
    return typed ? value : { code: "secret-binary", id, wanted: "where only text can stand" };
  }
  const keepsType = typed && types === "json";
  if (isNull(value) && !keepsType) return nullIn(reference);
  const text = textOf(value);
  if (value.kind === "json" ? hasText(value.json, isLone) : isLone(text))
    return { code: "value-unrepresentable", id };
  if (template !== undefined && isUnsafeInTemplate(text, template))
    return { code: "value-jinja", id, why: template.templated ? "runs" : "asked" };
  return keepsType ? value : { kind: "text", text };
}
