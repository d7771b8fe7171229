/**
 * One look over the tokens of a YAML text, before anything is composed of them: how deep it nests, and the
 * comments that speak to this program. Works without recursion, so no depth can hurt it.
 */

import type { CST } from "yaml";

export interface TokenSurvey {
  /** Where the nesting first goes beyond the limit. */
  readonly tooDeepAt?: number;
  /** Comments of the form `# arnsubst: …`, without the `#`, by the offset at which their line ends. */
  readonly comments: ReadonlyMap<number, string>;
}

const DIRECTIVE = /^#\s*arnsubst:\s*(?<text>.*?)\s*$/;

export function surveyTokens(tokens: readonly CST.Token[], deepest: number): TokenSurvey {
  const comments = new Map<number, string>();
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return { tooDeepAt: token.offset, comments };
    for (const source of sideTokens(token)) noteDirective(source, comments);
    for (const child of childrenOf(token)) pending.push({ token: child, depth: depth + 1 });
  }
  return { comments };
}

function noteDirective(token: CST.SourceToken, comments: Map<number, string>): void {
  if (token.type !== "comment") return;
  const text = DIRECTIVE.exec(token.source)?.groups?.["text"];
  if (text !== undefined) comments.set(token.offset + token.source.replace(/\r$/, "").length, text);
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
