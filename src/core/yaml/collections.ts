/**
 * The collections around a scalar, and the other entries in them. Most scalars never need these, so nothing is parsed in
 * advance. Where a file was only outlined, the outline knows the places of the entries.
 */

import { isMap, isScalar, isSeq, type YAMLMap as YamlMap, type YAMLSeq as YamlSeq } from "yaml";
import { documentsOf, isLeftOut, scalarText, spanOf } from "./compose.js";
import type { Level } from "./outline/levels.js";
import { keyAt, keyEnd, scalarValueAt } from "./outline/line.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";

/** A mapping or a list. */
export type Collection = ParsedCollection | OutlinedCollection;

interface ParsedCollection {
  readonly node: YamlMap | YamlSeq;
  /** The text that the node's offsets refer to. */
  readonly text: string;
  /** The collection that holds this one; left out for the document's root. */
  readonly parent?: Collection | undefined;
}

interface OutlinedCollection {
  readonly level: Level;
  readonly text: string;
  /** Where the document ends. */
  readonly end: number;
  readonly parent?: Collection | undefined;
}

/** The collection of a level. There is one object for each level in `made`, so that callers can keep results for it. */
export function outlined(level: Level, text: string, end: number, made: Map<Level, Collection>): Collection {
  const known = made.get(level);
  if (known !== undefined) return known;
  const parent = level.parent && outlined(level.parent, text, end, made);
  const collection: OutlinedCollection = { level, text, end, parent };
  made.set(level, collection);
  return collection;
}

export function isMapping(collection: Collection): boolean {
  return "node" in collection ? isMap(collection.node) : !collection.level.isSequence;
}

/** Keys to look for. Made once, because a mapping can have a million entries. */
export interface Keys {
  readonly names: ReadonlySet<string>;
  /** Matches where one of the keys may start in a source. */
  readonly start: RegExp;
}

/** @param names words without any character but `$` that has a meaning in regular expressions or in YAML */
export function keysOf(names: readonly string[]): Keys {
  const words = names.map((name) => name.replace("$", "\\$")).join("|");
  return { names: new Set(names), start: new RegExp(`(?:${words})[ \\t]*:|[^\\w$]`, "y") };
}

/** The indexes of the entries that have one of these keys, by key; of a repeated key the first. */
export function entriesWith(collection: Collection, keys: Keys): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (!isMapping(collection)) return found;
  const length = "node" in collection ? collection.node.items.length : collection.level.starts.length;
  for (let index = 0; index < length; index += 1) {
    if (!mayBeAt(collection, index, keys)) continue;
    const key = keyOf(collection, index);
    if (keys.names.has(key) && !found.has(key)) found.set(key, index);
  }
  return found;
}

function mayBeAt(collection: Collection, index: number, { start }: Keys): boolean {
  if ("node" in collection) return true;
  start.lastIndex = collection.level.starts[index] ?? 0;
  return start.test(collection.text);
}

function keyOf(collection: Collection, index: number): string {
  if ("node" in collection) {
    const pair = isMap(collection.node) ? collection.node.items[index] : undefined;
    return pair !== undefined && isScalar(pair.key) ? scalarText(pair.key) : "";
  }
  const { text } = collection;
  const at = collection.level.starts[index] ?? 0;
  if (keyEnd(text, at) !== undefined) return keyAt(text, at);
  const key = parseEntry(collection, index)?.key;
  return isScalar(key) ? scalarText(key) : "";
}

/** The decoded text of an entry's value or of an item; undefined where it is not a scalar or is left out. */
export function scalarIn(collection: Collection, index: number): string | undefined {
  const plain = "node" in collection ? undefined : scalarOnItsLine(collection, index);
  if (plain !== undefined) return plain;
  const value = valueIn(collection, index);
  return isScalar(value) && !isLeftOut(value) ? scalarText(value) : undefined;
}

/** Most values: complete on the only line of their entry, so that they need no parser. */
function scalarOnItsLine(collection: OutlinedCollection, index: number): string | undefined {
  const { text, level } = collection;
  const [at, next] = placeOf(collection, index);
  const start = level.isSequence ? skipSpaces(text, at + 1) : at;
  if (at === next || (level.isSequence && keyEnd(text, start) !== undefined)) return undefined;
  const value = scalarValueAt(text, start);
  if (value === undefined || /[^\r\n]/.test(text.slice(nextLine(text, value.end, next), next)))
    return undefined;
  const quotes = value.style === "plain" ? 0 : 1;
  return text.slice(value.start + quotes, value.end - quotes);
}

/** The source of an entry's value for a text search. May include its key and the comments beside it. */
export function sourceIn(collection: Collection, index: number): string {
  if (!("node" in collection)) return entryText(collection, index);
  const { start, end } = spanOf(valueIn(collection, index));
  return collection.text.slice(start, end);
}

function valueIn(collection: Collection, index: number): unknown {
  if (!("node" in collection)) return parseEntry(collection, index)?.value;
  const { node } = collection;
  return isMap(node) ? node.items[index]?.value : node.items[index];
}

function entryText(collection: OutlinedCollection, index: number): string {
  return collection.text.slice(...placeOf(collection, index));
}

/** From an entry's key or dash to the start of the line after it; an empty span where there is no such entry. */
function placeOf({ level, end }: OutlinedCollection, index: number): readonly [start: number, end: number] {
  const { starts, indent } = level;
  const [start, next] = [starts[index], starts[index + 1]];
  if (start === undefined) return [0, 0];
  return [start, next === undefined ? (level.end ?? end) : next - indent];
}

interface ParsedEntry {
  readonly key?: unknown;
  readonly value: unknown;
}

/** Parses an entry that the outline alone cannot read. */
function parseEntry(collection: OutlinedCollection, index: number): ParsedEntry | undefined {
  const { level } = collection;
  const [document] = documentsOf(" ".repeat(level.indent) + entryText(collection, index)) ?? [];
  const contents = document?.contents;
  if (isMap(contents)) return contents.items[0];
  return isSeq(contents) ? { value: contents.items[0] } : undefined;
}
