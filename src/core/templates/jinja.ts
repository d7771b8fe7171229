/**
 * Jinja templates in a source. Mage and dbt render a whole file as Jinja before they parse it as YAML, so they would run a
 * value that looks like a template.
 */

import type { Span } from "../text/source.js";

/**
 * How to treat a value that would be rendered as a template: refuse it, with the error `value-jinja`; escape it so that
 * rendering gives it back, and refuse it where that is impossible; or write it as it is. Applies to files with and without
 * templates.
 */
export type JinjaMode = "refuse" | "escape" | "allow";

/** The place of a value in a file that will be rendered. */
export interface TemplatePlace {
  /** Whether the file has templates of its own. Otherwise only the mode implies that it is rendered. */
  readonly templated: boolean;
  readonly mode: Exclude<JinjaMode, "allow">;
  /** The characters beside the value; `{` where they are not known yet. */
  readonly before: string;
  readonly after: string;
  /** Inside an expression of the file or after `{% raw %}`, where an escape would not be rendered. */
  readonly sealed: boolean;
  /** The file has `{{-` or `-%}` somewhere, which removes the spaces beside it. */
  readonly trimmed: boolean;
}

const RAW = /\{%[-+]?\s*raw\b/;
const OPENING = /\{[{%#]/;
const TRIMMING = /\{[{%#]-|-[}%#]\}/;

/**
 * Whether a source has templates, also in comments of YAML, which are rendered too. A comment of Jinja counts only with its
 * end, because shells write `${#name}`.
 */
export function holdsTemplates(text: string): boolean {
  if (/\{\{|\{%/.test(text)) return true;
  const comment = text.indexOf("{#");
  return comment >= 0 && text.includes("#}", comment + 2);
}

export function trimsSpaces(text: string): boolean {
  return TRIMMING.test(text);
}

/** The parts of a source in which an escape would not be rendered: its expressions, or all of it where it has `{% raw %}`. */
export function sealedParts(text: string): readonly Span[] {
  if (RAW.test(text)) return [{ start: 0, end: text.length }];
  const parts: Span[] = [];
  const opening = new RegExp(OPENING, "g");
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const end = expressionEnd(text, found.index) ?? text.length;
    parts.push({ start: found.index, end });
    opening.lastIndex = end;
  }
  return parts;
}

/**
 * The end of an expression, statement or comment, as in Jinja's lexer: ends inside strings and brackets do not count.
 * Undefined where it has no end.
 */
export function expressionEnd(text: string, start: number): number | undefined {
  const kind = text[start + 1];
  if (kind === "#") {
    const end = text.indexOf("#}", start + 2);
    return end < 0 ? undefined : end + 2;
  }
  const closing = kind === "{" ? "}}" : "%}";
  let open = 0;
  for (let at = start + 2; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "'" || character === '"') at = stringEnd(text, at);
    else if (open === 0 && text.startsWith(closing, at)) return at + 2;
    else if ("([{".includes(character)) open += 1;
    else if (")]}".includes(character)) open -= 1;
  }
  return undefined;
}

/** The offset of the closing quote of the string at `start`; the text's end where there is none. */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}

/** Whether a value would be rendered, or break a template, and no escape helps. */
export function isUnsafeInTemplate(value: string, place: TemplatePlace): boolean {
  const { mode, before, after, sealed, trimmed } = place;
  if (sealed) return !isHarmless(value);
  if (trimmed && /^\s|\s$|^$/.test(value)) return true;
  if (mode === "refuse") return OPENING.test(before + value + after);
  // A brace before the escape would become a part of the escape.
  return before === "{" && (value === "" ? /^[{%#]/.test(after) : /^[{%#]/.test(value));
}

/** Whether YAML and Jinja strings keep a value as it is. Spaces at its ends could be dropped. */
function isHarmless(value: string): boolean {
  // Compiled on use: the letters of all scripts take long to compile, and few runs need them.
  return /^(?! )[\p{L}\p{N} _.,:;/@+=~^*()<>!&|$-]+(?<! )$/u.test(value);
}

/**
 * Escapes YAML text so that rendering gives it back. Works on the text with its quotes, because rendering comes before
 * YAML parsing.
 * @param quote the quote that does not end the scalar around it
 * @param followed whether a template sign follows the text directly
 */
export function escapeTemplates(text: string, quote: "'" | '"', followed: boolean): string {
  const expression = (opening: string) => `{{ ${quote}${opening}${quote} }}`;
  const escaped = text.replace(/\{[{%#]/g, expression);
  return followed && escaped.endsWith("{") ? escaped.slice(0, -1) + expression("{") : escaped;
}
