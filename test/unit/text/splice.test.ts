/** Edits applied to a text. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { type Edit, splice } from "../../../src/core/text/splice.js";

test.each<[text: string, edits: readonly Edit[], expected: string]>([
  ["abc", [], "abc"],
  ["abc", [{ start: 1, end: 2, text: "x" }], "axc"],
  ["abc", [{ start: 3, end: 3, text: "d" }], "abcd"],
  [
    "abc",
    [
      { start: 2, end: 3, text: "" },
      { start: 0, end: 1, text: "__" },
    ],
    "__b",
  ],
  [
    "abc",
    [
      { start: 1, end: 1, text: "1" },
      { start: 1, end: 1, text: "2" },
    ],
    "a12bc",
  ],
])("%j with %j", (text, edits, expected) => {
  expect(splice(text, edits)).toBe(expected);
});

test.each<readonly Edit[][]>([
  [
    [
      { start: 0, end: 2, text: "" },
      { start: 1, end: 3, text: "" },
    ],
  ],
  [[{ start: 2, end: 9, text: "" }]],
  [[{ start: 2, end: 1, text: "" }]],
])("%j is a fault of ours", (edits) => {
  expect(() => splice("abc", edits)).toThrow("overlap or reach outside");
});

test("what is outside the edits stays", () => {
  const tokens = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string(), fc.string()), { maxLength: 20 });
  fc.assert(
    fc.property(tokens, fc.string(), (parts, tail) => {
      let text = "";
      const edits: Edit[] = [];
      for (const [kept, old, fresh] of parts) {
        edits.push({
          start: text.length + kept.length,
          end: text.length + kept.length + old.length,
          text: fresh,
        });
        text += kept + old;
      }
      const expected = parts.map(([kept, , fresh]) => kept + fresh).join("") + tail;
      expect(splice(text + tail, edits.reverse())).toBe(expected);
    }),
  );
});
