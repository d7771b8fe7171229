/**
 * Values in the YAML or JSON that a scalar holds as text, such as a `config.yaml: |` of a ConfigMap. That text is parsed
 * once more, so a value that fits the scalar can still be read as something else there.
 */

import { isJson } from "../../json/text.js";
import { keysIn } from "../../text/path.js";
import type { Span } from "../../text/source.js";
import { type Edit, splice } from "../../text/splice.js";
import type { Scalar } from "../../yaml/scalars.js";
import { scanScalars } from "../../yaml/scan.js";
import { withoutLastBreaks } from "./block.js";
import { inPlace, isBlock } from "./in-place.js";
import { isPlainSafe, isPrintableLine } from "./text.js";

/** A text that goes into a scalar. */
interface Insertion {
  readonly decoded: Span;
  readonly text: string;
  readonly origin: "secret" | "tojson" | "file";
}

/** An insertion that is read as something else. */
export interface Misread {
  /** Of the insertion. */
  readonly index: number;
  readonly language: "YAML" | "JSON";
  /** Whether it is a whole value of the inner text. */
  readonly whole: boolean;
}

/** Stands for an insertion, in private-use characters that no file has. */
const PLACEHOLDER = /\uE000(\d+)\uE001/g;
const FLOW = /^\s*(?:\[|\{(?![{%#]))/;
/** The extension of a key that is a file name, without those of templates. */
const EXTENSION = /\.([a-z][a-z0-9]*)(?:\.(?:tpl|tmpl|template|j2))?$/i;
const YAML_OR_JSON = /^(?:ya?ml|json|tpl|tmpl|template|j2)$/i;

export function findMisread(scalar: Scalar, insertions: readonly Insertion[]): readonly Misread[] {
  const { value } = scalar;
  const flow = FLOW.test(value);
  if (!flow && (!value.includes("\n") || !value.includes(":") || insertions.every(isSafe))) return [];
  if (isOtherFile(scalar) || value.includes("\uE000")) return [];
  const template = splice(
    value,
    insertions.map(({ decoded, text, origin }, index) => ({
      ...decoded,
      text: origin === "file" ? text : `\uE000${index}\uE001`,
    })),
  );
  const language = flow && isJson(template.replace(PLACEHOLDER, "0")) ? "JSON" : "YAML";
  const inner = scalarsOf(template, language);
  return inner === undefined ? [] : misreadAmong(inner, template, insertions, language);
}

/** Whether a text is read as itself anywhere in block or flow YAML. */
function isSafe({ text }: Insertion): boolean {
  return isSameType(text) || (isPlainSafe(text, true) && !/['"\\]/.test(text));
}

/** Numbers and words that give the same text again, whatever type a reader gives them. */
function isSameType(text: string): boolean {
  return /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/.test(text);
}

function isOtherFile({ path }: Scalar): boolean {
  const key = keysIn(path).at(-1) ?? "";
  const extension = EXTENSION.exec(key)?.[1];
  return extension !== undefined && !YAML_OR_JSON.test(extension);
}

/** Undefined if the text is not YAML or only looks like it, as prose, a shell script or headers can. */
function scalarsOf(text: string, language: Misread["language"]): readonly Scalar[] | undefined {
  const { scalars, errors } = scanScalars({ name: "", text });
  if (errors.length > 0) return undefined;
  const roots = scalars.filter(({ role, path }) => role === "key" && path.length === 1);
  if (roots.some(({ style, value }) => style === "plain" && /\s/.test(value)) || areHeaders(roots))
    return undefined;
  const hasValues = scalars.some(({ role, valueless }) => role === "key" && valueless !== true);
  return hasValues || language === "JSON" ? scalars : undefined;
}

/** Headers of HTTP or of a mail have a key and a value on each line, like YAML. */
function areHeaders(keys: readonly Scalar[]): boolean {
  return (
    keys.length > 0 &&
    keys.every(({ value }) => /^[A-Z][A-Za-z\d]*(?:-[A-Z\d][A-Za-z\d]*)*$/.test(value)) &&
    keys.some(({ value }) => /-|^(?:Authorization|Cookie|Host|Accept|From|To|Subject)$/.test(value))
  );
}

/** Stands for an insertion in the template. `text` is that of the insertion, `index` its index. */
interface Placeholder extends Edit {
  readonly index: number;
  readonly origin: Insertion["origin"];
}

function placeholdersIn(template: string, insertions: readonly Insertion[]): readonly Placeholder[] {
  return Array.from(template.matchAll(PLACEHOLDER)).flatMap(({ 0: { length }, 1: digits, index: start }) => {
    const index = Number(digits);
    const insertion = insertions[index];
    if (insertion === undefined) return [];
    return [{ index, start, end: start + length, text: insertion.text, origin: insertion.origin }];
  });
}

function misreadAmong(
  scalars: readonly Scalar[],
  template: string,
  insertions: readonly Insertion[],
  language: Misread["language"],
): readonly Misread[] {
  return groupByScalar(placeholdersIn(template, insertions), scalars).flatMap(({ scalar, own }) => {
    const whole =
      scalar !== undefined &&
      own.length === 1 &&
      withoutLastBreaks(scalar.value.replace(PLACEHOLDER, "")) === "";
    const fits =
      scalar === undefined
        ? own.every(({ text }) => isPrintableLine(text))
        : (whole && isWholeValue(scalar, own[0], language)) ||
          (!(language === "JSON" && scalar.style === "plain") && keepsText(scalar, template, own));
    return fits ? [] : own.map(({ index }) => ({ index, language, whole }));
  });
}

/** By the scalar in which they stand; those in comments one by one. All lists are in the order of the text. */
function groupByScalar(
  placeholders: readonly Placeholder[],
  scalars: readonly Scalar[],
): readonly { readonly scalar?: Scalar; readonly own: readonly Placeholder[] }[] {
  const found: { readonly scalar?: Scalar; readonly own: Placeholder[] }[] = [];
  let next = 0;
  for (const each of placeholders) {
    while ((scalars[next]?.span.end ?? Number.POSITIVE_INFINITY) <= each.start) next += 1;
    const scalar = scalars[next];
    const last = found.at(-1);
    if (scalar === undefined || scalar.span.start > each.start) found.push({ own: [each] });
    else if (last?.scalar === scalar) last.own.push(each);
    else found.push({ scalar, own: [each] });
  }
  return found;
}

/** Whether an unquoted text is meant as a value: a number or the like, or JSON from `tojson`, or a JSON list or object. */
function isWholeValue(
  { style, role }: Scalar,
  placeholder: Placeholder | undefined,
  language: Misread["language"],
): boolean {
  if (placeholder === undefined || style !== "plain") return false;
  const { text, origin } = placeholder;
  if (isSameType(text)) return true;
  if (role === "key" || text.includes("\n") || !isJson(text)) return false;
  const isText = text.trimStart().startsWith('"');
  return origin === "tojson" || (language === "JSON" ? !isText : FLOW.test(text));
}

/** Whether the texts can be put in unchanged and are read back unchanged. */
function keepsText(scalar: Scalar, template: string, own: readonly Placeholder[]): boolean {
  // Line breaks at the end of a block are blank lines after it.
  const ends = isBlock(scalar) && withoutLastBreaks(scalar.value).endsWith("\uE001");
  const edits = own.map((each, at) =>
    ends && at === own.length - 1 ? { ...each, text: withoutLastBreaks(each.text) } : each,
  );
  const textOf = new Map(edits.map(({ index, text }) => [String(index), text]));
  const meant = scalar.value.replace(PLACEHOLDER, (_, index: string) => textOf.get(index) ?? "");
  const made = inPlace(template, scalar, edits, meant);
  return made?.every(({ text }, at) => text === edits[at]?.text) === true;
}
