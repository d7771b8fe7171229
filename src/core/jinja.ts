/**
 * Templates of the file's consumer: Mage and dbt render a whole file as Jinja before they read it as YAML, so a
 * value that looks like a template would be run.
 */

import type { Span } from "./source.js";

/** What to do about a value that would be taken for a template. */
export type JinjaMode = "refuse" | "escape" | "allow";

/** Where in a file with templates a value goes. */
export interface TemplatePlace {
  readonly mode: Exclude<JinjaMode, "allow">;
  /** The characters beside the value, `{` where they are not known yet. */
  readonly before: string;
  readonly after: string;
  /** Inside an expression of the file, or below a `{% raw %}`: an escape would not be rendered there. */
  readonly sealed: boolean;
}

const EXPRESSION = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/gs;
const RAW = /\{%[-+]?\s*raw\b/;
const OPENING = /\{[{%#]/;

/** Whether a source has template expressions, in comments too: rendering does not stop at them. */
export function holdsTemplates(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

/** The parts of a source in which an escape would not be rendered. */
export function sealedParts(text: string): readonly Span[] {
  if (RAW.test(text)) return [{ start: 0, end: text.length }];
  return Array.from(text.matchAll(EXPRESSION), ({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
}

/** Whether a value cannot go there: it would be rendered, or break what is rendered, and no escape helps. */
export function misfits(value: string, { mode, before, after, sealed }: TemplatePlace): boolean {
  const opens = OPENING.test(before + value + after);
  if (sealed) return opens || /[{}%#'"\\\n]/.test(value);
  if (mode === "refuse") return opens;
  // A brace before the escape would become a part of it.
  return before === "{" && (value === "" ? /^[{%#]/.test(after) : /^[{%#]/.test(value));
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
