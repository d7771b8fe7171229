/**
 * The texts that a mask searches for, as bytes in lexicographic order. Those that begin alike stand together, so a range
 * of them does the work of a trie node, without a node for each byte. Texts that are parts of another one share its bytes.
 * A filter of their first bytes tells where in a stream none of them can start.
 */

import type { Span } from "../../text/source.js";
import { sortDistinct, type Table } from "./sort.js";

/** A text, and which parts of it to mask. */
export interface Passage {
  readonly text: string;
  /** In the order of their starts, but that of the whole text can be anywhere. */
  readonly spans: readonly Span[];
}

export interface Patterns extends Table {
  readonly count: number;
  /** How many bytes the filter hashes; no pattern is shorter. */
  readonly head: number;
  /** A bit for each hash of a pattern's head. */
  readonly filter: Int32Array;
  /** By how many bits a hash is shifted to give the index of a bit in the filter. */
  readonly shift: number;
}

/** A longer head would make the end of each chunk longer, which has to be compared byte by byte. */
const LONGEST_HEAD = 8;

export function patternsOf(passages: Iterable<Passage>): Patterns {
  const { blocks, table } = collected(passages);
  const [starts, lengths, blockOf] = table;
  const distinct = sortDistinct({ blocks, starts, lengths, blockOf });
  const sorted = (column: Uint32Array) => distinct.map((index) => column[index] as number);
  const patterns = { blocks, starts: sorted(starts), lengths: sorted(lengths), blockOf: sorted(blockOf) };
  const head = patterns.lengths.reduce((least, length) => Math.min(least, length), LONGEST_HEAD);
  return { ...patterns, count: distinct.length, head, ...filterOf(patterns, head) };
}

type Columns = readonly [starts: Uint32Array, lengths: Uint32Array, blockOf: Uint32Array];

function collected(passages: Iterable<Passage>): { blocks: Uint8Array[]; table: Columns } {
  const encoder = new TextEncoder();
  const blocks: Uint8Array[] = [];
  let table = new Uint32Array(3 * 256);
  let used = 0;
  for (const { text, spans } of passages) {
    const block = encoder.encode(text);
    const offset = block.length === text.length ? (unit: number) => unit : byteOffsets(text, block.length);
    for (const { start, end } of spans) {
      if (start === end) continue;
      if (used === table.length) table = grown(table);
      const from = offset(start);
      table[used] = from;
      table[used + 1] = offset(end) - from;
      table[used + 2] = blocks.length;
      used += 3;
    }
    blocks.push(block);
  }
  const column = (which: number) =>
    new Uint32Array(used / 3).map((_, index) => table[3 * index + which] as number);
  return { blocks, table: [column(0), column(1), column(2)] };
}

function grown(table: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * table.length);
  larger.set(table);
  return larger;
}

/** Maps offsets in the text to offsets in its UTF-8 bytes. Fast for offsets that ascend. */
function byteOffsets(text: string, length: number): (unit: number) => number {
  let [unit, byte] = [0, 0];
  return (wanted) => {
    if (wanted === text.length) return length;
    if (wanted < unit) [unit, byte] = [0, 0];
    while (unit < wanted) {
      const code = text.codePointAt(unit) as number;
      unit += code > 0xffff ? 2 : 1;
      byte += code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1;
    }
    return byte;
  };
}

/** Enough bits for each pattern that few hashes match by accident. */
const BITS_EACH = 32;

function filterOf(
  { blocks, starts, blockOf }: Pick<Patterns, "blocks" | "starts" | "blockOf">,
  head: number,
): Pick<Patterns, "filter" | "shift"> {
  const power = Math.min(27, Math.max(13, Math.ceil(Math.log2(starts.length * BITS_EACH + 1))));
  const filter = new Int32Array(2 ** (power - 5));
  const shift = 32 - power;
  for (let index = 0; index < starts.length; index += 1) {
    const block = blocks[blockOf[index] as number] as Uint8Array;
    const bit = bitOf(hashAt(block, starts[index] as number, head), shift);
    filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return { filter, shift };
}

const FACTOR = 0x0100_0193;
const SPREAD = 0x9e37_79b1;

/** A polynomial hash of `length` bytes, which `rolled` moves on by one byte. */
export function hashAt(bytes: Uint8Array, from: number, length: number): number {
  let hash = 0;
  for (let index = from; index < from + length; index += 1)
    hash = (Math.imul(hash, FACTOR) + (bytes[index] as number)) | 0;
  return hash;
}

/** The factor of the byte that leaves a window of this length. */
export function weightOf(length: number): number {
  let weight = 1;
  for (let times = 0; times < length; times += 1) weight = Math.imul(weight, FACTOR);
  return weight;
}

export function rolled(hash: number, weight: number, leaving: number, entering: number): number {
  return (Math.imul(hash, FACTOR) + entering - Math.imul(leaving, weight)) | 0;
}

export function bitOf(hash: number, shift: number): number {
  return Math.imul(hash, SPREAD) >>> shift;
}
