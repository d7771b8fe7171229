/**
 * Texts within texts: the YAML or JSON that a scalar holds as text, such as a `config.yaml: |` of a ConfigMap. Its reader
 * has it without the scalar around it, so that a value that fits the scalar can still break what is in there.
 */

import { isJson } from "../../json/text.js";
import type { Span } from "../../text/source.js";
import { type Edit, splice } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { scanScalars } from "../../yaml/scan.js";
import { withoutLastBreaks } from "./block.js";
import { inPlace, isBlock } from "./in-place.js";
import { isPlainSafe, isPrintableLine } from "./text.js";

/** A text to be put into a scalar. */
export interface InnerPiece {
  readonly decoded: Span;
  readonly text: string;
  readonly origin: "secret" | "tojson" | "file";
}

/** A piece that is read as something else in there. */
export interface InnerMisfit {
  /** That of the piece. */
  readonly index: number;
  readonly language: "YAML" | "JSON";
  /** Whether it is all of a value in there. */
  readonly whole: boolean;
}

/** Stands for a piece; characters that no one writes. */
const PATTERN = /\uE000(\d+)\uE001/g;
const FLOW = /^\s*(?:\[|\{(?![{%#]))/;
/** Of a key that is a file's name: what the text is, with the ends of templates. Any other is another language. */
const FILE_END = /\.([a-z][a-z0-9]*)(?:\.(?:tpl|tmpl|template|j2))?$/i;
const OURS = /^(?:ya?ml|json|tpl|tmpl|template|j2)$/i;

export function innerMisfits(scalar: Scalar, tokens: readonly InnerPiece[]): readonly InnerMisfit[] {
  const { value } = scalar;
  const flow = FLOW.test(value);
  if (!flow && (!value.includes("\n") || !value.includes(":") || tokens.every(isSafe))) return [];
  if (isOtherFile(scalar) || value.includes("\uE000")) return [];
  const template = splice(
    value,
    tokens.map(({ decoded, text, origin }, index) => ({
      ...decoded,
      text: origin === "file" ? text : `\uE000${index}\uE001`,
    })),
  );
  const language = flow && isJson(template.replace(PATTERN, "0")) ? "JSON" : "YAML";
  const inner = scalarsOf(template, language);
  return inner === undefined ? [] : misfitsAmong(inner, template, tokens, language);
}

/** The same wherever it goes in YAML, but for where a value of several lines does. */
function isSafe({ text }: InnerPiece): boolean {
  return isSameType(text) || (isPlainSafe(text, true) && !/['"\\]/.test(text));
}

/** Numbers and words that come back as the same text, whatever type a reader gives them. */
function isSameType(text: string): boolean {
  return /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/.test(text);
}

function isOtherFile({ path }: Scalar): boolean {
  const key = path.findLast((segment) => typeof segment === "string") ?? "";
  const end = FILE_END.exec(key)?.[1];
  return end !== undefined && !OURS.test(end);
}

/** Undefined where it is no YAML, or only seems to be: prose and shell scripts can look like a key with a value. */
function scalarsOf(text: string, language: InnerMisfit["language"]): readonly Scalar[] | undefined {
  const { scalars, errors } = scanScalars({ name: "", text });
  if (errors.length > 0) return undefined;
  const roots = scalars.filter(({ role, path }) => role === "key" && path.length === 1);
  if (roots.some(({ style, value }) => style === "plain" && /\s/.test(value)) || areHeaders(roots))
    return undefined;
  const hasValues = scalars.some(({ role, valueless }) => role === "key" && valueless !== true);
  return hasValues || language === "JSON" ? scalars : undefined;
}

/** Of HTTP or of a mail: a key and a value on each line, and no YAML. */
function areHeaders(keys: readonly Scalar[]): boolean {
  return (
    keys.length > 0 &&
    keys.every(({ value }) => /^[A-Z][A-Za-z\d]*(?:-[A-Z\d][A-Za-z\d]*)*$/.test(value)) &&
    keys.some(({ value }) => /-|^(?:Authorization|Cookie|Host|Accept|From|To|Subject)$/.test(value))
  );
}

/** A piece in the template. */
interface Inset extends Edit {
  readonly index: number;
}

function misfitsAmong(
  scalars: readonly Scalar[],
  template: string,
  tokens: readonly InnerPiece[],
  language: InnerMisfit["language"],
): readonly InnerMisfit[] {
  const insets = Array.from(template.matchAll(PATTERN), ({ 0: { length }, 1: index, index: start }) => ({
    index: Number(index),
    start,
    end: start + length,
    text: tokens[Number(index)]?.text ?? "",
  }));
  return groups(scalars, insets).flatMap(({ scalar, own }) => {
    const whole =
      scalar !== undefined && own.length === 1 && withoutLastBreaks(scalar.value.replace(PATTERN, "")) === "";
    const fits =
      scalar === undefined
        ? own.every(({ text }) => isPrintableLine(text))
        : (whole && isWholeValue(scalar, own[0], tokens, language)) ||
          (!(language === "JSON" && scalar.style === "plain") && keepsText(scalar, template, own));
    return fits ? [] : own.map(({ index }) => ({ index, language, whole }));
  });
}

/** The insets by the scalar in which they are; those of comments by themselves. Both are in the order of the text. */
function groups(
  scalars: readonly Scalar[],
  insets: readonly Inset[],
): readonly { readonly scalar?: Scalar; readonly own: readonly Inset[] }[] {
  const found: { readonly scalar?: Scalar; readonly own: Inset[] }[] = [];
  let next = 0;
  for (const inset of insets) {
    while ((scalars[next]?.span.end ?? Number.POSITIVE_INFINITY) <= inset.start) next += 1;
    const scalar = scalars[next];
    const last = found.at(-1);
    if (scalar === undefined || scalar.span.start > inset.start) found.push({ own: [inset] });
    else if (last?.scalar === scalar) last.own.push(inset);
    else found.push({ scalar, own: [inset] });
  }
  return found;
}

/** Numbers and the like, and JSON: a list, an object, or what `tojson` has made, where no quotes are around it. */
function isWholeValue(
  { style, role }: Scalar,
  inset: Inset | undefined,
  tokens: readonly InnerPiece[],
  language: InnerMisfit["language"],
): boolean {
  if (inset === undefined || style !== "plain") return false;
  const { text, index } = inset;
  if (isSameType(text)) return true;
  if (role === "key" || text.includes("\n") || !isJson(text)) return false;
  const isText = text.trimStart().startsWith('"');
  return tokens[index]?.origin === "tojson" || (language === "JSON" ? !isText : FLOW.test(text));
}

/** Whether the texts can be put in as they are, and are read back as they are. */
function keepsText(scalar: Scalar, template: string, own: readonly Inset[]): boolean {
  // Breaks at the end of a block are blank lines behind it.
  const ends = isBlock(scalar) && withoutLastBreaks(scalar.value).endsWith("\uE001");
  const edits = own.map((inset, at) =>
    ends && at === own.length - 1 ? { ...inset, text: withoutLastBreaks(inset.text) } : inset,
  );
  const textOf = new Map(edits.map(({ index, text }) => [String(index), text]));
  const meant = scalar.value.replace(PATTERN, (_, index: string) => textOf.get(index) ?? "");
  const made = inPlace(template, scalar, edits, meant);
  return made?.every(({ text }, at) => text === edits[at]?.text) === true;
}
