/** The source line of a diagnostic with the exact part underlined, cut to a window where the line is long. */

import { eastAsianWidth } from "get-east-asian-width";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import { linesIn } from "../core/text/source.js";
import { visibleLine } from "./visible.js";

export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Spaces, and tabs where the text has tabs, up to the part. */
  readonly before: string;
  readonly underline: string;
}

/** What may follow a reference: what closes it, and a comment. Other text could be anybody's password. */
const CLOSING = /^["']?[\s,\]}]*(?:\s#.*)?$/;
export const WIDEST = 160;
const CONTEXT = 60;

/** What an excerpt shows. */
export interface Excerpted extends Pick<Diagnostic, "source" | "place" | "part"> {
  /** The whole line of what is not YAML. */
  readonly problem?: { readonly code: string };
}

/** At most `widest` characters of the line, and an ellipsis where more was cut off. */
export function excerptOf({ source, place, part, problem }: Excerpted, widest: number = WIDEST): Excerpt {
  const { line, column } = linesIn(source).positionAt(part.start);
  const lineStart = linesIn(source).startOf(line);
  const whole = linesIn(source).textOf(line);
  const shown = problem?.code === "yaml-syntax" ? whole.length : Math.max(place.end, part.end) - lineStart;
  const closed = CLOSING.test(whole.slice(shown));
  const length = closed ? whole.length : shown + 1;
  const start = column - 1;
  const end = Math.max(start + 1, Math.min(start + part.end - part.start, length));
  const context = Math.min(CONTEXT, Math.floor(widest / 3));
  const from = length <= widest ? 0 : Math.max(0, start - context);
  const to = Math.min(length, from + widest);
  // Nothing is put behind the whole line, which each finding on it would copy.
  const text = (first: number, behind: number) =>
    whole.slice(first, Math.min(behind, closed ? length : shown)) + (behind > shown && !closed ? "…" : "");
  const head = from > 0 ? "…" : "";
  return {
    line,
    text: visibleLine(`${head}${text(from, to)}${to < length ? "…" : ""}`),
    before: blanksFor(`${head}${text(from, start)}`),
    underline: "^".repeat(Math.max(1, blanksFor(text(start, Math.min(end, to))).length)),
  };
}

/** As many spaces as the text takes cells; a tab stays one, so that it is as wide as the one above it. */
function blanksFor(text: string): string {
  return Array.from(text, (character) => {
    if (character === "\t") return "\t";
    if (/^\p{M}$/u.test(character)) return "";
    return " ".repeat(eastAsianWidth(character.codePointAt(0) ?? 0));
  }).join("");
}
