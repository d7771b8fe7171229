/**
 * The tag `!` before a scalar, which makes any text a string for YAML 1.2 readers. Those of YAML 1.1 pass over it: to
 * PyYAML `! "0123"` is the number 83, quotes or not. `!!str` is a string to all of them.
 */

import { lineStart } from "../../text/source.js";
import type { Edit } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { isOtherType } from "./text.js";

/** What a template comes to may be a number too. */
const TEMPLATE = /\{[{%]/;

/** The edits of a scalar, and one for its tag where a reader could take `text` for something other than a string. */
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

/** On its line only an anchor and a comment can stand behind the tag of a scalar that has not begun. */
const TAG = /(?<![^\s,[{:])!(?:[ \t]+&\S+)?(?:[ \t]+#.*)?[ \t\r]*$/;
const NO_TAG = /^[ \t]*(?:&\S+[ \t]*)?(?:(?<!\S)#.*)?\r?$/;

/** Goes back from the scalar, over lines that hold only its anchor, comments or nothing. */
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
