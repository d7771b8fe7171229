/**
 * The scalars of a source that may hold a mark, and no others: what holds none is not read, as far as its outline alone
 * tells that it is YAML. Errors, paths and places are those of `scalars.ts`, which reads the whole source wherever the
 * outline is in doubt.
 */

import { isCollection, isPair, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { Source, Span } from "../text/source.js";
import { type Collection, outlined } from "./collections.js";
import { documentsOf, spanOf } from "./compose.js";
import { mayHaveDirective } from "./directive.js";
import { documentsIn } from "./outline/documents.js";
import type { Level } from "./outline/levels.js";
import { keyAt, type Value } from "./outline/line.js";
import { type Marks, marksOf } from "./outline/marks.js";
import type { Part } from "./outline/walk.js";
import { outlineOf } from "./outline.js";
import { type Place, type ScannedScalar, type ScannedSource, scalarsIn, scanScalars } from "./scalars.js";

/** At least the scalars in which `mark` matches; all errors and directives. */
export function scanRelevant(source: Source, pattern: RegExp): ScannedSource {
  const scalars = relevantScalars(source.text, pattern);
  return scalars === undefined ? scanScalars(source) : { scalars, errors: [], directives: [], lapses: [] };
}

/** Undefined where something may be wrong, or the whole has to be seen for another reason. */
function relevantScalars(text: string, pattern: RegExp): readonly ScannedScalar[] | undefined {
  // A directive can be of any scalar around it. A BOM in front of a part would be none of its text, and behind one columns
  // are another matter; so is a CR by itself.
  if (mayHaveDirective(text) || text.includes("\uFEFF") || /\r(?!\n)/.test(text)) return undefined;
  const marks = marksOf(text, pattern);
  const all: ScannedScalar[] = [];
  for (const document of documentsIn(text) ?? [undefined]) {
    const scalars = document === undefined ? undefined : scalarsOfDocument(text, document, marks);
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

function scalarsOfDocument(text: string, document: Span, marks: Marks): readonly ScannedScalar[] | undefined {
  const parts = outlineOf(text, document.start, document.end, marks);
  if (parts === undefined || isMost(parts, document)) return readDocument(text, document);
  const all: ScannedScalar[] = [];
  const made = new Map<Level, Collection>();
  // Each part is let go as its scalars are made: of a million, both would not be there at once.
  parts.reverse();
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const around = outlined(part.level, text, document.end, made);
    const scalars =
      part.value === undefined ? readPart(text, part, around) : [plainScalar(text, part, part.value, around)];
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

/** What it takes to read a part besides its text, as so many characters of text. */
const DEAR = 30;

/** Whether so much has to be read that part by part it would take longer. */
function isMost(parts: readonly Part[], { start, end }: Span): boolean {
  let length = 0;
  for (const part of parts) if (part.value === undefined) length += part.end - part.start + DEAR;
  return length > end - start;
}

/** With the start of the next document, where there is one: what is not closed would go on there. */
function readDocument(text: string, { start, end }: Span): readonly ScannedScalar[] | undefined {
  const own = text.slice(start, end);
  const [document, next, ...more] = documentsOf(end === text.length ? own : `${own}---`) ?? [];
  if (document === undefined || (next === undefined) !== (end === text.length) || more.length > 0)
    return undefined;
  return scalarsIn(document, own).map((scalar) => moved(scalar, start));
}

/** Without a reader: what is written is what is meant. */
function plainScalar(text: string, part: Part, value: Value, around: Collection): ScannedScalar {
  const { start, column, path, index } = part;
  const { style } = value;
  const span = { start: value.start, end: value.end };
  const content = style === "plain" ? span : { start: span.start + 1, end: span.end - 1 };
  return {
    span,
    content,
    style,
    value: text.slice(content.start, content.end),
    role: "value",
    // A spread would leave room for more than is put there, a million times.
    path: path.concat(index ?? keyAt(text, start + column)),
    around,
    place: placeIn(column),
  };
}

/** Most entries of a file stand in a few columns. */
const PLACES: readonly Place[] = Array.from({ length: 32 }, (_, indent) => ({ inFlow: false, indent }));

function placeIn(column: number): Place {
  return PLACES[column] ?? { inFlow: false, indent: column };
}

/** Read as the first of two entries of its collection, in its own columns: one more shows that it ends where it should. */
function readPart(text: string, part: Part, around: Collection): readonly ScannedScalar[] | undefined {
  const { start, end, column, path, index } = part;
  const indent = " ".repeat(column);
  const own = indent + text.slice(start + column, end);
  const next = end === text.length ? "" : `${indent}${index === undefined ? "x: x" : "- x"}`;
  const [document, another] = documentsOf(own + next, path.length) ?? [];
  if (document === undefined || another !== undefined || !isEntry(document.contents, part)) return undefined;
  const items = document.contents.items;
  if (next !== "") {
    if (items.length !== 2 || startOf(items.pop()) < own.length) return undefined;
  }
  if (items.length !== 1) return undefined;
  return scalarsIn(document, own, path, around).map((scalar) => {
    const inPlace = moved(scalar, start);
    return index === undefined ? inPlace : { ...inPlace, path: inPlace.path.with(path.length, index) };
  });
}

function startOf(item: unknown): number {
  return spanOf(isPair(item) ? item.key : item).start;
}

function isEntry(contents: unknown, { column, index }: Part): contents is YAMLMap | YAMLSeq {
  if (!isCollection(contents) || isSeq(contents) !== (index !== undefined) || contents.flow === true)
    return false;
  return contents.range?.[0] === column;
}

function moved(scalar: ScannedScalar, by: number): ScannedScalar {
  const { span, content } = scalar;
  return { ...scalar, span: movedSpan(span, by), content: movedSpan(content, by) };
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
