/** YAML nodes → their scalars: place, style, decoded value and path. Knows nothing of ARNs. */

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
import { lineEnd, type Span } from "../text/source.js";
import type { Collection } from "./collections.js";
import { isLeftOut, scalarText } from "./compose.js";
import type { Directive } from "./directive.js";

/** The five styles of YAML: chapters 7.3 and 8.1 of its specification, https://yaml.org/spec/1.2.2/ */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A scalar of a source. */
export interface Scalar {
  /** The whole scalar in the source, with its quotes or block header, without tag and anchor. */
  readonly span: Span;
  /** The text between the quotes, or the lines of the block. */
  readonly content: Span;
  readonly style: ScalarStyle;
  /** The decoded text, whatever type a YAML schema would give it. */
  readonly value: string;
  readonly role: "key" | "value";
  /** The path from the document's root; a key has the path of its value. */
  readonly path: Path;
  /** As written, for example `!!str`; left out where there is none. */
  readonly tag?: string;
  /** The nearest tag, of the scalar or of a collection around it, that lets another program make the value. */
  readonly foreignTag?: string;
  /** The comment `# arnsubst: …` at the end of its line. */
  readonly directive?: Directive;
  readonly place: Place;
  /** Set on a key whose value is left out. */
  readonly valueless?: boolean;
}

/** A scalar and its collection. */
export interface ScannedScalar extends Scalar {
  /** The innermost collection around it, which the last segment of its path belongs to. Left out for a document's root. */
  readonly parent?: Collection | undefined;
}

/** The context that limits how a scalar can be written. */
export interface Place {
  /** Within `[…]` or `{…}`. */
  readonly inFlow: boolean;
  /** Column, from 0, of the innermost block collection; -1 for the document's root. */
  readonly indent: number;
}

/** What a node inherits from the collections around it. */
export interface Context {
  readonly path: Path;
  readonly parent?: Collection | undefined;
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
 * The scalars of a document without errors that is a part of another text.
 * @param path the path of the document's root in that text
 * @param root the collection in that text which stands for the document's root
 */
export function scalarsIn(
  document: Document,
  text: string,
  path: Path = [],
  root?: Collection,
): readonly ScannedScalar[] {
  const into: ScannedScalar[] = [];
  collectScalars(document.contents, { text, directiveOn: () => undefined, into }, { ...ROOT, path }, root);
  return into;
}

const ROOT: Context = { path: [], place: { inFlow: false, indent: -1 }, role: "value" };

interface Collecting {
  readonly text: string;
  readonly directiveOn: DirectiveOn;
  readonly into: ScannedScalar[];
  /** The anchored nodes so far, by anchor; left out where aliases do not matter. */
  readonly anchors?: Map<string, unknown>;
  readonly onAlias?: (alias: Alias, context: Context) => void;
}

/** Adds the scalars of a node to `into`, keys before their values. Passes over aliases. */
export function collectScalars(
  node: unknown,
  to: Collecting,
  context: Context = ROOT,
  root?: Collection,
): void {
  const { text, into, anchors, onAlias } = to;
  if (anchors !== undefined && (isScalar(node) || isCollection(node)) && node.anchor !== undefined)
    anchors.set(node.anchor, node);
  if (isScalar(node)) {
    const scalar = scalarAt(node, context, to);
    if (scalar !== undefined) into.push(scalar);
  } else if (isAlias(node)) {
    onAlias?.(node, context);
  } else if (isMap(node)) {
    const inside = { ...within(node, context), parent: root ?? { node, text, parent: context.parent } };
    for (const { key, value } of node.items) {
      const path = context.path.concat(keyText(key));
      const before = into.length;
      collectScalars(key, to, { ...inside, path, role: "key" });
      const named = into[before];
      if (named !== undefined && isLeftOut(value)) into[before] = { ...named, valueless: true };
      collectScalars(value, to, { ...inside, path });
    }
  } else if (isSeq(node)) {
    const inside = { ...within(node, context), parent: root ?? { node, text, parent: context.parent } };
    node.items.forEach((item, index) => {
      collectScalars(item, to, { ...inside, path: context.path.concat(index) });
    });
  }
}

/** The context of a collection's entries. In a collection that is itself a key all scalars have the role of a key. */
function within(node: YamlMap | YamlSeq, context: Context): Context {
  const inFlow = context.place.inFlow || node.flow === true;
  const { srcToken: token } = node;
  const tagged = { ...context, ...foreign(tagOf(node)) };
  if (inFlow || token === undefined || !("indent" in token))
    return { ...tagged, place: { ...context.place, inFlow } };
  return { ...tagged, place: { inFlow, indent: token.indent } };
}

/** As written, for example `!!str`. */
function tagOf({ tag }: { readonly tag?: string }): string | undefined {
  return tag?.replace("tag:yaml.org,2002:", "!!");
}

/** Tags that keep the text as it is, unlike `!!binary`. */
const NATIVE = new Set(["!!str", "!!int", "!!float", "!!bool", "!!map", "!!seq", "!"]);

function foreign(tag: string | undefined): { foreignTag?: string } {
  return tag === undefined || NATIVE.has(tag) ? {} : { foreignTag: tag };
}

function keyText(key: unknown): string {
  if (isScalar(key)) return scalarText(key);
  if (isAlias(key)) return `*${key.source}`;
  return isCollection(key) ? "?" : "";
}

/** The directive at the end of the line that holds an offset. */
type DirectiveOn = (offset: number) => Directive | undefined;

/** Keeps the last line, because one line can hold thousands of scalars. */
export function directivesByLine(text: string, directives: ReadonlyMap<number, Directive>): DirectiveOn {
  if (directives.size === 0) return () => undefined;
  let line = { start: 0, end: -1 };
  return (offset) => {
    if (offset < line.start || offset > line.end) line = { start: offset, end: lineEnd(text, offset) };
    return directives.get(line.end);
  };
}

function scalarAt(
  node: YamlScalar,
  context: Context,
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
    ...context,
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
