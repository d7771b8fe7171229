/** Joins several resolved texts into one YAML stream for standard output. */

const BOM = /^\uFEFF/;
/** Empty lines and comments, which can stand before a document's first line. */
const LEAD = /^(?:[ \t]*(?:#[^\n]*|\r)?\n)*/;
const EMPTY_LINES = /^(?:[ \t]*\r?\n)+/;

/** Texts stay as they are, without a BOM inside the stream. `---` is added where a text does not start its document. */
export function joinDocuments(texts: readonly string[]): string {
  const parts: string[] = [];
  let started = false;
  for (const text of texts) {
    const whole = text.replace(BOM, "");
    const next = parts.length === 0 ? text : following(whole);
    if (next === "") continue;
    const newline = parts.length === 0 || parts.at(-1)?.endsWith("\n") ? "" : "\n";
    parts.push(newline, started ? separatorBefore(next) : "", next);
    started ||= !isEmpty(whole);
  }
  return parts.join("");
}

/** A text that follows others. Empty lines at its start could belong to a block at the end of the text before. */
function following(text: string): string {
  return needsStart(text) ? text : text.replace(EMPTY_LINES, "");
}

/** Whether it has neither a document nor a directive. */
function isEmpty(text: string): boolean {
  return /^[ \t]*(?:#.*)?\r?$/.test(text.replace(LEAD, ""));
}

/** Whether it is a document without `---`. */
function needsStart(text: string): boolean {
  return !isEmpty(text) && !/^(?:---(?:\s|$)|%)/.test(text.replace(LEAD, ""));
}

/** What has to stand between a document and this text. */
function separatorBefore(text: string): string {
  if (needsStart(text)) return "---\n";
  // Directives need `...` before them, and an indented comment could be text of a block.
  return text.replace(LEAD, "").startsWith("%") || /^[ \t]/.test(text) ? "...\n" : "";
}
