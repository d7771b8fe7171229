/** Several texts as one stream. */

import { expect, test } from "vitest";
import { joinDocuments } from "../../../../src/cli/outputs/join-documents.js";

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
  [["a: 1\r\n", "\r\n---\r\nb: 2\r\n"], "a: 1\r\n---\r\nb: 2\r\n"],
  [["a: 1\r\n", "# x\r\n---\r\nb: 2\r\n"], "a: 1\r\n# x\r\n---\r\nb: 2\r\n"],
  [["a: 1\r\n", "\r\n", "b: 2\r\n"], "a: 1\r\n---\nb: 2\r\n"],
  [["a: 1\n", "# x\r"], "a: 1\n# x\r"],
  // A blank line more would be one more of a block that keeps them.
  [["a: |+\n  x\n\n", "\n \n"], "a: |+\n  x\n\n"],
  [["a: |+\n  x\n\n", "\n\n# c\n"], "a: |+\n  x\n\n# c\n"],
  [["a: 1", "\n# c\n"], "a: 1\n# c\n"],
  [["a: 1", "\n"], "a: 1"],
  [["a: |+\n  x\n\n", "\n---\nb: 2\n"], "a: |+\n  x\n\n---\nb: 2\n"],
  [["a: |+\r\n  x\r\n", "\r\n---\r\nb: 2\r\n"], "a: |+\r\n  x\r\n---\r\nb: 2\r\n"],
  // What is indented could be its text.
  [["a: |+\n  x\n", "  # c\n"], "a: |+\n  x\n...\n  # c\n"],
  [["a: |+\n  x\n", "  # c\n---\nb: 2\n"], "a: |+\n  x\n...\n  # c\n---\nb: 2\n"],
  [["\n"], "\n"],
  [["\uFEFFa: 1\n", "\uFEFFb: 2\n"], "\uFEFFa: 1\n---\nb: 2\n"],
])("%j", (texts, expected) => {
  expect(joinDocuments(texts)).toBe(expected);
});
