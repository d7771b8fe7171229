/** Where bytes stop being UTF-8: the place is exact, whatever stands before and behind it. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { firstWrongByte, sourceOf } from "../../../src/io/decode.js";

/** As a decoder that stops at each byte sees it. */
function slowly(bytes: Buffer): number {
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((each) => {
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
          bytes.subarray(at, at + each),
        );
      } catch {
        return false;
      }
    });
    if (length === undefined) return at;
    at += length;
  }
  return bytes.length;
}

const text = fc.string({ unit: "binary", maxLength: 40 }).map((each) => Buffer.from(each));
const junk = fc.uint8Array({ maxLength: 12 }).map((each) => Buffer.from(each));

test("as a slow reader finds it", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, junk), { maxLength: 5 }), (parts) => {
      const bytes = Buffer.concat(parts);
      expect(firstWrongByte(bytes)).toBe(slowly(bytes));
    }),
    { numRuns: 2_000 },
  );
});

test.each<[what: string, bytes: readonly (string | number)[], at: number | undefined]>([
  ["a character cut short at the end", ["aé😀", 0xf0, 0x9f, 0x98], 4],
  ["bytes that continue nothing", ["a", 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 1],
  ["a replacement character that is meant", ["a\uFFFDb", 0xff], 3],
  ["nothing but such a one", ["a\uFFFDb"], undefined],
])("%s", (_, parts, at) => {
  const bytes = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))),
  );
  expect(sourceOf("x", bytes).malformed?.at).toBe(at);
});

test("ten megabytes cost what a few looks at them cost", () => {
  const bytes = Buffer.alloc(10_000_000, "é: 1\n");
  bytes[bytes.length - 1] = 0xff;
  let looked = 0;
  const counting = new Proxy(bytes, {
    get(target, key) {
      if (key !== "subarray") return Reflect.get(target, key, target);
      return (start: number, end: number) => {
        looked += end - start;
        return target.subarray(start, end);
      };
    },
  });
  expect(firstWrongByte(counting)).toBe(bytes.length - 1);
  expect(looked).toBeLessThan(2 * bytes.length);
});
