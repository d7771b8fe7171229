/**
 * Finds which patterns start at one place of a stream: a range of the sorted patterns, which each byte narrows. If a
 * pattern repeats itself, as one of nothing but zeros does, bytes that an earlier attempt has read are not read again.
 */

import type { Patterns } from "./patterns.js";

/** One attempt after the other, from left to right. */
interface Attempts {
  begin(start: number): void;
  /** Reads on until the bytes end. Returns whether a longer pattern could still match. */
  advance(bytes: Uint8Array, from: number): boolean;
  /** The length of the longest pattern that matches so far, 0 if none does. */
  matched(): number;
  /** Keeps what has been read, for later attempts. */
  close(): void;
}

/** From a depth on: the range of patterns that begin alike, and the length of the longest one that has matched before. */
interface Step {
  readonly depth: number;
  readonly low: number;
  readonly high: number;
  readonly matched: number;
}

/** It is cheaper to read fewer bytes again than to look them up. */
const WORTH_KEEPING = 64;

/** For one stream. */
export function attemptsOn(patterns: Patterns): Attempts {
  const { count, lengths, blocks, blockOf, starts } = patterns;
  const repeats = repeatsIn(patterns);
  let start = 0;
  /** How many bytes from `start` on have been read. */
  let depth = 0;
  /** The range of patterns that begin with these bytes and are longer. It is empty when the attempt is over. */
  let low = 0;
  let high = 0;
  let matched = 0;
  /** A pattern that begins with the bytes that were read. */
  let witness = 0;
  /** The ranges so far: the first `shared` ones of the farthest attempt, then its own. */
  let shared = 0;
  let steps: Step[] = [];
  /** The attempt that has read farthest. */
  const farthest = { start: 0, end: 0, witness: 0, trail: [{ depth: 0, low: 0, high: count, matched: 0 }] };

  const byteAt = (pattern: number): number =>
    (blocks[blockOf[pattern] as number] as Uint8Array)[(starts[pattern] as number) + depth] as number;
  /** The first pattern in the range whose next byte is not below `byte`. All of them have a next byte. */
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
  /** Reads on for the only pattern that is left. */
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
      if (known >= WORTH_KEEPING) {
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
      if (depth < WORTH_KEEPING || end < farthest.end) return;
      if (farthest.trail.length > shared) farthest.trail.length = shared;
      for (const step of steps) farthest.trail.push(step);
      farthest.start = start;
      farthest.end = end;
      farthest.witness = witness;
    },
  };
}

/**
 * For each offset of a pattern: how many bytes from there on equal those at its start (the Z algorithm, Gusfield). Cached
 * for the last pattern, because a pattern that repeats itself is asked for again and again.
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
