/** YAML text of a config file or policy → a plain tree of texts, mappings and lists, each with its place. */

import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import type { Span } from "../text/source.js";
import { firstDocuments, isLeftOut, scalarText, spanOf, type YamlFault } from "./compose.js";

interface Node extends Span {
  /** Set where a tag changes the meaning of the node: `!!int`, `!include`. */
  readonly tag?: string;
}

export interface TextNode extends Node {
  readonly kind: "text";
  /** The decoded text, without types: `007` and `yes` are texts. */
  readonly text: string;
  /** The place where the text stands character by character; left out where escapes or folding change it. */
  readonly verbatim?: Span;
}

export interface MappingNode extends Node {
  readonly kind: "mapping";
  /** In the order of the file, with repeated keys. */
  readonly entries: readonly { readonly key: TreeNode; readonly value: TreeNode }[];
}

interface ListNode extends Node {
  readonly kind: "list";
  readonly items: readonly TreeNode[];
}

/** An alias, or nothing: a value left out, `~` or `null`. A value left out has the place of its key. */
interface OtherNode extends Node {
  readonly kind: "alias" | "nothing";
}

export type TreeNode = TextNode | MappingNode | ListNode | OtherNode;

interface Tree {
  readonly root: TreeNode;
  /** The place of a second document, if there is one. It is not read. */
  readonly second?: Span;
}

/** The tree of a text's first document, or the first error of YAML. */
export function readTree(text: string): Tree | YamlFault {
  const first = firstDocuments(text);
  if ("reason" in first) return first;
  const { document, second, error } = first;
  if (error) return { start: error.pos[0], end: error.pos[1], reason: error.message };
  const root = nodeOf(document?.contents, { start: 0, end: 0 }, text);
  return second === undefined ? { root } : { root, second: spanOf(second) };
}

const OWN_TAGS: Readonly<Record<string, readonly string[]>> = {
  text: ["!", "tag:yaml.org,2002:str"],
  mapping: ["tag:yaml.org,2002:map"],
  list: ["tag:yaml.org,2002:seq"],
};

function nodeOf(node: unknown, place: Span, text: string): TreeNode {
  if (node === undefined || isLeftOut(node)) return { kind: "nothing", ...place };
  const bare = bareNodeOf(node, text);
  const { tag } = node as { tag?: string };
  if (tag === undefined || OWN_TAGS[bare.kind]?.includes(tag)) return bare;
  return { ...bare, tag: tag.replace("tag:yaml.org,2002:", "!!") };
}

function bareNodeOf(node: unknown, text: string): TreeNode {
  const span = spanOf(node);
  if (isScalar(node)) return scalarNodeOf(node, span, text);
  if (isSeq(node))
    return { kind: "list", ...span, items: node.items.map((item) => nodeOf(item, span, text)) };
  if (!isMap(node)) return { kind: "alias", ...span };
  const entries = node.items.map(({ key, value }) => {
    const place = key === null ? span : spanOf(key);
    return { key: nodeOf(key, place, text), value: nodeOf(value, place, text) };
  });
  return { kind: "mapping", ...span, entries };
}

const NULL = /^(?:~|null|Null|NULL)$/;

function scalarNodeOf(node: Scalar, span: Span, source: string): TreeNode {
  const text = scalarText(node);
  const plain = node.type === "PLAIN";
  if (plain && node.tag === undefined && NULL.test(text)) return { kind: "nothing", ...span };
  const start = plain ? span.start : span.start + 1;
  const verbatim = { start, end: start + text.length };
  const stands = source.slice(verbatim.start, verbatim.end) === text;
  return { kind: "text", ...span, text, ...(stands ? { verbatim } : {}) };
}
