/**
 * Values and the scalar that they go into → edits of the source that read back as exactly those values. The scalar
 * keeps its style where the values allow it, and otherwise takes the plainest one that holds them. One of the two
 * places that unwrap a secret, so that what hides values where they leave is made of them here too.
 */

import { type Redacted, unwrap } from "../secrets/redacted.js";
import { lineEnd, type Source, type Span } from "../text/source.js";
import { type Edit, splice } from "../text/splice.js";
import type { Selected } from "../values/select/selected.js";
import type { Scalar } from "../yaml/scalars.js";
import { literalBlock, rewrittenBlock } from "./encode/block.js";
import { flowText } from "./encode/flow.js";
import { inPlace, isBlock } from "./encode/in-place.js";
import { type InnerMisfit, innerMisfits } from "./encode/inner-text.js";
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
import { type Mask, masksFor } from "./mask.js";

/** A value and the place that it takes. */
export interface Replacement {
  /** Where in the source, and where in the scalar's decoded text. */
  readonly span: Span;
  readonly decoded: Span;
  /** Whether it is all that the scalar holds. */
  readonly fills: boolean;
  readonly value: Redacted<Selected>;
  /** Whether it is a secret's own text, JSON made of it by `tojson`, or text that the file has written otherwise. */
  readonly origin: "secret" | "tojson" | "file";
}

/**
 * The edits of one scalar. Only its own bytes change; a new block's lines follow the line that it ends on, and a tag `!`
 * in front becomes `!!str` where the value would not be read as text without it.
 */
export function encode(
  source: Source,
  scalar: Scalar,
  replacements: readonly Replacement[],
): readonly Edit[] {
  const [first] = replacements;
  const filling = first?.fills === true ? unwrap(first.value) : undefined;
  if (filling !== undefined && filling.kind !== "text")
    return [{ ...scalar.span, text: otherThanText(filling) + blankBefore(source.text, scalar.span.end) }];
  if (filling !== undefined && !isBlock(scalar))
    return withStringTag(source.text, scalar, filling.text, filled(source.text, scalar, filling.text));

  const tokens = replacements.map(({ span, decoded, value }) => ({
    span,
    decoded,
    text: textIn(unwrap(value)),
  }));
  const meant = splice(
    scalar.value,
    tokens.map(({ decoded, text }) => ({ ...decoded, text })),
  );
  const edits = tokens.map(({ span, text }) => ({ ...span, text }));
  const made = inPlace(source.text, scalar, edits, meant) ?? rewritten(source.text, scalar, meant);
  return withStringTag(source.text, scalar, meant, made);
}

/** The values that another reader would take for something else, in the YAML or JSON that the scalar holds as text. */
export function misfitsWithin(scalar: Scalar, replacements: readonly Replacement[]): readonly InnerMisfit[] {
  const [first] = replacements;
  if (scalar.style === "plain" || first === undefined || first.fills) return [];
  return innerMisfits(
    scalar,
    replacements.map(({ decoded, value, origin }) => ({ decoded, origin, text: textIn(unwrap(value)) })),
  );
}

/** Masks for the output of whoever is given the values; the texts stay within them. */
export function masksOf(values: readonly Redacted<Selected>[]): () => Mask {
  return masksFor(hiddenIn(values));
}

/** The same texts, each as `write` puts it, for a log that is to hide them. */
export function registrationOf(
  values: readonly Redacted<Selected>[],
  write: (text: string) => string,
): string {
  const texts = new Set<string>();
  for (const { text, spans } of hiddenIn(values))
    for (const { start, end } of spans) texts.add(text.slice(start, end));
  return Array.from(texts).filter(canRegister).map(write).join("");
}

/** How many of the texts in the values are too short for both. */
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

function otherThanText(value: Exclude<Selected, { kind: "text" }>): string {
  return value.kind === "binary" ? `!!binary "${value.base64}"` : flowText(value.json);
}

/** A comment can stand right behind quotes, and not right behind a number. */
function blankBefore(source: string, at: number): string {
  return source[at] === "#" ? " " : "";
}

/** Selecting has made text of everything that does not fill a scalar. */
function textIn(value: Selected): string {
  if (value.kind !== "text") throw new Error("only text can be put into a text");
  return value.text;
}

function filled(source: string, scalar: Scalar, text: string): readonly Edit[] {
  const block = text.includes("\n") ? literalBlock(source, scalar, text) : undefined;
  const { start, end } = scalar.span;
  return block ?? [{ start, end, text: styled(scalar, text) }];
}

/** The whole text on one line, in the scalar's own style if that can be. */
function styled({ style, place }: Scalar, text: string): string {
  if (style === "plain" && isPlainSafe(text, place.inFlow)) return text;
  if (style === "single" && isPrintableLine(text)) return `'${insideSingleQuotes(text)}'`;
  if (style === "double") return `"${insideDoubleQuotes(text)}"`;
  return quote(text);
}

/** Writes the whole scalar anew. */
function rewritten(source: string, scalar: Scalar, meant: string): readonly Edit[] {
  if (!isBlock(scalar)) return filled(source, scalar, meant);
  const block = rewrittenBlock(source, scalar, meant);
  if (block !== undefined) return [block];
  // A block ends with its last line; what takes its place stays on the header's line, with the header's comment.
  const { span, content } = scalar;
  const header = source.slice(span.start, lineEnd(source, span.start));
  const comment = /(?<![ \t])[ \t]+#.*$/.exec(header)?.[0] ?? "";
  const ending = /\r?\n$/.exec(source.slice(content.start, content.end))?.[0] ?? "";
  return [{ ...span, text: `"${insideDoubleQuotes(meant)}"${comment}${ending}` }];
}
