/**
 * The lexer of `yaml`, changed to accept lines of flow collections and quoted scalars in any column, as PyYAML, libyaml and
 * their ports (go-yaml, Psych) do. YAML 1.2 requires more indentation than that of their key, so the lexer records the
 * lines with less.
 */

import { Lexer } from "yaml";
import type { Span } from "../text/source.js";

/** A flow collection or a quoted scalar with a line that has too little indentation. */
export interface Misindented extends Span {
  /** The first such line, without the spaces around it. */
  readonly line: Span;
  /** Whether its closing bracket or quote was found. */
  readonly closed: boolean;
}

/** The lexer's mark before a plain or block scalar, and those of documents and of the end of a flow collection: not in the text. */
const SCALAR = "\x1f";
const MARKS: ReadonlySet<string> = new Set([SCALAR, "\x02", "\x18"]);

type State = () => Generator<string, unknown>;

/** Private members of the lexer of `yaml`: its position, and its states. */
interface Internals {
  readonly buffer: string;
  readonly pos: number;
  /** The number of spaces that a line needs to continue the current node. */
  indentNext: number;
  /** The number of open flow collections. */
  readonly flowLevel: number;
  parseFlowCollection: State;
  parseQuotedScalar: State;
}

/** Adds the nodes that YAML 1.2 forbids to `found`, in order. */
export function lenientLexer(found: Misindented[]): Lexer {
  const lexer = new Lexer();
  const inside = lexer as unknown as Internals;
  /** The start of the current node, the indentation that its lines need, and the first line with less. */
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
  // The opening bracket has been read when the collection's own state begins.
  inside.parseFlowCollection = anywhere(inside.parseFlowCollection, 1, /\n( *)(?! )[ \t]*([^\s#].*)/g);
  inside.parseQuotedScalar = anywhere(inside.parseQuotedScalar, 0, /\n( *)(?! )[ \t]*(\S.*)/g);
  return lexer;
}

const CLOSERS: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** The closing bracket or quote for the opening one at `start`. */
export function closerOf(text: string, start: number): string {
  const opener = text.charAt(start);
  return CLOSERS[opener] ?? opener;
}

/** The innermost bracket or quote of a document that is not closed before `end`. */
export function unclosedBefore(text: string, end: number): number | undefined {
  const open: number[] = [];
  let at = text.lastIndexOf("\n---", end - 2) + 1;
  let isScalar = false;
  for (const lexeme of lenientLexer([]).lex(text.slice(at, end))) {
    if (!isScalar && MARKS.has(lexeme)) {
      isScalar = lexeme === SCALAR;
      continue;
    }
    const start = at;
    at += lexeme.length;
    const [opener = ""] = isScalar ? "" : lexeme;
    isScalar = false;
    if (opener === "[" || opener === "{") open.push(start);
    else if (opener === "]" || opener === "}") open.pop();
    else if (/["']/.test(opener) && (lexeme.length === 1 || !lexeme.endsWith(opener))) open.push(start);
  }
  return open.at(-1);
}

function isClosed({ buffer, pos, flowLevel }: Internals, start: number): boolean {
  return flowLevel === 0 && buffer[pos - 1] === closerOf(buffer, start);
}

/** The first line between `from` and the lexer's position that is indented by less than `least` spaces. */
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
    // A closing bracket in the column of its key: `yaml` and all others accept that.
    if (flowLevel === 0 && spaces.length === least - 1 && /^[\]}]$/.test(content)) continue;
    const start = from + index + whole.length - content.length;
    const end = buffer.indexOf("\n", start);
    return { start, end: start + buffer.slice(start, end < 0 ? undefined : end).trimEnd().length };
  }
  return undefined;
}
