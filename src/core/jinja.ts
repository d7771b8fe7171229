/** Templates of the file's consumer: Mage and dbt render a whole file as Jinja before they read it as YAML. */

/** Whether a source has template expressions, in comments too: rendering does not stop at them. */
export function holdsTemplates(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

/**
 * Whether a value, together with the characters beside it, would be taken for a template, or for a comment of
 * one, when the file is rendered.
 */
export function readsAsTemplate(value: string, before = "", after = ""): boolean {
  return /\{\{|\{%|\{#/.test(before + value + after);
}
