/** Puts values into a scalar and keeps its style and all of its bytes but the references. */

import type { Edit } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { insideBlock } from "./block.js";
import { insideDoubleQuotes, insideSingleQuotes, isPlainSafe, isPrintableLine } from "./text.js";

export function isBlock({ style }: Scalar): boolean {
  return style === "literal" || style === "folded";
}

/** Undefined if the values do not allow it. */
export function inPlace(
  source: string,
  scalar: Scalar,
  edits: readonly Edit[],
  meant: string,
): readonly Edit[] | undefined {
  if (isBlock(scalar)) return insideBlock(source, scalar, edits, meant);
  // With the line breaks of YAML 1.1.
  const hasLines = /[\n\u0085\u2028\u2029]/.test(source.slice(scalar.span.start, scalar.span.end));
  // At the edges of a folded line spaces are dropped, an empty text joins two line breaks, and `---` or `...`, which may
  // arise together with the text around it, ends a document.
  if (hasLines && !edits.every(({ text }) => /^(?![-.])\S(?:.*\S)?$/su.test(text))) return undefined;
  const printable = edits.every(({ text }) => isPrintableLine(text));
  switch (scalar.style) {
    case "double":
      return edits.map((edit) => ({ ...edit, text: insideDoubleQuotes(edit.text) }));
    case "single":
      return printable ? edits.map((edit) => ({ ...edit, text: insideSingleQuotes(edit.text) })) : undefined;
    default:
      return printable && isPlainSafe(meant.replaceAll("\n", " "), scalar.place.inFlow) ? edits : undefined;
  }
}
