/** A text → its Jinja expressions and statements, except those in comments and after `{% raw %}`. */

import type { Span } from "../../text/source.js";
import { expressionEnd } from "../jinja.js";

export interface Block extends Span {
  readonly kind: "expression" | "statement";
  /** The text between the braces, without `%`, `-` and `+`. */
  readonly inside: Span;
  readonly closed: boolean;
  /** Whether a hyphen removes the spaces before or after the block. */
  readonly trims: { readonly before: boolean; readonly after: boolean };
}

const RAW = /\{%[-+]?\s*raw\s*-?%\}/y;
const END_OF_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

export function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const opening = /\{[{%#]/g;
  // After a block without an end Jinja gives up. From there on each block is assumed to end on its line.
  let lexes = true;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index;
    const raw = rawEnd(text, start);
    if (found[0] === "{#" || raw !== undefined) {
      const end = raw ?? expressionEnd(text, start);
      if (end === undefined) break;
      opening.lastIndex = end;
      continue;
    }
    const whole: number | undefined = lexes ? expressionEnd(text, start) : undefined;
    lexes = whole !== undefined;
    const block = whole === undefined ? blockOnLine(text, start) : blockAt(text, start, whole, true);
    blocks.push(block);
    opening.lastIndex = block.end;
  }
  return blocks;
}

/** The end of the part that starts with `{% raw %}` at `start`, at most the text's end; undefined where none starts. */
function rawEnd(text: string, start: number): number | undefined {
  RAW.lastIndex = start;
  if (!RAW.test(text)) return undefined;
  END_OF_RAW.lastIndex = RAW.lastIndex;
  return END_OF_RAW.test(text) ? END_OF_RAW.lastIndex : text.length;
}

/** The block up to the next closing braces before the line's end and the next block; not closed without any. */
function blockOnLine(text: string, start: number): Block {
  const limit = /\n|\{[{%]/g;
  limit.lastIndex = start + 2;
  const line = text.slice(start, limit.exec(text)?.index ?? text.length);
  const closing = line.indexOf(text[start + 1] === "{" ? "}}" : "%}", 2);
  return closing < 0
    ? blockAt(text, start, start + line.trimEnd().length, false)
    : blockAt(text, start, start + closing + 2, true);
}

function blockAt(text: string, start: number, end: number, closed: boolean): Block {
  const from = start + (/[-+]/.test(text.charAt(start + 2)) ? 3 : 2);
  const last = closed ? end - 2 : end;
  const signed = closed && last > from && text[last - 1] === "-";
  const inside = { start: Math.min(from, last), end: signed ? last - 1 : last };
  const trims = { before: text[start + 2] === "-", after: signed };
  return { kind: text[start + 1] === "{" ? "expression" : "statement", start, end, inside, closed, trims };
}
