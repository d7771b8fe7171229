/**
 * YAML text → the tokens of `yaml`, and the directives in their comments. Works without recursion, and stops where the
 * composer would recurse too deep.
 */

import { type CST, Lexer, Parser } from "yaml";
import { type Directive, directiveIn } from "./directive.js";

interface TooDeep {
  /** The offset of the first node beyond the limit. */
  readonly tooDeepAt: number;
}

const BOM = "\uFEFF";
/** The lexer's mark before a plain scalar. The scalar itself can be a BOM. */
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
      // The parser would not recognise indentation after a BOM.
      parser.offset += BOM.length;
      continue;
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The first item of the stack is the document.
    const open = parser.stack.at(-1);
    if (open !== undefined && parser.stack.length > deepest + 1) return { tooDeepAt: open.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/**
 * The directives of comments such as `# arnsubst: literal`, by the offset at which their line ends. Uses plain loops, and
 * visits each token once: every file passes here before the code is optimised.
 */
export function directivesOf(tokens: readonly CST.Token[]): ReadonlyMap<number, Directive> {
  const directives = new Map<number, Directive>();
  const note = (some: readonly CST.Token[] | undefined) => {
    if (some === undefined) return;
    for (const token of some) if (token.type === "comment") noteDirective(token, directives);
  };
  const pending = [...tokens];
  for (let token = pending.pop(); token !== undefined; token = pending.pop()) {
    if (token.type === "comment") noteDirective(token, directives);
    if ("start" in token && Array.isArray(token.start)) note(token.start);
    if ("items" in token) {
      for (const { start, key, sep, value } of token.items) {
        note(start);
        note(sep);
        if (key) pending.push(key);
        if (value) pending.push(value);
      }
    }
    if ("props" in token) note(token.props);
    if ("end" in token) note(token.end);
    if (token.type === "document" && token.value) pending.push(token.value);
  }
  return directives;
}

function noteDirective({ source, offset }: CST.SourceToken, directives: Map<number, Directive>): void {
  const directive = directiveIn(source, offset);
  if (directive !== undefined) directives.set(offset + source.replace(/\r$/, "").length, directive);
}
