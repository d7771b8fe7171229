/** Several resolved texts → one YAML stream, as it leaves on standard output. */

const BOM = /^\uFEFF/;
/** Blank lines and comments, which may stand before a document's first line. */
const LEAD = /^(?:[ \t]*(?:#[^\n]*)?\n)*/;

/** Texts stay as they are, but for a BOM in the midst of the stream; a document starts between them where none would. */
export function joinDocuments(texts: readonly string[]): string {
  const [first = "", ...others] = texts.filter((text) => text !== "");
  return others.reduce((stream, text) => {
    const next = text.replace(BOM, "");
    return stream + separator(stream, next) + next;
  }, first);
}

/** Whether nothing but a last blank or comment is left. */
function isBlank(text: string): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text);
}

function separator(before: string, after: string): string {
  const newline = before.endsWith("\n") ? "" : "\n";
  const body = after.replace(LEAD, "");
  if (isBlank(body) || isBlank(before.replace(BOM, "").replace(LEAD, "")) || /^---(?:\s|$)/.test(body))
    return newline;
  // Directives may only follow a document that is marked as ended.
  return `${newline}${body.startsWith("%") ? "..." : "---"}\n`;
}
