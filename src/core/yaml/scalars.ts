/**
 * YAML text → its scalars: where each one stands, its style, its decoded value and its path; and the places
 * that are not YAML. Knows nothing of ARNs. Aliases are passed over, so that no alias bomb can go off here.
 */

import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type YAMLMap as YamlMap,
  type Scalar as YamlScalar,
  type YAMLSeq as YamlSeq,
} from "yaml";
import type { Path } from "../text/path.js";
import { lineEnd, type Source, type Span } from "../text/source.js";
import type { Collection } from "./collections.js";
import {
  type Composed,
  composeDocuments,
  composeLeniently,
  isLeftOut,
  type Lapse,
  mayBeLapse,
  scalarText,
  spanOf,
  type YamlFault,
} from "./compose.js";
import type { Directive } from "./directive.js";

/** The five styles of YAML: chapters 7.3 and 8.1 of its specification, https://yaml.org/spec/1.2.2/ */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A scalar of a source. */
export interface Scalar {
  /** The whole scalar in the source, its quotes or block header included; tag and anchor are outside. */
  readonly span: Span;
  /** What is between the quotes, or the lines of the block. */
  readonly content: Span;
  readonly style: ScalarStyle;
  /** The decoded text, whatever type a YAML schema would give it. */
  readonly value: string;
  readonly role: "key" | "value";
  /** The way from the document's root; a key has the path of its value. */
  readonly path: Path;
  /** As written, `!!str` for one; left out where there is none. */
  readonly tag?: string;
  /** The nearest tag, its own or that of a collection around it, which says that another program makes the value. */
  readonly foreignTag?: string;
  /** What a comment `# arnsubst: …` at the end of its line says. */
  readonly directive?: Directive;
  readonly place: Place;
  /** A key whose value is left out. */
  readonly valueless?: boolean;
}

/** A scalar, and what can be asked of what stands around it. */
export interface ScannedScalar extends Scalar {
  /** The innermost collection that it stands in: that of the last segment of its path. Left out for a document's root. */
  readonly around?: Collection | undefined;
}

/** What a scalar's surroundings allow to be written there. */
export interface Place {
  /** Within `[…]` or `{…}`. */
  readonly inFlow: boolean;
  /** Column, from 0, of the innermost block collection; -1 where the scalar is the document's root. */
  readonly indent: number;
}

export interface ScannedSource {
  readonly scalars: readonly ScannedScalar[];
  readonly errors: readonly YamlFault[];
  readonly directives: readonly Directive[];
  /** What YAML 1.2 forbids and has been read all the same. */
  readonly lapses: readonly Lapse[];
}

interface Where {
  readonly path: Path;
  readonly around?: Collection | undefined;
  readonly foreignTag?: string;
  readonly place: Place;
  readonly role: "key" | "value";
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/**
 * Scans all documents of a source. After an error only the scalars before it are given, and of each
 * document only its first error: what follows one is mostly its echo.
 */
export function scanScalars({ text }: Source): ScannedSource {
  const strictly = composeDocuments(text);
  if ("reason" in strictly) return unreadable(strictly);
  const documents: Document[] = [];
  const scanned = scan(text, strictly, documents);
  // Reading it once more takes its time.
  if (!documents.some(mayBeLapse)) return scanned;
  const leniently = composeLeniently(text);
  return "reason" in leniently
    ? unreadable(leniently)
    : { ...scan(text, leniently), lapses: leniently.lapses };
}

function unreadable(fault: YamlFault): ScannedSource {
  return { scalars: [], errors: [fault], directives: [], lapses: [] };
}

/** Those with errors are added to `wrong`. */
function scan(text: string, { documents, directives }: Composed, wrong: Document[] = []): ScannedSource {
  const scalars: ScannedScalar[] = [];
  const errors: YamlFault[] = [];
  const directiveOn = directivesByLine(text, directives);
  for (const document of documents) {
    const { contents, errors: found } = document;
    const collected: ScannedScalar[] = [];
    collect(contents, ROOT, { text, directiveOn, into: collected });
    const first = found[0];
    const limit = first === undefined ? Number.POSITIVE_INFINITY : first.pos[0];
    // One by one: as arguments of a call, hundreds of thousands of them would end the stack.
    for (const scalar of collected) if (scalar.span.end <= limit) scalars.push(scalar);
    if (first === undefined) continue;
    errors.push({ start: first.pos[0], end: first.pos[1], reason: first.message });
    wrong.push(document);
  }
  return { scalars, errors, directives: [...directives.values()], lapses: [] };
}

/** The scalars of a document without errors that is part of another text: its root is at `path` there, and is `root`. */
export function scalarsIn(
  document: Document,
  text: string,
  path: Path = [],
  root?: Collection,
): readonly ScannedScalar[] {
  const scalars: ScannedScalar[] = [];
  collect(document.contents, { ...ROOT, path }, { text, directiveOn: () => undefined, into: scalars }, root);
  return scalars;
}

/** A scalar as it would stand where an alias stands for it, or for a collection that it is in. */
export interface AliasedScalar {
  /** Where the alias is. */
  readonly alias: Span;
  /** Its span is still that of where it is written. */
  readonly scalar: ScannedScalar;
}

/** So many scalars at most: an alias can stand for much, and there can be many. */
const MOST_ALIASED = 100_000;

/** The scalars that aliases stand for; aliases within what an alias stands for are not followed. */
export function aliasedScalars({ text }: Source): readonly AliasedScalar[] {
  const composed = composeDocuments(text);
  if ("reason" in composed) return [];
  const directiveOn = directivesByLine(text, composed.directives);
  const aliased: AliasedScalar[] = [];
  for (const { contents, errors } of composed.documents) {
    if (errors.length > 0) break;
    const anchors = new Map<string, unknown>();
    const atAlias = (node: Alias, where: Where) => {
      const into: ScannedScalar[] = [];
      const target = anchors.get(node.source);
      if (aliased.length < MOST_ALIASED) collect(target, merged(where), { text, directiveOn, into });
      for (const scalar of into) aliased.push({ alias: spanOf(node), scalar });
    };
    collect(contents, ROOT, { text, directiveOn, into: [], anchors, atAlias });
  }
  return aliased;
}

/** What `<<` merges stands in the mapping itself. */
function merged(where: Where): Where {
  const { path, around } = where;
  return path.at(-1) === "<<" ? { ...where, path: path.slice(0, -1), around: around?.around } : where;
}

const ROOT: Where = { path: [], place: { inFlow: false, indent: -1 }, role: "value" };

interface Collecting {
  readonly text: string;
  readonly directiveOn: DirectiveOn;
  readonly into: ScannedScalar[];
  /** The nodes with an anchor so far, by its name; left out where nobody asks for aliases. */
  readonly anchors?: Map<string, unknown>;
  readonly atAlias?: (alias: Alias, where: Where) => void;
}

function collect(node: unknown, where: Where, collecting: Collecting, root?: Collection): void {
  const { text, into, anchors, atAlias } = collecting;
  if (anchors !== undefined && (isScalar(node) || isCollection(node)) && node.anchor !== undefined)
    anchors.set(node.anchor, node);
  if (isScalar(node)) {
    const scalar = scalarAt(node, where, collecting);
    if (scalar !== undefined) into.push(scalar);
  } else if (isAlias(node)) {
    atAlias?.(node, where);
  } else if (isMap(node)) {
    const around = root ?? { node, text, around: where.around };
    const inside = { ...within(node, where), around };
    for (const { key, value } of node.items) {
      const path = where.path.concat(keyText(key));
      const before = into.length;
      collect(key, { ...inside, path, role: "key" }, collecting);
      const named = into[before];
      if (named !== undefined && isLeftOut(value)) into[before] = { ...named, valueless: true };
      collect(value, { ...inside, path }, collecting);
    }
  } else if (isSeq(node)) {
    const around = root ?? { node, text, around: where.around };
    const inside = { ...within(node, where), around };
    node.items.forEach((item, index) => {
      collect(item, { ...inside, path: where.path.concat(index) }, collecting);
    });
  }
}

/** Text of a collection that is itself a key stays a key's text all the way down. */
function within(node: YamlMap | YamlSeq, where: Where): Where {
  const inFlow = where.place.inFlow || node.flow === true;
  const { srcToken: token } = node;
  const around = { ...where, ...foreign(tagOf(node)) };
  if (inFlow || token === undefined || !("indent" in token))
    return { ...around, place: { ...where.place, inFlow } };
  return { ...around, place: { inFlow, indent: token.indent } };
}

/** As written, `!!str` for one. */
function tagOf({ tag }: { readonly tag?: string }): string | undefined {
  return tag?.replace("tag:yaml.org,2002:", "!!");
}

/** Those of YAML itself only say what a value is anyway, but for the likes of `!!binary`, whose text is another. */
const NATIVE = new Set(["!!str", "!!int", "!!float", "!!bool", "!!map", "!!seq", "!"]);

function foreign(tag: string | undefined): { foreignTag?: string } {
  return tag === undefined || NATIVE.has(tag) ? {} : { foreignTag: tag };
}

function keyText(key: unknown): string {
  if (isScalar(key)) return scalarText(key);
  if (isAlias(key)) return `*${key.source}`;
  return isCollection(key) ? "?" : "";
}

/** The directive at the end of the line of an offset. */
type DirectiveOn = (offset: number) => Directive | undefined;

/** Thousands of scalars can be on one line, which is looked for once. */
function directivesByLine(text: string, directives: ReadonlyMap<number, Directive>): DirectiveOn {
  if (directives.size === 0) return () => undefined;
  let line = { start: 0, end: -1 };
  return (offset) => {
    if (offset < line.start || offset > line.end) line = { start: offset, end: lineEnd(text, offset) };
    return directives.get(line.end);
  };
}

function scalarAt(
  node: YamlScalar,
  where: Where,
  { text, directiveOn }: Collecting,
): ScannedScalar | undefined {
  const style = STYLES[node.type ?? ""];
  const [start, end] = node.range ?? [0, 0];
  if (style === undefined || start === end) return undefined;
  const tag = tagOf(node);
  const directive = directiveOn(start) ?? directiveOn(Math.max(start, end - 1));
  return {
    span: { start, end },
    content: contentOf(text, start, end, style),
    style,
    value: scalarText(node),
    ...where,
    ...(tag === undefined ? {} : { tag }),
    ...foreign(tag),
    ...(directive === undefined ? {} : { directive }),
  };
}

function contentOf(text: string, start: number, end: number, style: ScalarStyle): Span {
  if (style === "plain") return { start, end };
  if (style === "single" || style === "double") return { start: start + 1, end: end - 1 };
  const newline = text.indexOf("\n", start);
  return { start: newline < 0 || newline >= end ? end : newline + 1, end };
}
