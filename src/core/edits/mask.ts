/**
 * Replaces texts by `***` in a stream of bytes, wherever the stream is cut into chunks. Texts that overlap become one
 * `***`, so that no end of either stays visible. A rolling hash finds the few places where a text could start; from there
 * on the bytes are compared.
 */

import { attemptsOn } from "./mask/attempt.js";
import { bitOf, hashAt, type Passage, type Patterns, patternsOf, rolled, weightOf } from "./mask/patterns.js";

/** One for each stream. */
export interface Mask {
  /** Returns the bytes that are settled. The rest is held back, because it could become one of the texts. */
  push(chunk: Uint8Array): Uint8Array;
  /** Returns the bytes that were held back. */
  end(): Uint8Array;
  /** Returns what another mask of the same stream goes on with. */
  handOver(): HandedOver;
}

/** The end of a stream so far, in which a text could still go on. */
export interface HandedOver {
  readonly bytes: Uint8Array;
  /** How many of the first bytes a `***` has replaced already. */
  readonly hidden: number;
}

/** Bytes from `start` to `end` of the stream that one `***` replaces. */
interface Run {
  readonly start: number;
  end: number;
  /** Whether the `***` has been returned already. */
  masked: boolean;
}

const STARS = new TextEncoder().encode("***");

const NOTHING: HandedOver = { bytes: new Uint8Array(), hidden: 0 };

/** Makes one mask for each of several streams. A stream can have begun with another mask. */
export type MaskMaker = (before?: HandedOver) => Mask;

export function masksFor(passages: Iterable<Passage>): MaskMaker {
  const patterns = patternsOf(passages);
  return (before = NOTHING) => maskWith(patterns, before);
}

function maskWith(patterns: Patterns, { bytes, hidden }: HandedOver): Mask {
  const search = searchFor(patterns);
  let held = bytes;
  /** Offsets in the stream: where the held bytes start, and up to where bytes have been returned or masked. */
  let [base, given] = [0, hidden];
  let runs: Run[] = hidden === 0 ? [] : [{ start: 0, end: hidden, masked: true }];

  const cover = (start: number, end: number) => {
    const last = runs.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else runs.push({ start, end, masked: false });
  };
  /** Returns what stands before the limit. No text that is still unfinished starts there. */
  const release = (limit: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    const before = (end: number) => {
      if (end > given) parts.push(held.slice(given - base, end - base));
      given = Math.max(given, end);
    };
    for (const run of runs) {
      if (!run.masked) {
        before(run.start);
        parts.push(STARS);
        run.masked = true;
      }
      given = Math.max(given, run.end);
    }
    before(limit);
    runs = runs.filter(({ end }) => end > limit);
    held = held.slice(limit - base);
    base = limit;
    return joined(parts);
  };

  return {
    push(chunk) {
      held = joined([held, chunk]);
      return release(search(held, base, false, cover));
    },
    end: () => release(search(held, base, true, cover)),
    handOver: () => ({ bytes: held, hidden: Math.max(0, given - base) }),
  };
}

/**
 * Searches bytes and calls `cover` for each text. `base` is the offset in the stream of the first byte. Returns the
 * offset before which all is settled. The next call has to pass the bytes from there on, and more of them.
 */
type Search = (
  bytes: Uint8Array,
  base: number,
  last: boolean,
  cover: (start: number, end: number) => void,
) => number;

function searchFor(patterns: Patterns): Search {
  const { count, head, filter, shift } = patterns;
  const attempts = attemptsOn(patterns);
  const weight = weightOf(head);
  /** Whether an attempt waits at the offset that the last call returned. */
  let open = false;

  return (bytes, base, last, cover) => {
    let at = 0;
    /** Whether the attempt at `at` needs more bytes. */
    const waits = (): boolean => {
      open = attempts.advance(bytes, at) && !last;
      const length = attempts.matched();
      if (length > 0) cover(base + at, base + at + length);
      if (!open) attempts.close();
      return open;
    };
    if (count === 0) return base + bytes.length;
    if (open) {
      if (waits()) return base;
      at = 1;
    }
    if (at + head <= bytes.length) {
      let hash = hashAt(bytes, at, head);
      for (;;) {
        const bit = bitOf(hash, shift);
        if (((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0) {
          attempts.begin(base + at);
          if (waits()) return base + at;
        }
        const entering = at + head;
        if (entering >= bytes.length) break;
        hash = rolled(hash, weight, bytes[at] as number, bytes[entering] as number);
        at += 1;
      }
      at += 1;
    }
    // The rest is too short to hash, but a text can start there.
    for (; !last && at < bytes.length; at += 1) {
      attempts.begin(base + at);
      if (attempts.advance(bytes, at)) break;
    }
    return base + (last ? bytes.length : at);
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
