/**
 * Which texts are worth a closer look. Most YAML of a repository has nothing to do with secrets, and reading it
 * as YAML costs a hundred times what searching it does.
 */

import { inAnyCase } from "./any-case.js";
import { FORMS } from "./forms/index.js";

/** What a scalar has to hold for any form to look at it. */
const IN_SCALAR = new RegExp(FORMS.map(({ mark }) => inAnyCase(mark)).join("|"));

/**
 * Also comments that speak to this program, a NUL, which makes it no text, and the escapes by which a double-quoted
 * scalar can hide those words: characters by number, and a joined line.
 */
export const MARK = new RegExp(`${IN_SCALAR.source}|${inAnyCase("arnsubst")}|\\0|\\\\[xXuU\\r\\n]`);

/** Whether a form could find something in the text of a scalar. */
export function isCandidate(scalarText: string): boolean {
  return IN_SCALAR.test(scalarText);
}

/** Whether reading this text as YAML could find a reference, a literal, or a comment that speaks to this program. */
export function mayConcernSecrets(sourceText: string): boolean {
  return MARK.test(sourceText);
}
