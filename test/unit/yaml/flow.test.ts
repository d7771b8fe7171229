/** Which flow collections are told to end on their line, and which are left to a reader. */

import { expect, test } from "vitest";
import { flowEnd } from "../../../src/core/yaml/outline/flow.js";

test.each([
  "[]",
  "{}",
  "[ ]",
  "[a]",
  "[a, b c, -1, ./x, http://x/y]",
  "[a, ]",
  "{a: 1}",
  "{a: 1, \"b\": 'c', d e: ~, }",
  '{resources: {limits: {cpus: "0.5", memory: 50M}}}',
  "[[a], [], {b: [c, {d: e}]}]",
])("%s ends", (text) => {
  expect(flowEnd(text, 0)).toBe(text.length);
  expect(flowEnd(`x ${text} # ]`, 2)).toBe(text.length + 2);
});

test.each([
  "[",
  "[a",
  "[a\n]",
  "[a, , b]",
  "[,]",
  "[a}",
  "{a}",
  "{a: }",
  "{a:1}",
  '{"a":1}',
  "{a: b: c}",
  "[a: b]",
  "[a # b]",
  '["\\"" ]',
  "['it''s']",
  "[*a]",
  "[&a b]",
  "[!t a]",
  "[{{ x }}]",
  "[- a]",
  `${"[".repeat(40)}${"]".repeat(40)}`,
])("%s is for the reader", (text) => {
  expect(flowEnd(text, 0)).toBeUndefined();
});
