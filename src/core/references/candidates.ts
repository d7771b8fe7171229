/**
 * Cheap searches that tell which texts can hold a reference at all. Most YAML of a repository has nothing to do with
 * secrets, and parsing a text takes a hundred times as long as searching it.
 */

import type { Form } from "../forms/form.js";
import { FORMS } from "../forms/index.js";
import { mayHaveDirective } from "../yaml/directive.js";

/** What a scalar has to hold for any form to look at it. Matches ASCII only, so it can search bytes too: see `io/inputs.ts`. */
const IN_SCALAR = anyOf(({ pattern }) => pattern);

/**
 * Matches every source in which there could be something to find. Besides the forms' patterns these are: a directive
 * (`# arnsubst: …`), a NUL (an error), and the escapes that can hide those words in double quotes: characters by
 * number, and a joined line.
 */
export const PATTERN = new RegExp(`${IN_SCALAR.source}|arnsubst|\\0|\\\\[xu\\r\\n]`, "i");

/** Whether a form could find something in the decoded text of a scalar. */
export function isCandidate(scalarText: string): boolean {
  return IN_SCALAR.test(scalarText);
}

/** What a text has to hold for any form to find a secret in it, once no escapes are in the way. */
const NAMES_SECRET = anyOf(({ sourcePattern, pattern }) => sourcePattern ?? pattern);

/** Two forms of one program can have the same pattern. */
function anyOf(pattern: (form: Form) => string): RegExp {
  return new RegExp([...new Set(FORMS.map(pattern))].join("|"), "i");
}

/**
 * Whether parsing this source could find a reference, a literal or a directive, or a NUL, which is an error. False for
 * most texts that are not YAML: `role-arn: {{ … }}` of a chart, `TopicArn:`, `resolve: true`.
 */
export function mayConcernSecrets(sourceText: string): boolean {
  // Most files fail this one search, which covers all of the others.
  if (!PATTERN.test(sourceText)) return false;
  return (
    (NAMES_SECRET.test(sourceText) &&
      (!TEMPLATE_LINE.test(sourceText) || namesSecretOutsideTemplates(sourceText))) ||
    sourceText.includes("\0") ||
    mayHaveDirective(sourceText) ||
    (ESCAPE.test(sourceText) && NAMES_SECRET.test(withoutEscapes(sourceText)))
  );
}

/** A line of a Go template, such as those of Helm: the text is not YAML before it is rendered. */
const TEMPLATE_LINE = /^[ \t]*\{\{-?[ \t]*(?:if|range|with|else|end|define|block|template|include|\/\*|\$)/m;
const COMMENTS = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}|(?<![^\s])#.*/g;
const ARNS = /arn:(?:[^\s"'{}]|\{\{[^{}\n]*\}\})*/gi;

/** Whether a template names a secret outside of comments and outside of ARNs that have templates in them. */
function namesSecretOutsideTemplates(text: string): boolean {
  const rest = text.replaceAll(COMMENTS, "").replaceAll(ARNS, (arn) => (arn.includes("{{") ? "" : arn));
  return NAMES_SECRET.test(rest);
}

/** Characters by number, and a joined line. */
const ESCAPE = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|\r?\n[ \t]*)/i;
const ESCAPES = new RegExp(ESCAPE, "gi");

/** Decodes escapes everywhere, as if all of the text stood in double quotes. This can only add candidates. */
function withoutEscapes(text: string): string {
  return text.replaceAll(ESCAPES, (_, ...digits: (string | undefined)[]) => {
    const code = Number.parseInt(digits.slice(0, 3).find((each) => each !== undefined) ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
