/** Which lines of a text are read for the sake of the mark `@`, and what is known without reading any. */

import { expect, test } from "vitest";
import { documentsIn } from "../../../src/core/yaml/outline/documents.js";
import { matchesOf } from "../../../src/core/yaml/outline/matches.js";
import { outlineOf } from "../../../src/core/yaml/outline.js";
import { scanRelevant } from "../../../src/core/yaml/relevant.js";
import { scanScalars } from "../../../src/core/yaml/scan.js";
import { withRoom } from "../../support/nearly-yaml.js";
import { comparable } from "../../support/scanned.js";

const PATTERN = /@/;

/** Values known without a reader after `=`, and the lines of each part to be read; of a text without outline `all`. */
function outlineIn(text: string): string | readonly string[] {
  const parts = outlineOf(text, 0, text.length, matchesOf(text, PATTERN));
  if (parts === undefined) return "all";
  return parts.map(({ start, end, path, index, value }) => {
    const where = [...path, ...(index === undefined ? [] : [index])].join(".");
    return value === undefined
      ? `${where}: ${text.slice(start, end)}`
      : `${where} = ${text.slice(value.start, value.end)}`;
  });
}

test.each<[what: string, text: string, outline: string | readonly string[]]>([
  ["values without a mark are not read", "a: b\nc: [d, e]\nf: |\n  g\n", []],
  ["nor is a comment", "# @\na: b\n", []],
  ["a value on its line is known", "a: b@ # c\n", [" = b@"]],
  ["as it is in quotes", "a:\n  b: \"@\"\n  c: '@'\n", ['a = "@"', "a = '@'"]],
  ["behind an anchor", "a: &x @y\nb: &x z@\n", [": a: &x @y\n", " = z@"]],
  ["an item", "a:\n  - b\n  - c@\n", ["a.1 = c@"]],
  ["in the column of its key", "a:\n- b@\nc: d@\n", ["a.0 = b@", " = d@"]],
  ["an entry behind a dash", "- a: b\n  c: d@\n-   e: f@\n", ["0 = d@", "1 = f@"]],
  ["with Windows' line ends", "a:\r\n\r\n  b: c@\r\n", ["a = c@"]],
  ["in the last line", "a:\n  b: c@", ["a = c@"]],

  ["escapes are read", "a: \"@\\n\"\nb: '@''s'\nc: \"d\\n\"\n", [': a: "@\\n"\n', ": b: '@''s'\n"]],
  ["lists on a line", "a: [b, '@']\n", [": a: [b, '@']\n"]],
  ["a block scalar", "a: |\n  b\n\n  @\nc: d\n", [": a: |\n  b\n\n  @\n"]],
  ["with Windows' line ends", "a: |+\r\n  @\r\n\r\nb: c\r\n", [": a: |+\r\n  @\r\n\r\n"]],
  ["a key with a mark, and all below", "a@:\n  b: c\nd: e\n", [": a@:\n  b: c\n"]],
  ["a tag", "a: !t b\nc: d\n", [": a: !t b\n"]],
  ["with a sequence in its column", "a: !t\n- b\nc: d\n", [": a: !t\n- b\n"]],
  ["a value of many lines", "a: b\n  c\nd: e\n", [": a: b\n  c\n"]],
  ["a value below its key", "a:\n  b\nc: d\n", [": a:\n  b\n"]],
  ["with a colon in it", "a:\n  b:c\nd: e\n", [": a:\n  b:c\n"]],
  ["lists of many lines", "a: [\n    b]\nc: d\n", [": a: [\n    b]\n"]],
  ["a dash behind a dash", "- - a\n  - b\n- c\n", ["0: - - a\n  - b\n"]],
  ["a key that is odd", "a: b\n? c\nd: e\n", [": ? c\n"]],
  ["a tab", "a: b\nc:\td\n", [": c:\td\n"]],
  ["a block scalar that says how it is indented", "a: |2\n  b\nc: d\n", [": a: |2\n  b\n"]],
  ["one whose lines leave its column", "a: |\n   b\n  c\nd: e\n", [": a: |\n   b\n  c\n"]],
  ["one that begins with wider blank lines", "a: |\n    \n  b\nd: e\n", [": a: |\n    \n  b\n"]],
  ["a long line", `a: b\nc: ${"d".repeat(9_000)}\n`, [`: c: ${"d".repeat(9_000)}\n`]],
  ["a list that ends in its column", "a: [\n  b\n]\nc: d\n", [": a: [\n  b\n]\n"]],
  ["but no colon in a key", "Fn::Sub: b@\na:b: c\n", [" = b@"]],

  ["no root that is a scalar", "a\n", "all"],
  ["what is indented as nothing before", "a:\n    b: c\n  d: e\n", "all"],
  ["a sequence behind a value", "a: b\n- c\n", "all"],
  ["the value of a key on lines before it", "? a\n: b\n", "all"],
  ["a long key", `a: b\n${"c".repeat(1_001)}: d\n`, "all"],
  ["a list as a key", "a: b\n[c]: d\n", "all"],
  ["a line that a tab begins", "a: b\n\t\nc: d\n", "all"],
  ["a document with content in its first line", "--- a\n", "all"],
])("%s", (_, text, outline) => {
  expect(outlineIn(text)).toEqual(outline);
});

test("documents", () => {
  const starts = (text: string) => documentsIn(text)?.map(({ start }) => start);
  expect(starts("a: b\n---\nc: d\n--- # e\n--- f\n---\t\n---")).toEqual([0, 5, 14, 22, 28, 33]);
  expect(starts("a: b\n---c\n---\u00a0\n ---\n")).toEqual([0]);
  expect(starts("a: b\n...\nc: d\n")).toBeUndefined();
  expect(starts("%YAML 1.2\n---\na: b\n")).toBeUndefined();
  expect(starts("a: b\n%c\n")).toBeUndefined();
});

/** What has shown that a reader sees more than the lines it is given: each was read otherwise once. */
test.each([
  ["a comment that has the value below go on to where it stands", "a:\n#x\n  b\nc: d\n"],
  ["in a sequence", "-\n#-\n e\n-"],
  ["quotes never closed, of which nothing is said", "- ? ''\"\n- a"],
  ["nor in the next document", "- ? ''\"\n---\na: b\n"],
  ["no space behind a document's start", "a\n---\u00a0"],
  ["nor another one", "a:\n  b\n---\u2028\n"],
  ["a document's start behind the head of a block", "- a\n- | ---\n b"],
  ["and one more document", "- | ---\n b\n---\nc\n"],
  ["a list as a later key", "- e: a\n  []:"],
  ["a mapping as a later key", " (: a\n {}:"],
  ["a key of 1025 characters", `a: b\n${"x".repeat(1_025)}: c\n`],
  ["one of 1020, indented, behind one without a value", `- a:\n    b:\n  ${"x".repeat(1_022)}: c\n`],
  ["a key of one character behind many blank lines", `- -\n${"\n".repeat(1_030)}  a: b\nc:\n  d: !t\n`],
  ["in a mapping", `a:\n  b:\n    c:\n${"\n".repeat(1_030)}  d: e\nf: !t g\n`],
  ["a tab in front of the next document", ":\n\t\n---"],
  ["a tab behind a dash", "a: b\n-\tc"],
  ["a tab in the first line of a block", "a: |\n \tb\n  c\nd: e\n"],
  ["a CR by itself", "a: b\rc: d\ne: f\n"],
  ["a CR by itself, behind a dash", "- a\r- b\n"],
  ["a CR by itself, in a comment", "a: b #\rc: d\n"],
  ["a comment in place of a value", "a: #@\nc: d\n"],
  ["a space in front of a colon", "a: b\nc : d@\n"],
  ["escapes in a key", '"\\x61":\n  b: "@"\n'],
  ["an escape that is none", 'a: "\\q"\n'],
  ["a list that begins with a comma", "a: [,b]\n"],
  ["a mapping behind two dashes", "- - a: b@\n"],
  ["300 levels", `${stairs(300)}${" ".repeat(300)}a: b\n`],
  ["300 levels, every second one of them a list", `a:\n${stairs(150, "  ", "- a:")}`],
  ["a BOM in front of a key", "a: b\n\uFEFFc: d\n"],
  [
    "brackets within as many levels as are allowed",
    `${stairs(95)}${" ".repeat(95)}a: ${"[".repeat(200)}${"]".repeat(200)}\n`,
  ],
])("as the reader sees it: %s", (_, text) => {
  for (const whole of [text, withRoom(text)]) {
    const source = { name: "t", text: whole };
    for (const pattern of [/./, PATTERN]) {
      expect(comparable(scanRelevant(source, pattern), pattern)).toEqual(
        comparable(scanScalars(source), pattern),
      );
    }
  }
});

test.each([
  ["behind a key", "a: @WORDS@\n"],
  ["below a key", "a:\n  @WORDS@\n"],
  ["behind a dash", "- @WORDS@\n"],
  ["as a key", "a: b\n@WORDS@: c\n"],
  ["behind a document's start", "--- @WORDS@\n"],
  ["in a comment", "--- # @WORDS@\na: b # @WORDS@\n"],
])("20 MB on one line: %s", (_, text) => {
  const source = { name: "t", text: text.replaceAll("@WORDS@", "x ".repeat(10_000_000)) };
  expect(() => scanRelevant(source, /\u{10FFFF}/u)).not.toThrow();
});

function stairs(levels: number, indent = " ", line = "a:"): string {
  return Array.from({ length: levels }, (_, level) => `${indent.repeat(level)}${line}\n`).join("");
}
