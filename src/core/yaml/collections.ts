/**
 * The collections around a scalar, and what stands beside it there. Most scalars are never asked for that, so nothing is
 * read before somebody asks: of a file that was only outlined, entries are found by the outline.
 */

import { isMap, isScalar, isSeq, type YAMLMap as YamlMap, type YAMLSeq as YamlSeq } from "yaml";
import { documentsOf, isLeftOut, scalarText, spanOf } from "./compose.js";
import type { Level } from "./outline/levels.js";
import { hasKey, keyAt, scalarValueAt } from "./outline/line.js";
import { nextLine, skipSpaces } from "./outline/offsets.js";

/** A mapping or a list. */
export type Collection = ReadCollection | OutlinedCollection;

interface ReadCollection {
  readonly node: YamlMap | YamlSeq;
  /** The text in which the node has its place. */
  readonly text: string;
  /** The collection of which this one is a value; left out for the document's root. */
  readonly around?: Collection | undefined;
}

interface OutlinedCollection {
  readonly level: Level;
  readonly text: string;
  /** Where the document ends. */
  readonly end: number;
  readonly around?: Collection | undefined;
}

/** The collection of a level; one object for each, so that what is learned of it can be kept. */
export function outlined(level: Level, text: string, end: number, made: Map<Level, Collection>): Collection {
  const known = made.get(level);
  if (known !== undefined) return known;
  const { around } = level;
  const collection: OutlinedCollection = {
    level,
    text,
    end,
    around: around === undefined ? undefined : outlined(around, text, end, made),
  };
  made.set(level, collection);
  return collection;
}

export function isMapping(collection: Collection): boolean {
  return "node" in collection ? isMap(collection.node) : !collection.level.isSequence;
}

/** Keys to look for, made once: a mapping can have a million others. */
export interface Keys {
  readonly names: ReadonlySet<string>;
  /** Matches where the key of one may start in a source. */
  readonly start: RegExp;
}

/** @param names words without anything that a regular expression or YAML would take for more than itself, but for `$` */
export function keysOf(names: readonly string[]): Keys {
  const words = names.map((name) => name.replace("$", "\\$")).join("|");
  return { names: new Set(names), start: new RegExp(`(?:${words})[ \\t]*:|[^\\w$]`, "y") };
}

/** The entries of a mapping with one of these keys, by key; the first of a key counts. */
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
  if (hasKey(text, at)) return keyAt(text, at);
  const key = readEntry(collection, index)?.key;
  return isScalar(key) ? scalarText(key) : "";
}

/** The decoded text of an entry's value or of an item; undefined where it is no scalar, or is left out. */
export function scalarIn(collection: Collection, index: number): string | undefined {
  const plain = "node" in collection ? undefined : scalarOnItsLine(collection, index);
  if (plain !== undefined) return plain;
  const value = valueIn(collection, index);
  return isScalar(value) && !isLeftOut(value) ? scalarText(value) : undefined;
}

/** Without a reader, as most are: a value that is whole on the entry's only line. */
function scalarOnItsLine(collection: OutlinedCollection, index: number): string | undefined {
  const { text, level } = collection;
  const [at, next] = placeOf(collection, index);
  const start = level.isSequence ? skipSpaces(text, at + 1) : at;
  if (at === next || (level.isSequence && hasKey(text, start))) return undefined;
  const value = scalarValueAt(text, start);
  if (value === undefined || /[^\r\n]/.test(text.slice(nextLine(text, value.end, next), next)))
    return undefined;
  const quotes = value.style === "plain" ? 0 : 1;
  return text.slice(value.start + quotes, value.end - quotes);
}

/** The source of an entry's value, roughly: comments around it can be of it. For a search, not for a place. */
export function sourceIn(collection: Collection, index: number): string {
  if (!("node" in collection)) return entryText(collection, index);
  const { start, end } = spanOf(valueIn(collection, index));
  return collection.text.slice(start, end);
}

function valueIn(collection: Collection, index: number): unknown {
  if (!("node" in collection)) return readEntry(collection, index)?.value;
  const { node } = collection;
  return isMap(node) ? node.items[index]?.value : node.items[index];
}

function entryText(collection: OutlinedCollection, index: number): string {
  return collection.text.slice(...placeOf(collection, index));
}

/** From an entry's key or dash to the start of the line behind it; nothing where there is no such entry. */
function placeOf({ level, end }: OutlinedCollection, index: number): readonly [start: number, end: number] {
  const { starts, indent } = level;
  const [start, next] = [starts[index], starts[index + 1]];
  if (start === undefined) return [0, 0];
  return [start, next === undefined ? (level.end ?? end) : next - indent];
}

interface ReadEntry {
  readonly key?: unknown;
  readonly value: unknown;
}

/** An entry that the outline alone does not tell. */
function readEntry(collection: OutlinedCollection, index: number): ReadEntry | undefined {
  const { level } = collection;
  const [document] = documentsOf(" ".repeat(level.indent) + entryText(collection, index)) ?? [];
  const contents = document?.contents;
  if (isMap(contents)) return contents.items[0];
  return isSeq(contents) ? { value: contents.items[0] } : undefined;
}
