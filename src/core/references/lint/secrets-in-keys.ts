/** Secrets in mapping keys, which are never replaced. Mostly quotes are missing. */

import { type Diagnostic, diagnose } from "../../diagnostics/diagnostics.js";
import { namesSecret, referencesIn } from "../../forms/index.js";
import { meansSecret, serviceMeant, serviceOf } from "../../services/index.js";
import type { Source, Span } from "../../text/source.js";
import type { Scalar } from "../../yaml/scalars.js";

/** `{{ … }}` without quotes that names a secret. YAML takes it for a mapping, with the key inside. */
export function diagnoseUnquoted(source: Source, { span, path }: Scalar): readonly Diagnostic[] {
  const place = unquotedExpression(source.text, span);
  if (place === undefined) return [];
  const fixed = inQuotes(source.text.slice(place.start, place.end));
  return [diagnose({ code: "reference-in-key", because: "expression", fixed }, { source, place, path })];
}

/** Adds quotes, and changes those inside rather than escaping them: escapes would hide the expression. */
function inQuotes(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replaceAll('"', "'")}"`;
}

/** An ARN that YAML takes for a key, and why it does. */
export function diagnoseKey(source: Source, scalar: Scalar): readonly Diagnostic[] {
  const { value, span, path, place } = scalar;
  if (!namesSecret(value) && !meansSecret(value)) return [];
  const colon = source.text[span.end] === ":";
  const because =
    scalar.valueless !== true ? "written" : colon ? "colon" : place.inFlow ? "braces" : "written";
  const fixed = { colon: JSON.stringify(`${value}:`), braces: `"\${${value}}"`, written: "" }[because];
  const noun = nounIn(value);
  return [diagnose({ code: "reference-in-key", because, fixed, noun }, { source, place: span, path })];
}

/** What a text names, in an ARN that may be wrong or in another form. */
function nounIn(value: string): "secret" | "parameter" {
  const [id] = referencesIn(value).flatMap((reference) => reference.id ?? []);
  return (id === undefined ? serviceMeant(value) : serviceOf(id)).noun;
}

/** On either side of the key. Without a limit each of many keys would search the whole file. */
const LONGEST_EXPRESSION = 4_096;

/** The span of the braces around a key, if they hold an expression that names a secret. */
function unquotedExpression(text: string, key: Span): Span | undefined {
  const before =
    text
      .slice(Math.max(0, key.start - LONGEST_EXPRESSION), key.start)
      .split("\n")
      .at(-1) ?? "";
  const [behind = ""] = text.slice(key.end, key.end + LONGEST_EXPRESSION).split("\n", 1);
  const [opening, closing] = [before.lastIndexOf("{{"), behind.indexOf("}}")];
  if (opening < 0 || closing < 0) return undefined;
  const place = { start: key.start - before.length + opening, end: key.end + closing + 2 };
  return namesSecret(text.slice(place.start, place.end)) ? place : undefined;
}
