/**
 * One look over the tokens of a YAML text, before anything is composed of them: how deep it nests, and the
 * comments that speak to this program. Works without recursion, so no depth can hurt it.
 */

import type { CST } from "yaml";
import { type Directive, directiveIn } from "./directive.js";

export interface TokenSurvey {
  /** Where the nesting first goes beyond the limit. */
  readonly tooDeepAt?: number;
  /** The directives of comments such as `# arnsubst: literal`, by the offset at which their line ends. */
  readonly directives: ReadonlyMap<number, Directive>;
}

export function surveyTokens(tokens: readonly CST.Token[], deepest: number): TokenSurvey {
  const directives = new Map<number, Directive>();
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return { tooDeepAt: token.offset, directives };
    for (const source of sideTokens(token)) noteDirective(source, directives);
    for (const child of childrenOf(token)) pending.push({ token: child, depth: depth + 1 });
  }
  return { directives };
}

function noteDirective(token: CST.SourceToken, directives: Map<number, Directive>): void {
  if (token.type !== "comment") return;
  const directive = directiveIn(token.source, token.offset);
  if (directive === undefined) return;
  directives.set(token.offset + token.source.replace(/\r$/, "").length, directive);
}

/** The blanks, comments and punctuation around a token's children. */
function* sideTokens(token: CST.Token): Generator<CST.SourceToken> {
  if (token.type === "comment") yield token;
  if ("start" in token && Array.isArray(token.start)) yield* token.start;
  if ("items" in token) {
    for (const { start, sep } of token.items) {
      yield* start;
      if (sep) yield* sep;
    }
  }
  if ("props" in token) {
    for (const prop of token.props) if (prop.type !== "block-scalar-header") yield prop as CST.SourceToken;
  }
  if ("end" in token && token.end) yield* token.end;
}

function* childrenOf(token: CST.Token): Generator<CST.Token> {
  if ("items" in token) {
    for (const { key, value } of token.items) {
      if (key) yield key;
      if (value) yield value;
    }
  } else if (token.type === "document" && token.value) {
    yield token.value;
  }
}
