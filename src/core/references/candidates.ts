/**
 * Which texts are worth a closer look. Most YAML of a repository has nothing to do with secrets, and reading it
 * as YAML costs a hundred times what searching it does.
 */

import { FORMS } from "../forms/index.js";
import { mayHaveDirective } from "../yaml/directive.js";

/** What a scalar has to hold for any form to look at it. */
const IN_SCALAR = new RegExp(FORMS.map(({ pattern }) => pattern).join("|"), "i");

/**
 * Also comments that speak to this program, a NUL, which makes it no text, and the escapes by which a double-quoted
 * scalar can hide those words: characters by number, and a joined line.
 */
export const PATTERN = new RegExp(`${IN_SCALAR.source}|arnsubst|\\0|\\\\[xu\\r\\n]`, "i");

/** Whether a form could find something in the text of a scalar. */
export function isCandidate(scalarText: string): boolean {
  return IN_SCALAR.test(scalarText);
}

/** What a text has to hold for any form to find a secret in it, once no escapes are in the way. */
const NAMES_SECRET = new RegExp(
  FORMS.map(({ sourcePattern, pattern }) => sourcePattern ?? pattern).join("|"),
  "i",
);

/**
 * Whether reading this text as YAML could find a reference, a literal, or a comment that speaks to this program; a NUL
 * makes it no text. Most of what is no YAML has no secret: `role-arn: {{ … }}` of a chart, `TopicArn:`, `resolve: true`.
 */
export function mayConcernSecrets(sourceText: string): boolean {
  // One search, of all that follows: most files have none of it.
  if (!PATTERN.test(sourceText)) return false;
  return (
    (NAMES_SECRET.test(sourceText) &&
      (!LINE_OF_TEMPLATE.test(sourceText) || namesSecretItself(sourceText))) ||
    sourceText.includes("\0") ||
    mayHaveDirective(sourceText) ||
    (ESCAPE.test(sourceText) && NAMES_SECRET.test(withoutEscapes(sourceText)))
  );
}

/** No YAML either, before Helm or another program of Go has made it that. */
const LINE_OF_TEMPLATE =
  /^[ \t]*\{\{-?[ \t]*(?:if|range|with|else|end|define|block|template|include|\/\*|\$)/m;
const COMMENTS = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}|(?<![^\s])#.*/g;
const ARNS = /arn:(?:[^\s"'{}]|\{\{[^{}\n]*\}\})*/gi;

/** Whether a template names a secret that is not its own to fill in. */
function namesSecretItself(text: string): boolean {
  const own = text.replaceAll(COMMENTS, "").replaceAll(ARNS, (arn) => (arn.includes("{{") ? "" : arn));
  return NAMES_SECRET.test(own);
}

/** Characters by number, and a joined line. */
const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|\r?\n[ \t]*)/i;
const ESCAPES = new RegExp(ESCAPE, "gi");

/** As if all of it stood in double quotes: where it does not, there may be more in it, and nothing less. */
function withoutEscapes(text: string): string {
  return text.replaceAll(ESCAPES, (_, ...digits: (string | undefined)[]) => {
    const code = Number.parseInt(digits.slice(0, 3).find((each) => each !== undefined) ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
