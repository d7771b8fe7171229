/** A mask as it would be written without a thought for time: what the real one is held against. */

import type { Mask } from "../../src/core/edits/mask.js";

/** What each chunk lets out, and then the end; each byte as a character. */
export function tokens(mask: Mask, chunks: readonly Uint8Array[]): readonly string[] {
  const out = chunks.map((chunk) => Buffer.from(mask.push(chunk)).toString("latin1"));
  return [...out, Buffer.from(mask.end()).toString("latin1")];
}

/** Every place of every text, overlapping ones together, each run as `***`; each byte as a character. */
export function plainly(texts: readonly string[], bytes: Buffer): string {
  const stream = bytes.toString("latin1");
  const places = texts.flatMap((text) => {
    const wanted = Buffer.from(text).toString("latin1");
    const starts: number[] = [];
    if (wanted === "") return [];
    for (let at = stream.indexOf(wanted); at >= 0; at = stream.indexOf(wanted, at + 1)) starts.push(at);
    return starts.map((start) => ({ start, end: start + wanted.length }));
  });
  const runs: { start: number; end: number }[] = [];
  for (const place of places.sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last !== undefined && place.start < last.end) last.end = Math.max(last.end, place.end);
    else runs.push({ ...place });
  }
  let at = 0;
  const out = runs.map(({ start, end }) => {
    const before = stream.slice(at, start);
    at = end;
    return `${before}***`;
  });
  return out.join("") + stream.slice(at);
}

/** The bytes between each two of the places. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const at = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}
