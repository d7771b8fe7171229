/**
 * Texts that are not to be seen → what puts `***` in their place in a stream of bytes, wherever the stream is cut into
 * chunks. Overlapping texts make one `***`, so that no end of either is left. A rolling hash finds the few places where
 * one of the texts could start; from there on bytes are compared.
 */

import { attemptsOn } from "./mask/attempt.js";
import { bitOf, hashAt, type Passage, type Patterns, patternsOf, rolled, weightOf } from "./mask/patterns.js";

/** One for each stream. */
export interface Mask {
  /** All that can be given out by now: the rest could still become one of the texts. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was kept back. */
  end(): Uint8Array;
}

/** Bytes from `start` to `end` of the stream that make way for one `***`, which may have been given out already. */
interface Run {
  readonly start: number;
  end: number;
  told: boolean;
}

const STARS = new TextEncoder().encode("***");

/** A mask for each of several streams. A bare text is hidden as a whole. */
export function masksFor(texts: Iterable<string | Passage>): () => Mask {
  const patterns = patternsOf(passagesOf(texts));
  return () => maskWith(patterns);
}

function* passagesOf(texts: Iterable<string | Passage>): Iterable<Passage> {
  for (const text of texts)
    yield typeof text === "string" ? { text, spans: [{ start: 0, end: text.length }] } : text;
}

function maskWith(patterns: Patterns): Mask {
  const search = searchFor(patterns);
  let held: Uint8Array = new Uint8Array();
  /** Where in the stream the held bytes start, and what of it has been given out or hidden. */
  let [base, given] = [0, 0];
  let runs: Run[] = [];

  const cover = (start: number, end: number) => {
    const last = runs.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else runs.push({ start, end, told: false });
  };
  /** Gives out what stands before the limit: no text that is still to come starts there. */
  const release = (limit: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    const before = (end: number) => {
      if (end > given) parts.push(held.slice(given - base, end - base));
      given = Math.max(given, end);
    };
    for (const run of runs) {
      if (!run.told) {
        before(run.start);
        parts.push(STARS);
        run.told = true;
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
  };
}

/**
 * Looks through the bytes, the first of which has that place in the stream, and covers what is to be hidden. Comes back
 * with the place before which all is settled, and is to be called with the bytes from there on, and more of them.
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
  /** Whether an attempt is at the place that the search came back with. */
  let open = false;

  return (bytes, base, last, cover) => {
    let at = 0;
    /** Whether what could stand there needs more bytes. */
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
    // Too few bytes for a text, and maybe the first ones of one.
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
