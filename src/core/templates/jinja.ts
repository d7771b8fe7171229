/**
 * Templates of the file's consumer: Mage and dbt render a whole file as Jinja before they read it as YAML, so a
 * value that looks like a template would be run.
 */

import type { Span } from "../text/source.js";

/**
 * What to do about a value that a file's consumer would take for a template: refuse it, as `value-jinja`; write it so that
 * rendering gives it back, and refuse it where that cannot be; or write it as it is. Each holds for a file with templates
 * and for one without.
 */
export type JinjaMode = "refuse" | "escape" | "allow";

/** Where in a file that is rendered a value goes. */
export interface TemplatePlace {
  /** Whether the file has templates of its own; else only a mode says that it is rendered. */
  readonly templated: boolean;
  readonly mode: Exclude<JinjaMode, "allow">;
  /** The characters beside the value, `{` where they are not known yet. */
  readonly before: string;
  readonly after: string;
  /** Inside an expression of the file, or below a `{% raw %}`: an escape would not be rendered there. */
  readonly sealed: boolean;
  /** The file has `{{-` or `-%}` somewhere, which takes the spaces beside it along. */
  readonly trimmed: boolean;
}

const RAW = /\{%[-+]?\s*raw\b/;
const OPENING = /\{[{%#]/;
const TRIMMING = /\{[{%#]-|-[}%#]\}/;

/**
 * Whether a source has templates, in comments too: rendering does not stop at them. Of a comment of Jinja's the end has to
 * be there too, for shells write `${#name}`.
 */
export function holdsTemplates(text: string): boolean {
  if (/\{\{|\{%/.test(text)) return true;
  const comment = text.indexOf("{#");
  return comment >= 0 && text.includes("#}", comment + 2);
}

export function trimsSpaces(text: string): boolean {
  return TRIMMING.test(text);
}

/** The parts of a source in which an escape would not be rendered: its expressions, or all of it below `{% raw %}`. */
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
 * Where an expression, statement or comment ends, as Jinja's lexer has it: an end inside a string, or inside brackets
 * of the expression, is none. Undefined where it has none.
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

/** The closing quote of the string that starts there; the text's end where there is none. */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}

/** Whether a value cannot go there: it would be rendered, or break what is rendered, and no escape helps. */
export function isUnsafeInTemplate(value: string, place: TemplatePlace): boolean {
  const { mode, before, after, sealed, trimmed } = place;
  if (sealed) return !isHarmless(value);
  if (trimmed && /^\s|\s$|^$/.test(value)) return true;
  if (mode === "refuse") return OPENING.test(before + value + after);
  // A brace before the escape would become a part of it.
  return before === "{" && (value === "" ? /^[{%#]/.test(after) : /^[{%#]/.test(value));
}

/** What is the same in YAML text, in a string of Jinja, and after both; spaces at the edges could be dropped. */
function isHarmless(value: string): boolean {
  // Made where it is used: the letters of all scripts take their time, and few starts need them.
  return /^(?! )[\p{L}\p{N} _.,:;/@+=~^*()<>!&|$-]+(?<! )$/u.test(value);
}

/**
 * The YAML text of a value so that rendering it gives that text back. Works on what is written, quotes and all, for
 * rendering comes before YAML. `quote` is the mark that does not end the scalar around it.
 */
export function escapeTemplates(text: string, quote: "'" | '"', followed: boolean): string {
  const expression = (opening: string) => `{{ ${quote}${opening}${quote} }}`;
  const escaped = text.replace(/\{[{%#]/g, expression);
  return followed && escaped.endsWith("{") ? escaped.slice(0, -1) + expression("{") : escaped;
}
