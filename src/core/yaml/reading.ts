/**
 * Shared by the readers of the config file and of policies: one document, kinds of nodes, known, unknown and repeated
 * keys. A reader records each fault and goes on, so that one run reports all of them.
 */

import { describe } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { type Description, quoted, said } from "../diagnostics/words.js";
import { nearest } from "../text/nearest.js";
import { type Lines, linesOf, type Source, type Span } from "../text/source.js";
import { type HasSchema, type Schema, TEXT, withSchema } from "./schema.js";
import { diagnoseSyntax, diagnoseText } from "./syntax.js";
import { type MappingNode, readTree, type TextNode, type TreeNode } from "./tree.js";

/** A fault at a place of the file, in UTF-16 units from its start, and what to write instead. */
export interface ReadingFault extends Span, Description {}

/** The state while a file is read. */
export interface Reading {
  readonly lines: Lines;
  readonly faults: ReadingFault[];
}

/** Reads a key's value; undefined where it has recorded a fault. */
export type Reader<T> = (value: TreeNode, reading: Reading) => T | undefined;

type Readers = Readonly<Record<string, Reader<unknown>>>;

export interface ReadKeys<R extends Readers> {
  readonly values: { readonly [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined> };
  /** The places of the known keys, valid or not. A misspelled key counts as the one it was meant to be. */
  readonly keys: { readonly [K in keyof R]?: Span };
}

/** Reads a whole file. Returns its value, or all faults sorted by place. */
export function readDocument<T>(
  source: Source,
  read: (root: TreeNode, reading: Reading) => T,
): { readonly value: T } | { readonly faults: readonly ReadingFault[] } {
  const unreadable = diagnoseText(source);
  if (unreadable !== undefined) return { faults: [faultOf(unreadable)] };
  const tree = readTree(source.text);
  if ("reason" in tree) return { faults: [faultOf(diagnoseSyntax(source, tree))] };

  const reading: Reading = { lines: linesOf(source.text), faults: [] };
  if (tree.second !== undefined) {
    const hint = "remove the --- and the part that you do not need; the file can have one document only";
    addFault(reading, tree.second, said("a second document starts here", hint));
  }
  const value = read(tree.root, reading);
  const { faults } = reading;
  return faults.length === 0
    ? { value }
    : { faults: faults.sort((a, b) => a.start - b.start || a.end - b.end) };
}

function faultOf({ problem, place }: Diagnostic): ReadingFault {
  return { start: place.start, end: place.end, ...describe(problem) };
}

export function addFault({ faults }: Reading, { start, end }: Span, { message, hint }: Description): void {
  faults.push({ start, end, ...said(message, hint) });
}

/** Words for messages about a value. */
export interface Constraints {
  /** What the value is called. */
  readonly name: string;
  /** What it has to be. */
  readonly what: string;
  /** The hint where it is something else. */
  readonly write: string;
}

const KIND_NAMES = {
  text: "a string",
  mapping: "a mapping",
  list: "a list",
  alias: "an alias",
  nothing: "empty",
} as const satisfies Record<TreeNode["kind"], string>;

/** The node, if it is of this kind and has no tag of its own; undefined, and a fault, otherwise. */
export function expectKind<K extends "text" | "mapping" | "list">(
  kind: K,
  node: TreeNode,
  { name, what, write }: Constraints,
  reading: Reading,
): Extract<TreeNode, { kind: K }> | undefined {
  if (node.tag !== undefined) {
    const hint = `remove the tag; ${name} has to be ${what}`;
    addFault(reading, node, said(`the tag ${quoted(node.tag)} has no meaning here`, hint));
  } else if (node.kind === kind) {
    return node as Extract<TreeNode, { kind: K }>;
  } else {
    const hint = node.kind === "alias" ? "write the value itself; this file cannot have aliases" : write;
    addFault(reading, node, said(`${name} is ${KIND_NAMES[node.kind]}, and has to be ${what}`, hint));
  }
  return undefined;
}

/** The entries whose keys are texts. Any other key, and each repetition of a key, is a fault. */
export function entriesOf(
  mapping: MappingNode,
  name: string,
  reading: Reading,
): readonly { readonly key: TextNode; readonly value: TreeNode }[] {
  const first = new Map<string, Span>();
  return mapping.entries.flatMap(({ key: node, value }) => {
    const key = expectKind("text", node, { name, what: "a string", write: "write it in one word" }, reading);
    if (key === undefined) return [];
    const before = first.get(key.text);
    if (before === undefined) {
      first.set(key.text, key);
      return [{ key, value }];
    }
    const { line } = reading.lines.positionAt(before.start);
    const message = `${quoted(key.text)} is here twice, first on line ${line}`;
    addFault(reading, key, said(message, "keep one of them"));
    return [];
  });
}

/**
 * Reads the keys that have a reader. Any other key is a fault.
 * @param owner what messages call the mapping
 */
export function readKeys<R extends Readers>(
  mapping: MappingNode,
  readers: R,
  owner: string,
  reading: Reading,
): ReadKeys<R> {
  const known = Object.keys(readers);
  const values: Record<string, unknown> = {};
  const keys: Record<string, Span> = {};
  for (const { key, value } of entriesOf(mapping, `a key of ${owner}`, reading)) {
    const meant = known.includes(key.text) ? key.text : addUnknownKey(key, known, owner, reading);
    if (meant === undefined) continue;
    keys[meant] = key;
    const read = meant === key.text ? readers[meant]?.(value, reading) : undefined;
    if (read !== undefined) values[meant] = read;
  }
  return { values, keys } as ReadKeys<R>;
}

/** Adds a fault, and returns the key that was probably meant. */
function addUnknownKey(
  key: TextNode,
  known: readonly string[],
  owner: string,
  reading: Reading,
): string | undefined {
  const meant = nearest(key.text, known);
  const all = known.length === 1 ? `its only key is ${known[0]}` : `its keys are ${known.join(", ")}`;
  const hint = meant === undefined ? all : `did you mean ${quoted(meant)}?`;
  addFault(reading, key, said(`${quoted(key.text)} is not a key of ${owner}`, hint));
  return meant;
}

/** The first fault of a text, at a place counted from the text's start; undefined for a valid text. */
export type Check = (text: string) => ReadingFault | undefined;

/** A reader of texts that pass a check. */
export function checkedText(
  constraints: Constraints,
  check: Check,
  schema: Schema = TEXT,
): Reader<string> & HasSchema {
  return withSchema(schema, (node, reading) => {
    const found = expectKind("text", node, constraints, reading);
    if (found === undefined) return undefined;
    const fault = check(found.text);
    if (fault === undefined) return found.text;
    addFault(reading, placeOf(found, fault), fault);
    return undefined;
  });
}

/** A fault of a part of a text; of all of it where no offsets are given. */
export function faultIn(text: string, description: Description, start = 0, end = text.length): ReadingFault {
  return { start, end, ...description };
}

/** The place of a part of a text in the file; that of the whole scalar where the part is all of it, or escapes shift its characters. */
function placeOf({ start, end, text, verbatim }: TextNode, part: Span): Span {
  if (verbatim === undefined || part.end - part.start === text.length) return { start, end };
  return { start: verbatim.start + part.start, end: verbatim.start + part.end };
}
