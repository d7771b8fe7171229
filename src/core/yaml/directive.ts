/** What a comment `# arnsubst: …` says. */

import type { Token } from "../text/source.js";

/** The first word behind `arnsubst:`, in lowercase, known or not, and where it stands in the source. */
export interface Directive extends Token {
  /** The words with hyphens right behind the first word, apart by spaces or commas; what follows is for people. */
  readonly codes: readonly Token[];
}

const START = /#[ \t]*arnsubst[ \t]*:[ \t]*/i;
const CODE = /[ \t,]+([a-z]+(?:-[a-z]+)+)(?=[ \t,\r]|$)/iy;

/** Whether there is any in a text. */
export function mayHaveDirective(text: string): boolean {
  return START.test(text);
}

/** The directive in a comment that starts at `offset`. */
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
