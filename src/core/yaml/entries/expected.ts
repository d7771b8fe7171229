/** What a secrets file should have at the place where it is not YAML. A message puts it after the word `expected`. */

import { lineEnd, lineStart } from "../../text/source.js";

const NO_TABS = "spaces, not tabs, at the start of a line";

/** An error of `yaml`. */
interface SyntaxFault {
  readonly code: string;
  readonly pos: readonly [start: number, end: number];
}

/** The most likely intention. The message of `yaml` may quote the text, so it is not shown. */
export function expectedIn(text: string, { code, pos: [at] }: SyntaxFault): string {
  const line = text.slice(lineStart(text, at), lineEnd(text, at));
  switch (code) {
    case "TAB_AS_INDENT":
      return NO_TABS;
    case "BAD_INDENT":
      return /^ *\t/.test(line)
        ? NO_TABS
        : "a closing bracket, or the same indentation for all entries of a mapping";
    case "BLOCK_IN_FLOW":
    case "BLOCK_AS_IMPLICIT_KEY":
      if (/:[ \t]|:$/.test(text.slice(at, lineEnd(text, at))))
        return "quotes around a value that has a colon with a space after it";
      if (code === "BLOCK_IN_FLOW") break;
      return "either a value after the key or a mapping below it";
    case "UNEXPECTED_TOKEN":
      if (/^-\s/.test(text.slice(at, at + 2)))
        return "the items of a list in brackets, as in [a, b], or below their key";
      if (/["']\s*$/.test(text.slice(lineStart(text, at), at)))
        return `nothing after the closing quote; a quote inside is written '' or \\"`;
      break;
    case "BAD_SCALAR_START":
      return "quotes around a value that starts with a character such as @, % or `";
    case "BAD_DQ_ESCAPE":
      return "\\\\ for a backslash inside double quotes, or single quotes";
    case "MISSING_CHAR":
      return "a closing quote or bracket, or a comma or colon between entries";
    case "MULTILINE_IMPLICIT_KEY":
      return "a colon and a space after each key";
  }
  return `valid YAML (${code.toLowerCase().replaceAll("_", " ")})`;
}
