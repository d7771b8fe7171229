/** What is not YAML, in plain words: the reason, the advice and the place that a person would point at. */

import { expect, test } from "vitest";
import { describe } from "../../../src/core/diagnostics/catalogue.js";
import { check } from "../../../src/index.js";

const TAB = "there is a tab in the indentation";
const COLON = "the value has a colon with a space after it";
const DEEPER = "this line is indented more than the line above it, which already has a value";
const UNALIGNED = "this line is not lined up with any line above it";
const NO_DASH = "this line is in a list but has no dash";
const NO_COLON = "this line is not a key with a value: it has no colon";
const MARKER = "this line is a marker of an unresolved merge conflict";
const TEMPLATE = "this is a template tag";

const ROWS: readonly (readonly [text: string, place: string, reason: string, advice: string])[] = [
  ["a:\n\tb: 1\n", "\t", TAB, "indent-with-spaces"],
  ["a:\n  -\t- b\n", "\t", TAB, "indent-with-spaces"],
  ["a: - - -\n", "-", "a list starts on the line of its key", "list-on-lines"],
  ["a: - b\n", "-", "a list starts on the line of its key", "list-on-lines"],
  // a colon in a value
  ["a: b: c\n", "b: c", COLON, "quote-value"],
  ['a: "b": c\n', '"b": c', COLON, "quote-value"],
  ["a: 'b' : c\n", "'b' : c", COLON, "quote-value"],
  ["- a: b: c\n", "b: c", COLON, "quote-value"],
  ["a: &x b: c\n", "&x b: c", COLON, "quote-value"],
  ["a: Error: no\n  more: x\n", "Error: no", COLON, "quote-value"],
  ["a: {b: c: d}\n", "c: d", COLON, "comma-or-quotes"],
  ["a: [b: c: d]\n", "c: d", COLON, "comma-or-quotes"],
  ["a: {x: 1 y: 2}\n", "1 y: 2", COLON, "comma-or-quotes"],
  // a line that is indented too much
  ["a: b\n  c: d\n", "c: d", DEEPER, "indent-alike"],
  ["a: b\r\n  c: d\r\n", "c: d", DEEPER, "indent-alike"],
  ["a: b\n\n  # why\n  c: d\n", "c: d", DEEPER, "indent-alike"],
  ["a: b\n  more\n  c: d\n", "c: d", DEEPER, "indent-alike"],
  ["a: b\n  c:\n    d: e\n", "c:", DEEPER, "indent-alike"],
  ["a: b\n  - c: d\n", "- c: d", DEEPER, "indent-alike"],
  ["- a: b\n   c: d\n", "c: d", DEEPER, "indent-alike"],
  ['a:\n  b: "x"\n    c: d\n', "c: d", DEEPER, "indent-alike"],
  ['a: "x"\n  y\n', "y", DEEPER, "indent-alike"],
  ["a: 1\n  # why\n  b: 2\n", "b: 2", DEEPER, "indent-alike"],
  // and one that is indented too little, or not at all
  ["a:\n    b: 1\n  c: 2\n", "c: 2", UNALIGNED, "line-up"],
  ["a:\n    - b: 1\n   - c: 2\n", "- c: 2", UNALIGNED, "line-up"],
  ["a:\n  - b\n c: 2\n", "c: 2", UNALIGNED, "line-up"],
  ["a: |\n    x\n  y\nb: 1\n", "y", UNALIGNED, "line-up"],
  [" a: 1\nb: 2\n", "b", "this line is indented less than the first line of the document", "line-up"],
  ["a:\n  - b\n  c\n  - d\n", "c", NO_DASH, "dash-or-indent"],
  ["a:\n  - b: c\n    d: e\n  f: g\n", "f: g", NO_DASH, "dash-or-indent"],
  ["a: 1\n- b\n", "- b", "this list item is among the keys of a mapping", "item-below-key"],
  // a line without a key
  ["a: 1\nb\nc: 2\n", "b", NO_COLON, "add-colon"],
  ["a:\n  host x\n  port: 1\n", "host x", NO_COLON, "add-colon"],
  ["a:\n  b: |\n  text\n", "text", NO_COLON, "add-colon"],
  ["https://x\na: 1\n", "https://x", NO_COLON, "add-colon"],
  ["a:1\nb: 2\n", "a:1", "there is no space after the colon of this key", "space-after-colon"],
  ["a:\n  B=1\n  c: 2\n", "B=1", "this line joins a key and a value with =", "colon-for-equals"],
  ["a:\n  -b\n  -c: 1\n", "-b", "there is no space after the dash of this list item", "space-after-dash"],
  ["<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "<<<<<<< HEAD", MARKER, "resolve-conflict"],
  ["a:\n  b: 0\n=======\n  c: 1\n", "=======", MARKER, "resolve-conflict"],
  ["{% if x %}\na: 1\n{% endif %}\n", "{% if x %}", TEMPLATE, "render-first"],
  ["a: {% x %}\n", "{% x %}", TEMPLATE, "render-first"],
  ["<% if x %>\na: 1\n", "<% if x %>", TEMPLATE, "render-first"],
  // what is opened or closed, and has no counterpart
  ["a: [1, 2\nb: 3\n", "[1, 2", "this [ is never closed", "close-list"],
  ["a: [1, 2\n", "[1, 2", "this [ is never closed", "close-list"],
  ["a: ['[', 2\n", "['[', 2", "this [ is never closed", "close-list"],
  ["a: {x: [1, 2}\n", "[1, 2}", "this [ is never closed", "close-list"],
  ["a: [1]\n---\nb: [[2], 3\n", "[[2], 3", "this [ is never closed", "close-list"],
  ["a: [\n---\n]\n", "[", "this [ is never closed", "close-list"],
  ["a: {x: 1,\n  y: 2\nb: 3\n", "{x: 1,", "this { is never closed", "close-mapping"],
  ['{"a": 1,\n "b": 2\n', '{"a": 1,', "this { is never closed", "close-mapping"],
  ['a: "x\nb: 2\n', '"x', 'this " is never closed', "close-quote"],
  ['a: "x', '"x', 'this " is never closed', "close-quote"],
  ["a: 'x\nb: 2\n", "'x", "this ' is never closed", "close-quote"],
  ["a: [1]]\n", "]", "this ] closes nothing", "drop-closer"],
  ["a: {x: 1}}\n", "}", "this } closes nothing", "drop-closer"],
  // commas
  ['a: ["x" "y"]\n', '"', "a comma is missing before this", "add-comma"],
  ['{"a": 1\n "b": 2}\n', "1", "a comma is missing after this", "add-comma"],
  ["a:\n  - {x: 1\n     y: 2}\n", "1", "a comma is missing after this", "add-comma"],
  ["a: [1,, 2]\n", ",", "there is a comma too many here", "drop-comma"],
  // text around a value
  ['a: "x" y\n', "y", 'there is text after the closing "', "escape-quote-inside"],
  ["a: 'it's'\n", "s'", "there is text after the closing '", "double-quote-inside"],
  ['"a" "b": c\n', '"b": c', 'there is text after the closing "', "escape-quote-inside"],
  ["a: {{ x }}/b\n", "/b", "there is text after the closing }", "quote-all"],
  ["a: [1] b\n", "b", "there is text after the closing ]", "quote-all"],
  ["a: *x y\n", "y", "there is text after a value that has ended", "quote-all"],
  ["{a: 1}\nx\n", "x", "the document has ended above this line", "add-marker-before"],
  ["a: 1\n... b\n", "b", "there is text after ..., which ends a document", "below-marker"],
  ["a: | x\n  b\n", "x", "there is text after | on its line", "text-below"],
  ["a: >x\n  b\n", "x", "there is text after > on its line", "text-below"],
  ["a: |#c\n  x\n", "#c", "this comment has no space before its #", "space-before-comment"],
  ["a: @x\n", "@x", "a text cannot start with @ without quotes", "quote-all"],
  ["a: `x`\n", "`x`", "a text cannot start with ` without quotes", "quote-all"],
  ["a: %x\n", "%x", "a text cannot start with % without quotes", "quote-all"],
  ["cron: * * * * *\n", "* * * * *", "a text cannot start with * without quotes", "quote-all"],
  ["a: & b\n", "& b", "a text cannot start with & without quotes", "quote-all"],
  ['a: "C:\\dir"\n', "\\d", "this is not an escape that YAML knows", "double-backslash"],
  // what few people write
  ["a: !x!\n", "!x!", "the !x! tag has no suffix", ""],
  ['a: !x"y"\n', '"', "this tag or anchor has no space after it", "space-after-tag"],
  ["a: &x &y 1\n", "&y", "a value can have one anchor and one tag, and this is one more", "drop-tag"],
  ["a: &x *y\n", "*y", "an alias cannot have an anchor or a tag", "drop-tag"],
  ["%YAML 1.2\na: 1\n", "a", "there is no line --- after the lines that start with %", "add-marker"],
  ["a: 1\n--- b: 2\n", "b", "a mapping or a list starts on the line of ---", "below-marker"],
  ["a: |\n    \n  x\n", "x", "an empty line before this text has more spaces than the text", "empty-lines"],
];

test.each(ROWS)("%j", (text, place, reason, advice) => {
  const { diagnostics } = check([{ name: "t", text }]);
  const [first] = diagnostics;
  expect(first?.problem).toEqual({ code: "yaml-syntax", reason, ...(advice && { advice }) });
  expect(first && describe(first.problem).hint !== undefined).toBe(advice !== "");
  expect(text.slice(first?.place.start, first?.place.end)).toBe(place);
});
