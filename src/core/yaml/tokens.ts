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

type Note = (tokens: readonly CST.SourceToken[] | undefined) => void;

/** In plain loops, and each token once: this is on the way of every file, cold. */
export function surveyTokens(tokens: readonly CST.Token[], deepest: number): TokenSurvey {
  const directives = new Map<number, Directive>();
  const note: Note = (some) => {
    if (some === undefined) return;
    for (const token of some) noteDirective(token, directives);
  };
  const pending = [...tokens];
  const depths = tokens.map(() => 0);
  for (let token = pending.pop(); token !== undefined; token = pending.pop()) {
    const depth = depths.pop() ?? 0;
    if (depth > deepest) return { tooDeepAt: token.offset, directives };
    noteBeside(token, note, directives);
    const before = pending.length;
    pushChildren(token, pending);
    for (let count = pending.length - before; count > 0; count -= 1) depths.push(depth + 1);
  }
  return { directives };
}

/** The blanks, comments and punctuation around a token's children. */
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
