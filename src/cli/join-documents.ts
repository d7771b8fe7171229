/** Several resolved texts → one YAML stream, as it leaves on standard output. */

/** Texts stay as they are; between two of them a document starts where none would. */
export function joinDocuments(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== "")
    .reduce((stream, text) => (stream === "" ? text : stream + separator(stream, text) + text), "");
}

function separator(before: string, after: string): string {
  const newline = before.endsWith("\n") ? "" : "\n";
  if (/^\uFEFF?---(?:\s|$)/.test(after)) return newline;
  // Directives may only follow a document that is marked as ended.
  return `${newline}${/^\uFEFF?%/.test(after) ? "..." : "---"}\n`;
}
