/** Masks that learn of new values while a stream goes on: what is hidden then, whatever was held back before. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growingMasks } from "../../../../src/cli/child/growing-mask.js";
import { redact } from "../../../../src/core/secrets/redacted.js";

const valuesOf = (texts: readonly string[]) => texts.map((text) => redact({ kind: "text" as const, text }));

/** What comes out of chunks; a list among them is of values that are new from there on. */
function masked(first: readonly string[], steps: readonly (string | readonly string[])[]): string {
  const masks = growingMasks(valuesOf(first));
  const stream = masks.mask();
  const out = steps.map((step) => {
    if (typeof step === "string") return Buffer.from(stream.push(Buffer.from(step))).toString();
    masks.add(valuesOf(step));
    return "";
  });
  return out.join("") + Buffer.from(stream.end()).toString();
}

describe("a value that is added", () => {
  test.each<[what: string, steps: readonly (string | readonly string[])[], expected: string]>([
    ["is hidden from then on", ["hunter33 ", ["hunter33"], "hunter33 hunter22"], "hunter33 *** ***"],
    ["is hidden while its start is held back", ["-hunter", ["hunter33"], "33-"], "-***-"],
    ["does not show an old one that is held back", ["-hunter", ["hunter33"], "22-"], "-***-"],
    ["lets out what was held back and is none", ["-hunter", ["hunter33"], "44-"], "-hunter44-"],
    ["lets out what was held back at the end", ["-hunter", ["hunter33"]], "-hunter"],
    ["is hidden after another, with nothing between", ["hunter", ["hunter33"], ["hunter44"], "44"], "***"],
  ])("%s", (_, steps, expected) => {
    expect(masked(["hunter22"], steps)).toBe(expected);
  });

  test("shows no end of a longer old one", () => {
    expect(masked(["secret", "secret-of-2"], ["-secret", ["another"], "-of-2-another-"])).toBe("-***-***-");
  });

  test("is hidden in all streams, those that come later too", () => {
    const masks = growingMasks([]);
    const before = masks.mask();
    masks.add(valuesOf(["hunter33"]));
    for (const stream of [before, masks.mask()])
      expect(Buffer.from(stream.push(Buffer.from("hunter33\n"))).toString()).toBe("***\n");
  });
});

test("a thousand rotations of the same values and back keep no more than there are", () => {
  const masks = growingMasks(valuesOf(["hunter22"]));
  for (let turn = 0; turn < 1_000; turn += 1) {
    masks.add(valuesOf([turn % 2 === 0 ? "hunter33" : "hunter22"]));
    masks.mask().end();
  }
  const stream = masks.mask();
  expect(Buffer.from(stream.push(Buffer.from("hunter22 hunter33\n"))).toString()).toBe("*** ***\n");
});

describe("by chance", () => {
  /** Each character once, so that it can be seen which of them are hidden. */
  const STREAM = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const part = fc
    .tuple(fc.nat(STREAM.length - 6), fc.integer({ min: 6, max: 20 }))
    .map(([start, length]) => STREAM.slice(start, start + length));
  const parts = fc.array(part, { maxLength: 4 });
  const hiddenBy = (values: readonly string[], text: string) =>
    Array.from(text).filter((letter) => !masked(values, [text]).includes(letter));

  test("old values stay hidden, and of what follows as much as if it had been masked by all from there on", () => {
    fc.assert(
      fc.property(parts, parts, parts, fc.nat(52), fc.nat(52), (first, second, third, one, other) => {
        const [at, then] = [Math.min(one, other), Math.max(one, other)];
        const [start, middle, end] = [STREAM.slice(0, at), STREAM.slice(at, then), STREAM.slice(then)];
        const seen = masked(first, [start, second, middle, third, end]);
        const mustHide = [
          ...hiddenBy(first, STREAM),
          ...hiddenBy([...first, ...second], middle + end),
          ...hiddenBy([...first, ...second, ...third], end),
        ];
        expect(mustHide.filter((letter) => seen.includes(letter))).toEqual([]);
        // And nothing else: what no value has in it is there, in its order.
        const all = hiddenBy([...first, ...second, ...third], STREAM);
        const open = Array.from(STREAM).filter((letter) => !all.includes(letter));
        expect(Array.from(seen.replaceAll("*", "")).filter((letter) => open.includes(letter))).toEqual(open);
      }),
      { numRuns: 100 },
    );
  });
});
