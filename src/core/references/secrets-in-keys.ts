/** Secrets that stand in mapping keys, which are never replaced: mostly because quotes are missing. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { namesSecret } from "../forms/index.js";
import { meansSecret } from "../services/secrets-manager/arn.js";
import type { Source, Span } from "../text/source.js";
import type { Scalar } from "../yaml/scalars.js";

/** An expression is a reference whatever its key is called, so it is told below any key. */
export function diagnoseUnquoted(source: Source, { span, path }: Scalar): readonly Diagnostic[] {
  const place = unquotedExpression(source.text, span);
  if (place === undefined) return [];
  const fixed = inQuotes(source.text.slice(place.start, place.end));
  return [diagnose({ code: "reference-in-key", because: "expression", fixed }, { source, place, path })];
}

/** In quotes that need no escapes within, which would hide the expression. */
function inQuotes(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replaceAll('"', "'")}"`;
}

/** An ARN as a key, and why YAML takes it for one. */
export function diagnoseKey(source: Source, scalar: Scalar): readonly Diagnostic[] {
  const { value, span, path, place } = scalar;
  if (!namesSecret(value) && !meansSecret(value)) return [];
  const colon = source.text[span.end] === ":";
  const because =
    scalar.valueless !== true ? "written" : colon ? "colon" : place.inFlow ? "braces" : "written";
  const fixed = { colon: JSON.stringify(`${value}:`), braces: `"\${${value}}"`, written: "" }[because];
  return [diagnose({ code: "reference-in-key", because, fixed }, { source, place: span, path })];
}

/** On either side of its key; a file of many keys would otherwise be searched to its ends for each. */
const LONGEST_EXPRESSION = 4_096;

/** `{{ … }}` without quotes, which to YAML is a mapping in a mapping, where the key stands in it. */
function unquotedExpression(text: string, key: Span): Span | undefined {
  const before = lastLine(text.slice(Math.max(0, key.start - LONGEST_EXPRESSION), key.start));
  const [behind = ""] = text.slice(key.end, key.end + LONGEST_EXPRESSION).split("\n", 1);
  const [opening, closing] = [before.lastIndexOf("{{"), behind.indexOf("}}")];
  if (opening < 0 || closing < 0) return undefined;
  const place = { start: key.start - before.length + opening, end: key.end + closing + 2 };
  return namesSecret(text.slice(place.start, place.end)) ? place : undefined;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}
