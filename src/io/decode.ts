/** Decodes bytes as a source. Bytes that are not UTF-8 are marked; their encoding is not guessed. */

import { isUtf8 } from "node:buffer";
import type { Source } from "../core/text/source.js";

/** The decoder puts it where bytes are not UTF-8. A text without one was all UTF-8. */
const REPLACEMENT = "\uFFFD";

export function sourceOf(name: string, bytes: Buffer): Source {
  const text = bytes.toString("utf8");
  if (!text.includes(REPLACEMENT) || isUtf8(bytes)) return { name, text };
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? true : bytes[0] === 0xfe && bytes[1] === 0xff;
  const at = bytes.toString("utf8", 0, firstWrongByte(bytes)).length;
  return { name, text, malformed: { at, encoding: utf16 ? "UTF-16" : "unknown" } };
}

const FEW = 8;

/** Where the bytes stop being UTF-8. Halving the rest takes as long as reading all bytes twice. */
export function firstWrongByte(bytes: Uint8Array): number {
  let right = 0;
  let wrong = bytes.length;
  while (wrong - right > FEW) {
    const middle = between(bytes, (right + wrong) >> 1);
    if (isUtf8(bytes.subarray(right, middle))) right = middle;
    else wrong = middle;
  }
  for (;;) {
    const length = [1, 2, 3, 4].find((each) => isUtf8(bytes.subarray(right, right + each)));
    if (length === undefined || right >= bytes.length) return right;
    right += length;
  }
}

/** The start of the character at this place. A character has at most four bytes. */
function between(bytes: Uint8Array, place: number): number {
  for (let at = place; at > place - 4; at -= 1) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  return place;
}
