/**
 * Texts that are not to be seen → what puts `***` in their place in a stream of bytes, wherever the stream is cut into
 * chunks. Overlapping texts make one `***`, so that no end of either is left. The automaton is Aho and Corasick's:
 * each byte is looked at once, however many texts there are.
 */

/** One for each stream. */
export interface Mask {
  /** All that can be given out by now: the rest could still become one of the texts. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was kept back. */
  end(): Uint8Array;
}

interface Automaton {
  next(state: number, byte: number): number;
  /** How many bytes of a text stand before here; as much has to be kept back. */
  depth(state: number): number;
  /** The longest of the texts that ends here, 0 where none does. */
  ending(state: number): number;
}

/** Bytes from `start` to `end` of the stream that make way for one `***`, which may have been given out already. */
interface Run {
  start: number;
  end: number;
  told: boolean;
}

const STARS = new TextEncoder().encode("***");

/** A mask for each of several streams. */
export function masksFor(texts: Iterable<string>): () => Mask {
  const encoder = new TextEncoder();
  const patterns = Array.from(new Set(texts), (text) => encoder.encode(text)).filter(({ length }) => length);
  const automaton = automatonOf(patterns);
  return () => maskWith(automaton);
}

function maskWith({ next, depth, ending }: Automaton): Mask {
  let state = 0;
  let held = new Uint8Array();
  /** Where in the stream the held bytes start. */
  let base = 0;
  let runs: Run[] = [];

  const cover = (run: Run) => {
    for (let last = runs.at(-1); last !== undefined && last.end > run.start; last = runs.at(-1)) {
      run.start = Math.min(run.start, last.start);
      run.told ||= last.told;
      runs.pop();
    }
    runs.push(run);
  };
  /** Gives out what stands before the limit: no text that is still to come starts there. */
  const release = (limit: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    let at = base;
    const before = (end: number) => {
      if (end > at) parts.push(held.subarray(at - base, end - base));
      at = Math.max(at, end);
    };
    const certain = runs.filter(({ start }) => start <= limit);
    for (const { start, end, told } of certain) {
      if (!told) {
        before(start);
        parts.push(STARS);
      }
      at = Math.max(at, end);
    }
    before(limit);
    runs = runs.filter(({ end }) => end > limit);
    for (const run of certain) run.told = true;
    held = held.slice(at - base);
    base = at;
    return joined(parts);
  };

  return {
    push(chunk) {
      const seen = base + held.length;
      held = joined([held, chunk]);
      for (let index = 0; index < chunk.length; index += 1) {
        state = next(state, chunk[index] as number);
        const length = ending(state);
        const end = seen + index + 1;
        if (length > 0) cover({ start: end - length, end, told: false });
      }
      return release(base + held.length - depth(state));
    },
    end: () => release(base + held.length),
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

/** States this near to the start are where an ordinary stream is; their ways on are looked up once. */
const SHALLOW = 3;

/** Typed arrays and no objects: secrets can be thousands, and 64 KB each. */
function automatonOf(patterns: readonly Uint8Array[]): Automaton {
  const most = patterns.reduce((sum, { length }) => sum + length, 1);
  const bytes = new Uint8Array(most);
  const [firsts, siblings, fails] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  const [depths, endings] = [new Int32Array(most), new Int32Array(most)];
  let count = 1;

  const child = (state: number, byte: number): number => {
    let found = firsts[state] as number;
    while (found !== 0 && bytes[found] !== byte) found = siblings[found] as number;
    return found;
  };
  const add = (state: number, byte: number): number => {
    const made = count;
    count += 1;
    bytes[made] = byte;
    depths[made] = (depths[state] as number) + 1;
    siblings[made] = firsts[state] as number;
    firsts[state] = made;
    return made;
  };
  /** The longest beginning of a text that the bytes up to here end with, this one byte further. */
  const step = (from: number, byte: number): number => {
    let state = from;
    for (;;) {
      const found = child(state, byte);
      if (found !== 0 || state === 0) return found;
      state = fails[state] as number;
    }
  };

  for (const pattern of patterns) {
    let state = 0;
    for (const byte of pattern) state = child(state, byte) || add(state, byte);
    endings[state] = pattern.length;
  }
  // Level by level, because a state falls back on one that is nearer to the start.
  let level: readonly number[] = [0];
  while (level.length > 0) {
    const below: number[] = [];
    for (const state of level) {
      for (let each = firsts[state] as number; each !== 0; each = siblings[each] as number) {
        if (state !== 0) fails[each] = step(fails[state] as number, bytes[each] as number);
        endings[each] ||= endings[fails[each] as number] as number;
        below.push(each);
      }
    }
    level = below;
  }

  const rows = new Map<number, Int32Array>();
  const rowOf = (state: number): Int32Array => {
    const row = rows.get(state) ?? Int32Array.from({ length: 256 }, (_, byte) => step(state, byte));
    rows.set(state, row);
    return row;
  };
  return {
    next: (state, byte) =>
      (depths[state] as number) < SHALLOW ? (rowOf(state)[byte] as number) : step(state, byte),
    depth: (state) => depths[state] as number,
    ending: (state) => endings[state] as number,
  };
}
