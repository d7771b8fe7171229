/**
 * The tag `!` in front of a scalar. For YAML 1.2 readers it makes any text a string; YAML 1.1 readers ignore it: PyYAML
 * reads `! "0123"` as the number 83. `!!str` makes a string for both.
 */

import { lineStart } from "../../text/source.js";
import type { Edit } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { isOtherType } from "./text.js";

/** A template may be rendered to a number. */
const TEMPLATE = /\{[{%]/;

/** The edits of a scalar, and one that makes its tag `!!str` if a reader could take `text` for another type. */
export function withStringTag(
  source: string,
  scalar: Scalar,
  text: string,
  edits: readonly Edit[],
): readonly Edit[] {
  if (scalar.tag !== "!" || !(isOtherType(text) || TEMPLATE.test(text))) return edits;
  const behind = endOfTag(source, scalar.span.start);
  if (behind === undefined) return edits;
  // `%TAG !!` gives the short name another meaning.
  const rest = /^%TAG[ \t]+!![ \t]/m.test(source) ? "<tag:yaml.org,2002:str>" : "!str";
  return [{ start: behind, end: behind, text: rest }, ...edits];
}

/** A tag at the end of a line, before the scalar; only an anchor and a comment can follow it. */
const TAG = /(?<![^\s,[{:])!(?:[ \t]+&\S+)?(?:[ \t]+#.*)?[ \t\r]*$/;
const NO_TAG = /^[ \t]*(?:&\S+[ \t]*)?(?:(?<!\S)#.*)?\r?$/;

/** The offset after the `!`. Searches backwards from the scalar, past empty lines, comments and the anchor. */
function endOfTag(source: string, scalarStart: number): number | undefined {
  for (let end = scalarStart; ; ) {
    const start = lineStart(source, end);
    const line = source.slice(start, end);
    if (!NO_TAG.test(line)) {
      const found = TAG.exec(line);
      return found === null ? undefined : start + found.index + 1;
    }
    if (start === 0) return undefined;
    end = start - 1;
  }
}
