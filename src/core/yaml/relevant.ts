/**
 * The scalars of a source that may match a pattern. Text without a match is not parsed, where the outline alone shows that
 * it is YAML. The result equals that of `scan.ts`, less the other scalars. Where the outline is in doubt, `scan.ts` parses
 * the whole source.
 */

import { isCollection, isPair, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { Source, Span } from "../text/source.js";
import { type Collection, outlined } from "./collections.js";
import { documentsOf, spanOf } from "./compose.js";
import { mayHaveDirective } from "./directive.js";
import { documentsIn } from "./outline/documents.js";
import type { Level } from "./outline/levels.js";
import { keyAt, type Value } from "./outline/line.js";
import { type Matches, matchesOf } from "./outline/matches.js";
import type { Part } from "./outline/state.js";
import { outlineOf } from "./outline.js";
import { type Place, type ScannedScalar, scalarsIn } from "./scalars.js";
import { type ScannedSource, scanScalars } from "./scan.js";

/** At least the scalars that match `pattern`; all errors and directives. */
export function scanRelevant(source: Source, pattern: RegExp): ScannedSource {
  const scalars = relevantScalars(source.text, pattern);
  return scalars === undefined
    ? scanScalars(source)
    : { scalars, errors: [], directives: [], violations: [] };
}

/** Undefined where the source may have an error, or has to be parsed as a whole for another reason. */
function relevantScalars(text: string, pattern: RegExp): readonly ScannedScalar[] | undefined {
  // A directive applies to scalars anywhere around it. A BOM is dropped at the start of a text but not within it, and
  // shifts columns. A lone CR may end a line.
  if (mayHaveDirective(text) || text.includes("\uFEFF")) return undefined;
  if (text.includes("\r") && /\r(?!\n)/.test(text)) return undefined;
  const matches = matchesOf(text, pattern);
  const all: ScannedScalar[] = [];
  for (const document of documentsIn(text) ?? [undefined]) {
    const scalars = document === undefined ? undefined : scalarsOfDocument(text, document, matches);
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

function scalarsOfDocument(
  text: string,
  document: Span,
  matches: Matches,
): readonly ScannedScalar[] | undefined {
  const parts = outlineOf(text, document.start, document.end, matches);
  if (parts === undefined || costsMore(parts, document)) return parseDocument(text, document);
  const all: ScannedScalar[] = [];
  const made = new Map<Level, Collection>();
  // Popping frees each part before the next one is parsed. There can be a million.
  parts.reverse();
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const parent = outlined(part.level, text, document.end, made);
    const scalars =
      part.value === undefined ? parsePart(text, part, parent) : [scalarOf(text, part, part.value, parent)];
    if (scalars === undefined) return undefined;
    for (const scalar of scalars) all.push(scalar);
  }
  return all;
}

/** The fixed cost of parsing one part, in characters of text. */
const PART_COST = 30;

/** Whether parsing the parts one by one takes longer than parsing the whole document. */
function costsMore(parts: readonly Part[], { start, end }: Span): boolean {
  let length = 0;
  for (const part of parts) if (part.value === undefined) length += part.end - part.start + PART_COST;
  return length > end - start;
}

/** Parses a document together with the `---` after it: an unclosed node would continue there. */
function parseDocument(text: string, { start, end }: Span): readonly ScannedScalar[] | undefined {
  const own = text.slice(start, end);
  const [document, next, ...more] = documentsOf(end === text.length ? own : `${own}---`) ?? [];
  if (document === undefined || (next === undefined) !== (end === text.length) || more.length > 0)
    return undefined;
  return scalarsIn(document, own).map((scalar) => moved(scalar, start));
}

/** The scalar of a value that needs no decoding. */
function scalarOf(text: string, part: Part, value: Value, parent: Collection): ScannedScalar {
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
    // A spread would allocate more memory than needed, up to a million times.
    path: path.concat(index ?? keyAt(text, start + column)),
    parent,
    place: placeIn(column),
  };
}

/** Shared objects, because most entries of a file stand in a few columns. */
const PLACES: readonly Place[] = Array.from({ length: 32 }, (_, indent) => ({ inFlow: false, indent }));

function placeIn(column: number): Place {
  return PLACES[column] ?? { inFlow: false, indent: column };
}

/** Parses a part as the first of two entries, in its own columns. The second entry shows that the part ends where it should. */
function parsePart(text: string, part: Part, parent: Collection): readonly ScannedScalar[] | undefined {
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
  return scalarsIn(document, own, path, parent).map((scalar) => {
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
