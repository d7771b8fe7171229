/** Several texts as one stream. */

import { expect, test } from "vitest";
import { joinDocuments } from "../../src/cli/join-documents.js";

test.each<[texts: readonly string[], expected: string]>([
  [[], ""],
  [["a: 1"], "a: 1"],
  [["", "a: 1", ""], "a: 1"],
  [["a: 1", "b: 2\n"], "a: 1\n---\nb: 2\n"],
  [["a: 1\n", "--- # x\nb: 2\n"], "a: 1\n--- # x\nb: 2\n"],
  [["a: 1\n", "# x\n\n---\nb: 2\n"], "a: 1\n# x\n\n---\nb: 2\n"],
  [["a: 1\n", "%YAML 1.2\n---\nb: 2\n"], "a: 1\n...\n%YAML 1.2\n---\nb: 2\n"],
  [["a: 1\n", "# x\n%YAML 1.2\n---\nb: 2\n"], "a: 1\n...\n# x\n%YAML 1.2\n---\nb: 2\n"],
  [["# c\n", "%YAML 1.1\n---\na: 1\n"], "# c\n%YAML 1.1\n---\na: 1\n"],
  [["a: 1\n", "# only a comment\n"], "a: 1\n# only a comment\n"],
  [["\uFEFFa: 1\n", "\uFEFFb: 2\n"], "\uFEFFa: 1\n---\nb: 2\n"],
])("%j", (texts, expected) => {
  expect(joinDocuments(texts)).toBe(expected);
});
