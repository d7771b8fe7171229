/** Phrases that nobody says: kept out of the pages, of all that the program prints, and of the comments of its source. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES } from "../../src/cli/command-names.js";
import { ROOT, runInProcess } from "../support/run.js";

/** Each with a sentence that it is for, and with one that sounds alike and is fine. A space matches a line break, too. */
const PHRASES: readonly (readonly [phrase: RegExp, caught: string, fine?: string])[] = [
  [/(?<!hello[ -])\bworld\b/, "the world is wrong", "echo hello world"],
  [/\bfolders?\b/, "in a private folder"],
  [/\bblanks?\b(?! lines?\b)/, "blanks around it", "a blank line"],
  [/\bcasing\b/, "in any casing"],
  [/\bsmall letters?\b/, "in small letters"],
  [/\b(?:is|are) told\b(?! apart)/, "the command is told", "they are told apart by their code"],
  [/\bto be had\b/, "credentials are not to be had"],
  [/\b(?:can|could|cannot|may) (?:not )?be had\b/, "a secret that cannot be had"],
  [/\b(?:go|goes|going|went) away\b/, "the files go away with it"],
  [/\b(?:stand|stands|stood) behind\b/, "what stands behind --"],
  [/\bin the midst\b/, "in the midst of a text"],
  [/\bof which\b/, "two files, one of which is new"],
  [/\bfor want of\b/, "at last for want of a connection"],
  [
    /(?<!\b(?:are|is|be|were) )\ball the same\b/,
    "--force writes to it all the same",
    "they are all the same",
  ],
  [/\blacking\b/, "2 lacking"],
  [/\bbeyond need\b/, "1 beyond need"],
  [/\bwhoever\b/, "whoever reads it"],
  [/\bthat serves?\b/, "no credentials that serve"],
  [/(?<!there )\b(?:is|are) no \w+ of\b/, "it is no key of the file", "there is no list of them"],
  [/\bdraws? (?:a|no) (?:warning|note|error)\b/, "it draws a warning"],
  [/\b(?:go|goes) before\b/, "a Deny goes before every Allow"],
  [/\bhand(?:s|ed|ing)? on\b/, "it hands on the signal", "a hands-on page"],
  [/\bby chance\b/, "they meet by chance"],
  [/\bwhat is left\b/, "what is left of it"],
  [/\bas far as\b/, "as far as there are bytes"],
];

const patterns = PHRASES.map(([{ source }]) => new RegExp(source.replaceAll(" ", "\\s+"), "gi"));

/** `file:line: phrase` for each phrase in a text. A phrase may continue on the next line, also in a comment. */
function found(name: string, text: string, firstLine = 1): readonly string[] {
  const flat = text.replaceAll(/\n\s*(?:\*|\/\/|>)?/g, (gap) => " ".repeat(gap.length));
  return patterns.flatMap((pattern) =>
    Array.from(flat.matchAll(pattern), ({ 0: phrase, index }) => {
      const line = firstLine + text.slice(0, index).split("\n").length - 1;
      return `${name}:${line}: ${phrase.replaceAll(/\s+/g, " ")}`;
    }),
  );
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The comments and strings of a source file, with the lines on which they start. */
function wordsOf(path: string): readonly (readonly [text: string, line: number])[] {
  const text = read(path);
  const { program, comments } = parseSync(path, text);
  const spans: { readonly start: number; readonly end: number }[] = [...comments];
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === "string") spans.push(node);
    },
    TemplateElement: (node) => {
      spans.push(node);
    },
  }).visit(program);
  return spans.map(({ start, end }) => [text.slice(start, end), text.slice(0, start).split("\n").length]);
}

test.each(PHRASES.map(([phrase, caught, fine = ""]) => ({ phrase, caught, fine })))(
  "$phrase",
  ({ phrase, caught, fine }) => {
    expect({ caught: phrase.test(caught), fine: phrase.test(fine) }).toEqual({ caught: true, fine: false });
    expect(found("a", caught.replaceAll(" ", "\n * "))).toHaveLength(1);
  },
);

describe("in a page", () => {
  test.each(["README.md", "CHANGELOG.md", ...globSync("docs/**/*.md", { cwd: ROOT }).sort()])(
    "%s",
    (page) => {
      expect(found(page, read(page))).toEqual([]);
    },
  );
});

test("in strings and comments of the source", () => {
  const files = globSync("src/**/*.ts", { cwd: ROOT }).sort();
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((path) => wordsOf(path).flatMap(([text, line]) => found(path, text, line)))).toEqual(
    [],
  );
});

test.each(["", ...COMMAND_NAMES])("in the help: %s", async (name) => {
  const { stdout } = await runInProcess([...(name === "" ? [] : [name]), "--help"]);
  expect(stdout).toContain("Usage:");
  expect(found("--help", stdout)).toEqual([]);
});
