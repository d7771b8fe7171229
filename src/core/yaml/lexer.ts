/**
 * The lexer of `yaml`, told to take the lines of flow collections and of quoted scalars in whatever column they stand, as
 * PyYAML, libyaml and what was made after them (go-yaml, Psych) do. YAML 1.2 wants them indented more than their key, so
 * what stands further left is noted.
 */

import { Lexer } from "yaml";
import type { Span } from "../text/source.js";

/** A flow collection or a quoted scalar with a line that stands too far left. */
export interface Misindented extends Span {
  /** The first such line, without the spaces around it. */
  readonly line: Span;
  /** Whether what closes it was found before the text ended. */
  readonly closed: boolean;
}

type State = () => Generator<string, unknown>;

/** What `yaml` keeps to itself: how far it is, and its way through each kind of text. */
interface Internals {
  readonly buffer: string;
  readonly pos: number;
  /** So many spaces a line needs to go on with what is being read. */
  indentNext: number;
  /** How many flow collections are open. */
  readonly flowLevel: number;
  parseFlowCollection: State;
  parseQuotedScalar: State;
}

/** Notes in `found`, in order, what YAML 1.2 would not have so. */
export function lenientLexer(found: Misindented[]): Lexer {
  const lexer = new Lexer();
  const inside = lexer as unknown as Internals;
  /** Where what is being read starts, how far in its lines should stand, and the first that does not. */
  let start = -1;
  let least = 0;
  let line: Span | undefined;

  const anywhere = (parse: State, first: number, ownLine: RegExp): State =>
    function* () {
      const { indentNext, pos } = inside;
      if (start < 0) [start, least] = [pos - first, indentNext];
      inside.indentNext = 0;
      const next = yield* parse.call(lexer);
      inside.indentNext = indentNext;
      if (least > 0) line ??= lineBefore(inside, pos, least, ownLine);
      if (inside.flowLevel === 0 || inside.pos >= inside.buffer.length) {
        if (line !== undefined) found.push({ start, end: inside.pos, line, closed: isClosed(inside, start) });
        [start, line] = [-1, undefined];
      }
      return next;
    };
  // The bracket has been read when the collection's own state begins.
  inside.parseFlowCollection = anywhere(inside.parseFlowCollection, 1, /\n( *)(?! )[ \t]*([^\s#].*)/g);
  inside.parseQuotedScalar = anywhere(inside.parseQuotedScalar, 0, /\n( *)(?! )[ \t]*(\S.*)/g);
  return lexer;
}

const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** The character that closes what starts here. */
export function closerOf(text: string, start: number): string {
  const opener = text.charAt(start);
  return CLOSERS[opener] ?? opener;
}

function isClosed({ buffer, pos, flowLevel }: Internals, start: number): boolean {
  return flowLevel === 0 && buffer[pos - 1] === closerOf(buffer, start);
}

/** The first line, of those that start behind `from` and have been read, with less than `least` spaces before it. */
function lineBefore(
  { buffer, pos, flowLevel }: Internals,
  from: number,
  least: number,
  ownLine: RegExp,
): Span | undefined {
  const text = buffer.slice(from, pos);
  if (!text.includes("\n")) return undefined;
  for (const { index, 0: whole, 1: spaces = "", 2: content = "" } of text.matchAll(ownLine)) {
    if (spaces.length >= least) continue;
    // In the column of its key: `yaml` lets that pass, and so does everybody.
    if (flowLevel === 0 && spaces.length === least - 1 && /^[\]}]$/.test(content)) continue;
    const start = from + index + whole.length - content.length;
    const end = buffer.indexOf("\n", start);
    return { start, end: start + buffer.slice(start, end < 0 ? undefined : end).trimEnd().length };
  }
  return undefined;
}
