/**
 * The scalars of a source that may hold a mark, and no others: what holds none is not read, as far as its outline alone
 * tells that it is YAML. Errors, paths and places are those of `scalars.ts`, which reads the whole source wherever the
 * outline is in doubt.
 */

import { isCollection, isSeq } from "yaml";
import type { Source, Span } from "../source.js";
import { soleDocument } from "./compose.js";
import { mayHaveDirective } from "./directive.js";
import { documentsIn } from "./outline/documents.js";
import { keyAt, type Value } from "./outline/line.js";
import { type Marks, marksOf } from "./outline/marks.js";
import { outlineOf, type Part } from "./outline.js";
import { type Scalar, type ScannedSource, scalarsIn, scanScalars } from "./scalars.js";

/** At least the scalars in which `mark` matches; all errors and directives. */
export function scanRelevant(source: Source, mark: RegExp): ScannedSource {
  const scalars = relevantScalars(source.text, mark);
  return scalars === undefined ? scanScalars(source) : { scalars, errors: [], directives: [] };
}

/** Undefined where something may be wrong, or the whole has to be seen for another reason. */
function relevantScalars(text: string, mark: RegExp): readonly Scalar[] | undefined {
  // A directive can be of any scalar around it. Behind a BOM columns are another matter, and so is a CR by itself.
  if (mayHaveDirective(text) || text.startsWith("\uFEFF") || /\r(?!\n)/.test(text)) return undefined;
  const marks = marksOf(text, mark);
  const all: Scalar[] = [];
  for (const document of documentsIn(text) ?? [undefined]) {
    const scalars = document === undefined ? undefined : scalarsOfDocument(text, document, marks);
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

function scalarsOfDocument(text: string, document: Span, marks: Marks): readonly Scalar[] | undefined {
  const { start, end } = document;
  const parts = outlineOf(text, start, end, marks);
  if (parts === undefined) return readDocument(text.slice(start, end))?.map((scalar) => moved(scalar, start));
  const all: Scalar[] = [];
  for (const part of parts) {
    const scalars = part.value === undefined ? readPart(text, part) : [plainScalar(text, part, part.value)];
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

function readDocument(text: string): readonly Scalar[] | undefined {
  const document = soleDocument(text);
  return document === undefined ? undefined : scalarsIn(document, text);
}

/** Without a reader: what is written is what is meant. */
function plainScalar(text: string, { start, column, path, index }: Part, { style, ...span }: Value): Scalar {
  const quotes = style === "plain" ? 0 : 1;
  const content = { start: span.start + quotes, end: span.end - quotes };
  return {
    span,
    content,
    style,
    value: text.slice(content.start, content.end),
    role: "value",
    path: [...path, index ?? keyAt(text, start + column)],
    place: { inFlow: false, indent: column },
  };
}

/** Read as the only entry of its collection, in its own columns. */
function readPart(text: string, { start, end, column, path, index }: Part): readonly Scalar[] | undefined {
  const own = `${" ".repeat(column)}${text.slice(start + column, end)}`;
  const document = soleDocument(own);
  if (document === undefined || !isSole(document.contents, column, index !== undefined)) return undefined;
  return scalarsIn(document, own, path).map((scalar) => {
    const inPlace = moved(scalar, start);
    return index === undefined ? inPlace : { ...inPlace, path: inPlace.path.with(path.length, index) };
  });
}

function isSole(contents: unknown, column: number, isItem: boolean): boolean {
  if (!isCollection(contents) || isSeq(contents) !== isItem || contents.flow === true) return false;
  return contents.items.length === 1 && contents.range?.[0] === column;
}

function moved(scalar: Scalar, by: number): Scalar {
  const { span, content } = scalar;
  return { ...scalar, span: movedSpan(span, by), content: movedSpan(content, by) };
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
