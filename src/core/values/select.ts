/**
 * A secret's value and a selector → the value that the reference asks for. One of the two files that unwrap a secret.
 * Everything that it returns is wrapped again, and its problems name keys, never values.
 */

import type { SecretProblem, ValueProblem } from "../diagnostics/catalogue.js";
import type { Selector } from "../forms/form.js";
import { lookUp } from "../json/path.js";
import { hasText, isObject } from "../json/text.js";
import type { Outcome } from "../plan/outcomes.js";
import type { Reference } from "../references/findings.js";
import { type Redacted, redact, unwrap } from "../secrets/redacted.js";
import { itemsOf } from "../secrets/string-list.js";
import type { SecretValue } from "../secrets/value.js";
import { isUnsafeInTemplate, type TemplatePlace } from "../templates/jinja.js";
import { keysIn, type Path } from "../text/path.js";
import { FILTERS, hasLoneSurrogate, isNull, jsonIn, nullIn, textOf } from "./select/filters.js";
import { atMagePath, JINJA_FILTERS, rendered } from "./select/jinja.js";
import { atKey } from "./select/key.js";
import type { Selected } from "./select/selected.js";
import { breaksUserinfo, standsInUserinfo } from "./url.js";

/** What a reference's place in its file allows. */
export interface Constraints {
  /** `string`: everything becomes text. */
  readonly types: "json" | "string";
  /** Whether a value of another type than text can stand there: the reference fills a scalar without a tag. */
  readonly typed: boolean;
  /** Set if the file will be rendered as a template. */
  readonly template?: TemplatePlace | undefined;
  /** Set if it is unknown whether the file will be rendered. Called only for values that could then run. */
  readonly doubtful?: (() => TemplatePlace) | undefined;
}

export type Selection =
  | {
      readonly ok: true;
      readonly value: Redacted<Selected>;
      /** The value before the filters, if they change it: what reads the value may undo them. */
      readonly unfiltered?: Redacted<Selected>;
      /** The value fits the scalar, but may not fit what reads it. */
      readonly warnings: readonly ValueProblem[];
    }
  | { readonly ok: false; readonly problem: SecretProblem | ValueProblem };

export type Select = (reference: Reference, constraints: Constraints) => Selection;

/**
 * Selects from the value of one secret; if there is none, every selection has the secret's problem. References with the
 * same text share one selector object, so results are cached by that. In a file that is rendered they are not, because
 * there it depends on the place whether a value fits.
 */
export function selectFrom(outcome: Outcome): Select {
  if ("problem" in outcome) return () => ({ ok: false, problem: outcome.problem });
  const secret = outcome.value;
  const caches = { typed: new Map<Selector, Selection>(), untyped: new Map<Selector, Selection>() };
  const selectCached: Select = (reference, constraints) => {
    if (constraints.template !== undefined) return select(secret, reference, constraints);
    const cache = caches[constraints.typed ? "typed" : "untyped"];
    const cached = cache.get(reference.selector);
    if (cached !== undefined) return cached;
    const selection = select(secret, reference, constraints);
    cache.set(reference.selector, selection);
    return selection;
  };
  return (reference, constraints) =>
    withWarnings(selectCached(reference, constraints), reference, constraints);
}

function select(secret: Redacted<SecretValue>, reference: Reference, constraints: Constraints): Selection {
  const unfiltered = atJsonKey(unwrap(secret), reference);
  if ("code" in unfiltered) return { ok: false, problem: unfiltered };
  const changed = applyFilters(unfiltered, reference);
  if ("code" in changed) return { ok: false, problem: changed };
  const value = fit(changed, constraints, reference);
  if ("code" in value) return { ok: false, problem: value };
  return {
    ok: true,
    value: redact(value),
    warnings: [],
    ...(value === unfiltered ? {} : { unfiltered: redact(unfiltered) }),
  };
}

function withWarnings(selection: Selection, reference: Reference, constraints: Constraints): Selection {
  if (!selection.ok) return selection;
  const value = unwrap(selection.value);
  const found = [
    breaksUrl(value, reference),
    wholeObject(value, reference),
    runsIfRendered(value, reference, constraints),
  ].filter((warning) => warning !== undefined);
  return found.length === 0 ? selection : { ...selection, warnings: found };
}

function atJsonKey(value: Selected, { id, selector }: Reference): Selected | ValueProblem {
  const { jsonKey, dialect } = selector;
  if (jsonKey === undefined) return value;
  return dialect === "jinja" ? atMagePath(value, jsonKey, id.text) : atKey(value, jsonKey, id.text, lookUp);
}

function applyFilters(unfiltered: Selected, reference: Reference): Selected | ValueProblem {
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

function breaksUrl(value: Selected, reference: Reference): ValueProblem | undefined {
  if (value.kind === "binary" || !standsInUserinfo(reference)) return undefined;
  const { id, selector } = reference;
  const { dialect } = selector;
  const encoded = selector.filters.includes("urlencode");
  if (!breaksUserinfo(textOf(value), encoded)) return undefined;
  return { code: "value-url", id: id.text, encoded, ...(dialect === undefined ? {} : { dialect }) };
}

function runsIfRendered(
  value: Selected,
  { id }: Reference,
  { doubtful }: Constraints,
): ValueProblem | undefined {
  if (doubtful === undefined || value.kind === "binary") return undefined;
  const text = textOf(value);
  // A quick test, which every text that can run passes.
  if (!/\{|^[%#]|^$/.test(text) || !isUnsafeInTemplate(text, doubtful())) return undefined;
  return { code: "value-jinja", id: id.text, why: "may-run" };
}

/** A bare ARN whose value is a JSON object: a key may be missing. In other forms the whole is asked for on purpose. */
function wholeObject(value: Selected, reference: Reference): ValueProblem | undefined {
  const { form, id, selector, scalar } = reference;
  if (form !== "bare" || selector.jsonKey !== undefined || value.kind !== "text") return undefined;
  if (!/^\s*\{/.test(value.text) || scalar.directive?.text === "resolve" || takesJson(scalar.path))
    return undefined;
  const json = jsonIn(value);
  if (json === undefined || !isObject(json)) return undefined;
  const isVersioned = id.service === "ssm" && (selector.versionId ?? selector.versionStage) !== undefined;
  const versioned = isVersioned ? ({ versioned: true } as const) : {};
  return { code: "value-whole-json", id: id.text, keys: [...json.keys()], ...versioned };
}

/** Whether the key's reader takes JSON: `keyfile_json`, `keyfileJson`, or a connection in a variable of Airflow. */
function takesJson(path: Path): boolean {
  const key = keysIn(path).at(-1) ?? "";
  return /(?:^|[^a-z])json$/i.test(key) || /[a-z]J(?:son|SON)$/.test(key) || key.startsWith("AIRFLOW_CONN_");
}

/** Wraps a text of the file, such as the `${arn:` of an escape, like a secret's value. */
export function plainText(text: string): Redacted<Selected> {
  return redact<Selected>({ kind: "text", text });
}

function fit(found: Selected, constraints: Constraints, reference: Reference): Selected | ValueProblem {
  const { types, typed, template } = constraints;
  const id = reference.id.text;
  const keepsType = typed && types === "json";
  const items = keepsType ? itemsOf(found) : undefined;
  const value: Selected = items === undefined ? found : { kind: "json", json: items };
  if (value.kind === "binary") {
    return typed ? value : { code: "secret-binary", id, wanted: "where text is needed" };
  }
  if (isNull(value) && !keepsType) return nullIn(reference);
  const text = textOf(value);
  if (value.kind === "json" ? hasText(value.json, hasLoneSurrogate) : hasLoneSurrogate(text))
    return { code: "value-unrepresentable", id };
  if (template !== undefined && isUnsafeInTemplate(text, template))
    return { code: "value-jinja", id, why: template.templated ? "runs" : "asked" };
  return keepsType ? value : { kind: "text", text };
}
