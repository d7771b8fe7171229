/** Parses comments such as `# arnsubst: ignore arn-partial`. */

import type { Token } from "../text/source.js";

/** The first word after `arnsubst:`, known or not, in lowercase, with its place in the source. */
export interface Directive extends Token {
  /** The hyphenated words right after the first word, separated by spaces or commas. The rest is for people. */
  readonly codes: readonly Token[];
}

const START = /#[ \t]*arnsubst[ \t]*:[ \t]*/i;
const CODE = /[ \t,]+([a-z]+(?:-[a-z]+)+)(?=[ \t,\r]|$)/iy;

/** Searching for the word takes half as long as searching for a number sign before it. */
const WORD = /arnsubst[ \t]*:/i;

/** Whether a text may hold a directive, in a comment or elsewhere. */
export function mayHaveDirective(text: string): boolean {
  return WORD.test(text) && START.test(text);
}

/** The directive in a comment. `offset` is the comment's place in the source. */
export function directiveIn(comment: string, offset: number): Directive | undefined {
  const found = START.exec(comment);
  if (found === null) return undefined;
  const at = found.index + found[0].length;
  const word = /^[\w-]*/.exec(comment.slice(at))?.[0] ?? "";
  const codes: Token[] = [];
  CODE.lastIndex = at + word.length;
  for (let code = CODE.exec(comment); code !== null; code = CODE.exec(comment)) {
    const text = code[1] ?? "";
    const end = offset + code.index + code[0].length;
    codes.push({ text: text.toLowerCase(), start: end - text.length, end });
  }
  return { text: word.toLowerCase(), start: offset + at, end: offset + at + word.length, codes };
}
