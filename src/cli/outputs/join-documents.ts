/** Several resolved texts → one YAML stream, as it leaves on standard output. */

const BOM = /^\uFEFF/;
/** Blank lines and comments, which may stand before a document's first line. */
const LEAD = /^(?:[ \t]*(?:#[^\n]*|\r)?\n)*/;
const BLANK_LINES = /^(?:[ \t]*\r?\n)+/;

/** Texts stay as they are, but for a BOM in the midst of the stream; a document starts between them where none would. */
export function joinDocuments(texts: readonly string[]): string {
  const parts: string[] = [];
  let started = false;
  for (const text of texts) {
    const whole = text.replace(BOM, "");
    const next = parts.length === 0 ? text : following(whole);
    if (next === "") continue;
    const newline = parts.length === 0 || parts.at(-1)?.endsWith("\n") ? "" : "\n";
    parts.push(newline, started ? pattern(next) : "", next);
    started ||= !isEmpty(whole);
  }
  return parts.join("");
}

/** A text that others stand before: a block at their end may keep the blank lines behind it. */
function following(text: string): string {
  return needsMark(text) ? text : text.replace(BLANK_LINES, "");
}

/** Whether there is no document in it, and no directive. */
function isEmpty(text: string): boolean {
  return /^[ \t]*(?:#.*)?\r?$/.test(text.replace(LEAD, ""));
}

/** Whether it is a document that does not say itself where it starts. */
function needsMark(text: string): boolean {
  return !isEmpty(text) && !/^(?:---(?:\s|$)|%)/.test(text.replace(LEAD, ""));
}

/** What has to stand between a document and this text. */
function pattern(text: string): string {
  if (needsMark(text)) return "---\n";
  // Directives may only follow a document that is marked as ended, and an indented comment could be a block's text.
  return text.replace(LEAD, "").startsWith("%") || /^[ \t]/.test(text) ? "...\n" : "";
}
