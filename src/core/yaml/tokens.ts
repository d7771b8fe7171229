/**
 * YAML text → the tokens of `yaml`, and what stands in them before anything is composed: the comments that speak to this
 * program. Works without recursion, and stops where what comes behind would recurse too deep.
 */

import { type CST, Lexer, Parser } from "yaml";
import { type Directive, directiveIn } from "./directive.js";

/** Where the nesting first goes beyond the limit. */
export interface TooDeep {
  readonly tooDeepAt: number;
}

const BOM = "\uFEFF";
/** What the lexer says before a lexeme that is a plain scalar, which can be a BOM too. */
const SCALAR = "\x1f";

export function tokensOf(
  text: string,
  deepest: number,
  lexer: Lexer = new Lexer(),
): readonly CST.Token[] | TooDeep {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let previous = "";
  for (const lexeme of lexer.lex(text)) {
    const isBom = lexeme === BOM && previous !== SCALAR;
    previous = lexeme;
    if (isBom) {
      // Behind one the parser would take no space or hyphen for indentation.
      parser.offset += BOM.length;
      continue;
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The first that is open is the document.
    const open = parser.stack.at(-1);
    if (open !== undefined && parser.stack.length > deepest + 1) return { tooDeepAt: open.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

type Note = (tokens: readonly CST.SourceToken[] | undefined) => void;

/**
 * The directives of comments such as `# arnsubst: literal`, by the offset at which their line ends. In plain loops, and
 * each token once: this is on the way of every file, cold.
 */
export function directivesOf(tokens: readonly CST.Token[]): ReadonlyMap<number, Directive> {
  const directives = new Map<number, Directive>();
  const note: Note = (some) => {
    if (some === undefined) return;
    for (const token of some) noteDirective(token, directives);
  };
  const pending = [...tokens];
  for (let token = pending.pop(); token !== undefined; token = pending.pop()) {
    noteBeside(token, note, directives);
    pushChildren(token, pending);
  }
  return directives;
}

/** The spaces, comments and punctuation around a token's children. */
function noteBeside(token: CST.Token, note: Note, directives: Map<number, Directive>): void {
  if (token.type === "comment") noteDirective(token, directives);
  if ("start" in token && Array.isArray(token.start)) note(token.start);
  if ("items" in token) {
    for (const { start, sep } of token.items) {
      note(start);
      note(sep);
    }
  }
  if ("props" in token) note(token.props.filter((prop): prop is CST.SourceToken => prop.type === "comment"));
  if ("end" in token) note(token.end);
}

function noteDirective(token: CST.SourceToken, directives: Map<number, Directive>): void {
  if (token.type !== "comment") return;
  const directive = directiveIn(token.source, token.offset);
  if (directive === undefined) return;
  directives.set(token.offset + token.source.replace(/\r$/, "").length, directive);
}

function pushChildren(token: CST.Token, into: CST.Token[]): void {
  if ("items" in token) {
    for (const { key, value } of token.items) {
      if (key) into.push(key);
      if (value) into.push(value);
    }
  } else if (token.type === "document" && token.value) {
    into.push(token.value);
  }
}
