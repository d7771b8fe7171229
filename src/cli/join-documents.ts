/** Several resolved texts → one YAML stream, as it leaves on standard output. */

const BOM = /^\uFEFF/;
/** Blank lines and comments, which may stand before a document's first line. */
const LEAD = /^(?:[ \t]*(?:#[^\n]*|\r)?\n)*/;
const BLANK_LINES = /^(?:[ \t]*\r?\n)+/;

/** Texts stay as they are, but for a BOM in the midst of the stream; a document starts between them where none would. */
export function joinDocuments(texts: readonly string[]): string {
  const [first = "", ...others] = texts.filter((text) => text !== "");
  return others.reduce((stream, text) => {
    const whole = text.replace(BOM, "");
    // A block at the end of the stream may keep the blank lines behind it.
    const next = needsMark(whole) ? whole : whole.replace(BLANK_LINES, "");
    return next === "" ? stream : stream + separator(stream, next) + next;
  }, first);
}

/** Whether there is no document in it, and no directive. */
function isEmpty(text: string): boolean {
  return /^[ \t]*(?:#.*)?\r?$/.test(text.replace(BOM, "").replace(LEAD, ""));
}

/** Whether it is a document that does not say itself where it starts. */
function needsMark(text: string): boolean {
  return !isEmpty(text) && !/^(?:---(?:\s|$)|%)/.test(text.replace(LEAD, ""));
}

function separator(before: string, after: string): string {
  const newline = before.endsWith("\n") ? "" : "\n";
  if (isEmpty(before)) return newline;
  if (needsMark(after)) return `${newline}---\n`;
  // Directives may only follow a document that is marked as ended, and an indented comment could be a block's text.
  const ends = after.replace(LEAD, "").startsWith("%") || /^[ \t]/.test(after);
  return ends ? `${newline}...\n` : newline;
}
