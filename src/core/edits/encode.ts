/**
 * Values and the scalar that they go into → edits of the source that read back as exactly those values. The scalar keeps
 * its style if the values allow it, and otherwise gets the plainest style that holds them. One of the two files that
 * unwrap a secret, so masks are made here too.
 */

import { type Redacted, unwrap } from "../secrets/redacted.js";
import { lineEnd, type Source, type Span } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Selected } from "../values/select/selected.js";
import type { Scalar } from "../yaml/scalars.js";
import { literalBlock, rewrittenBlock } from "./encode/block.js";
import { flowText } from "./encode/flow.js";
import { inPlace, isBlock } from "./encode/in-place.js";
import { findMisread, type Misread } from "./encode/inner-text.js";
import { canRegister, isTooShort, spellingsOf, textsIn } from "./encode/spellings.js";
import { withStringTag } from "./encode/tag.js";
import {
  insideDoubleQuotes,
  insideSingleQuotes,
  isPlainSafe,
  isPrintableLine,
  quote,
} from "./encode/text.js";
import type { Passage } from "./mask/patterns.js";
import { type MaskMaker, masksFor } from "./mask.js";

/** A value and the place that it replaces. */
export interface Replacement {
  /** Its place in the source. */
  readonly span: Span;
  /** Its place in the scalar's decoded text. */
  readonly decoded: Span;
  /** Whether it is the whole scalar. */
  readonly fills: boolean;
  readonly value: Redacted<Selected>;
  /** A secret's value, the same made JSON by `tojson`, or the plain text of an escape in the file. */
  readonly origin: "secret" | "tojson" | "file";
}

/**
 * The edits of one scalar. They change only its own bytes, with two exceptions: the lines of a new block follow the line
 * on which the scalar ends, and a tag `!` becomes `!!str` if YAML 1.1 would not read the value as text.
 */
export function encode(
  source: Source,
  scalar: Scalar,
  replacements: readonly Replacement[],
): readonly Edit[] {
  const [first] = replacements;
  const filling = first?.fills === true ? unwrap(first.value) : undefined;
  if (filling !== undefined && filling.kind !== "text")
    return [{ ...scalar.span, text: typedText(filling) + spaceBefore(source.text, scalar.span.end) }];
  if (filling !== undefined && !isBlock(scalar))
    return withStringTag(source.text, scalar, filling.text, wholeScalar(source.text, scalar, filling.text));

  const insertions = replacements.map(({ span, decoded, value }) => ({
    span,
    decoded,
    text: textIn(unwrap(value)),
  }));
  const meant = splice(
    scalar.value,
    insertions.map(({ decoded, text }) => ({ ...decoded, text })),
  );
  const edits = insertions.map(({ span, text }) => ({ ...span, text }));
  const made = inPlace(source.text, scalar, edits, meant) ?? rewriteScalar(source.text, scalar, meant);
  return withStringTag(source.text, scalar, meant, made);
}

/** The values that are read as something else in the YAML or JSON that the scalar holds as text. */
export function misreadWithin(scalar: Scalar, replacements: readonly Replacement[]): readonly Misread[] {
  const [first] = replacements;
  if (scalar.style === "plain" || first === undefined || first.fills) return [];
  return findMisread(
    scalar,
    replacements.map(({ decoded, value, origin }) => ({ decoded, origin, text: textIn(unwrap(value)) })),
  );
}

/** Makes masks that hide the values in the output of a program. */
export function masksOf(values: readonly Redacted<Selected>[]): MaskMaker {
  return masksFor(hiddenIn(values));
}

/** The same texts, each written by `write`, to register them with a log that masks them. */
export function registrationOf(
  values: readonly Redacted<Selected>[],
  write: (text: string) => string,
): string {
  const texts = new Set<string>();
  for (const { text, spans } of hiddenIn(values))
    for (const { start, end } of spans) texts.add(text.slice(start, end));
  return Array.from(texts).filter(canRegister).map(write).join("");
}

/** How many texts in the values are too short to be masked. */
export function countTooShort(values: readonly Redacted<Selected>[]): number {
  return new Set(values.flatMap((value) => textsIn(unwrap(value))).filter(isTooShort)).size;
}

function* hiddenIn(values: readonly Redacted<Selected>[]): Iterable<Passage> {
  const known = new Set<string>();
  for (const value of values)
    for (const text of textsIn(unwrap(value))) {
      if (!known.has(text)) yield* spellingsOf(text);
      known.add(text);
    }
}

function typedText(value: Exclude<Selected, { kind: "text" }>): string {
  return value.kind === "binary" ? `!!binary "${value.base64}"` : flowText(value.json);
}

/** A comment can follow quotes directly, but not a number. */
function spaceBefore(source: string, at: number): string {
  return source[at] === "#" ? " " : "";
}

/** @throws Error if the value is not text: `select` makes text of every value that does not fill its scalar */
function textIn(value: Selected): string {
  if (value.kind !== "text") throw new Error("only text can be put into a text");
  return value.text;
}

function wholeScalar(source: string, scalar: Scalar, text: string): readonly Edit[] {
  const block = text.includes("\n") ? literalBlock(source, scalar, text) : undefined;
  const { start, end } = scalar.span;
  return block ?? [{ start, end, text: onOneLine(scalar, text) }];
}

/** The text on one line, in the scalar's own style if possible. */
function onOneLine({ style, place }: Scalar, text: string): string {
  if (style === "plain" && isPlainSafe(text, place.inFlow)) return text;
  if (style === "single" && isPrintableLine(text)) return `'${insideSingleQuotes(text)}'`;
  if (style === "double") return `"${insideDoubleQuotes(text)}"`;
  return quote(text);
}

/** Replaces the whole scalar. */
function rewriteScalar(source: string, scalar: Scalar, meant: string): readonly Edit[] {
  if (!isBlock(scalar)) return wholeScalar(source, scalar, meant);
  const block = rewrittenBlock(source, scalar, meant);
  if (block !== undefined) return [block];
  // A block ends with a line break. What replaces it stands on the header's line, with the header's comment.
  const { span, content } = scalar;
  const header = source.slice(span.start, lineEnd(source, span.start));
  const comment = /(?<![ \t])[ \t]+#.*$/.exec(header)?.[0] ?? "";
  const ending = /\r?\n$/.exec(source.slice(content.start, content.end))?.[0] ?? "";
  return [{ ...span, text: `"${insideDoubleQuotes(meant)}"${comment}${ending}` }];
}
