/**
 * Which patterns could start at one place of a stream, byte after byte: a range of them that becomes narrower. What an
 * earlier attempt has read is not read again where a pattern repeats itself, as one of nothing but zeros does.
 */

import type { Patterns } from "./patterns.js";

/** One attempt after the other, at places further and further on. */
export interface Attempts {
  begin(start: number): void;
  /** Reads on, as far as there are bytes: whether a longer pattern could still stand there. */
  advance(bytes: Uint8Array, from: number): boolean;
  /** The length of the longest pattern that stands there, 0 where there is none so far. */
  matched(): number;
  /** Keeps what has been read, for the attempts that come after it. */
  close(): void;
}

/** A range of patterns that begin alike, and the longest one before them that has matched by then, from a depth on. */
interface Step {
  readonly depth: number;
  readonly low: number;
  readonly high: number;
  readonly matched: number;
}

/** Reading as few bytes anew is cheaper than knowing them. */
const WORTH_KNOWING = 64;

/** For one stream. */
export function attemptsOn(patterns: Patterns): Attempts {
  const { count, lengths, blocks, blockOf, starts } = patterns;
  const repeats = repeatsIn(patterns);
  let start = 0;
  /** How many bytes from there on have been read. */
  let depth = 0;
  /** The patterns that begin with them, but for those that end there. None is left where the attempt is over. */
  let low = 0;
  let high = 0;
  let matched = 0;
  /** One of the patterns that begin with the bytes that were read. */
  let witness = 0;
  /** The ranges on the way: so many of the farthest attempt's, and those of its own. */
  let shared = 0;
  let steps: Step[] = [];
  /** The one that has read farthest. */
  const farthest = { start: 0, end: 0, witness: 0, trail: [{ depth: 0, low: 0, high: count, matched: 0 }] };

  const byteAt = (pattern: number): number =>
    (blocks[blockOf[pattern] as number] as Uint8Array)[(starts[pattern] as number) + depth] as number;
  /** The first in the range whose byte is not below. All of them are longer. */
  const firstFrom = (byte: number): number => {
    let from = low;
    let to = high;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (byteAt(middle) < byte) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const narrow = (first: number, end: number) => {
    low = first;
    high = end;
    steps.push({ depth, low, high, matched });
  };
  const follow = (byte: number) => {
    const alike = byteAt(low) === byte && byteAt(high - 1) === byte;
    const first = alike ? low : firstFrom(byte);
    const end = alike ? high : firstFrom(byte + 1);
    if (first === end) {
      low = high;
      return;
    }
    if (depth >= (lengths[witness] as number) || byteAt(witness) !== byte) witness = first;
    depth += 1;
    if (!alike) narrow(first, end);
  };
  /** The same for the only pattern that is left. */
  const followAlone = (bytes: Uint8Array, from: number) => {
    const block = blocks[blockOf[low] as number] as Uint8Array;
    const first = starts[low] as number;
    const most = Math.min(lengths[low] as number, bytes.length - from);
    let at = depth;
    while (at < most && block[first + at] === bytes[from + at]) at += 1;
    if (at > depth) witness = low;
    depth = at;
    if (at < most) low = high;
  };

  return {
    begin(place) {
      start = place;
      depth = 0;
      witness = 0;
      shared = 1;
      const known = farthest.end - place;
      if (known >= WORTH_KNOWING) {
        witness = farthest.witness;
        const alike = repeats(witness, farthest.end - farthest.start)[place - farthest.start] as number;
        depth = Math.min(known, alike);
        shared = farthest.trail.length;
        while ((farthest.trail[shared - 1] as Step).depth > depth) shared -= 1;
      }
      ({ low, high, matched } = farthest.trail[shared - 1] as Step);
      if (steps.length > 0) steps = [];
    },

    advance(bytes, from) {
      while (low < high) {
        if (lengths[low] === depth) {
          matched = depth;
          narrow(low + 1, high);
        } else if (from + depth === bytes.length) return true;
        else if (high - low === 1) followAlone(bytes, from);
        else follow(bytes[from + depth] as number);
      }
      return false;
    },

    matched: () => matched,

    close() {
      const end = start + depth;
      if (depth < WORTH_KNOWING || end < farthest.end) return;
      if (farthest.trail.length > shared) farthest.trail.length = shared;
      for (const step of steps) farthest.trail.push(step);
      farthest.start = start;
      farthest.end = end;
      farthest.witness = witness;
    },
  };
}

/**
 * How many bytes from a place in a pattern on are those that it begins with, for each place (the Z algorithm, Gusfield).
 * Kept for the last pattern: it is one that repeats itself for which they are asked again and again.
 */
function repeatsIn({ blocks, blockOf, starts, lengths }: Patterns) {
  let kept = { pattern: -1, repeats: new Uint32Array() };
  return (pattern: number, depth: number): Uint32Array => {
    if (kept.pattern === pattern && kept.repeats.length >= depth) return kept.repeats;
    const start = starts[pattern] as number;
    const length = Math.min(lengths[pattern] as number, 2 * depth);
    const bytes = (blocks[blockOf[pattern] as number] as Uint8Array).subarray(start, start + length);
    kept = { pattern, repeats: repeatsOf(bytes) };
    return kept.repeats;
  };
}

function repeatsOf(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const repeats = new Uint32Array(bytes.length);
  let [from, to] = [0, 0];
  for (let at = 1; at < bytes.length; at += 1) {
    let same = at < to ? Math.min(to - at, repeats[at - from] as number) : 0;
    while (at + same < bytes.length && bytes[same] === bytes[at + same]) same += 1;
    repeats[at] = same;
    if (at + same > to) [from, to] = [at, at + same];
  }
  return repeats;
}
