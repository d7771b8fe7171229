/** The entries of a secrets file that are read line by line, held against what the YAML reader makes of the file. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unwrap } from "../../src/core/secrets/redacted.js";
import { type Entry, readLines, readYaml } from "../../src/core/yaml/entries.js";
import { parameterArn } from "../support/arns.js";
import { nearlyYaml } from "../support/nearly-yaml.js";
import { ARN } from "../support/resolve-with.js";
import { ROOT } from "../support/run.js";

const RUNS = Number(process.env["ARNSUBST_RUNS"] ?? 200);

function shown(entries: ReturnType<typeof readYaml>) {
  return "expected" in entries ? entries : entries.map(shownEntry);
}

function shownEntry({ id, start, end, value, list }: Entry) {
  return { id, start, end, value: value && unwrap(value), list: list && unwrap(list) };
}

/** Whether it was read line by line; fails where that gave other entries. */
function isByLine(text: string): boolean {
  const entries = readLines(text);
  if (entries !== undefined) expect(shown(entries), JSON.stringify(text)).toEqual(shown(readYaml(text)));
  return entries !== undefined;
}

describe("without the reader", () => {
  test.each([
    [""],
    ["# c\n\n"],
    ["prod/db: v"],
    ['/prod/db/hosts: [1, true, "x"]\n'],
    [`${parameterArn("/prod/db")}: v`],
    [`${ARN}: v\r\nprod/x: "p@ss: #1" # c\r\n`],
    ["a: 'x'\nb: \"\"\nc: true\nd: 5432\n"],
    ['a: {"k":"v"}\n'],
    ['a: { "k": "p@ss: #1", "n": [1, -2.5, true, null, {}] }\n'],
    ['a: [ "x", {"y": "z\\n"} ]   \n'],
  ])("%j", (text) => expect(isByLine(text)).toBe(true));
});

describe("by the reader", () => {
  test.each([
    ["a:\n  k: v\n"],
    ["a: {k: v}\n"],
    ["a: v\n  w\n"],
    ["a: 'x''y'\n"],
    ['a: "x\\ny"\n'],
    ["a: |\n  x\n"],
    ["a: !!binary AAEC\n"],
    ["a:\n"],
    ["a: ~\n"],
    ["a: é\n"],
    ['"a": v\n'],
    ["a: 1\n---\nb: 2\n"],
    ["- a\n"],
    ["\uFEFFa: v\n"],
    ["a: v\rb: w\n"],
    ["... a: v\n"],
    ['"a:": v\n'],
    ["':': v\n"],
    ['a: \u00a0{"k":1}\n'],
    ["a: \v[1]\n"],
    ['a: {"k":1}\u00a0\n'],
    ["a: [1]\f\n"],
    ['a: {"binary": "AAEC"}\n'],
    ['a: {"k": 1.10}\n'],
    ['a: {"k": 1, "k": 2}\n'],
    ['a: {"k": "\\u00e9"}\n'],
    ['a: {"b": 1, "1": 2}\n'],
    ['a: {"k": "v"} # c\n'],
    ['a: {"k": "v"\n'],
    [`a: ${"[".repeat(300)}${"]".repeat(300)}\n`],
    [`a: {"${"k".repeat(1_100)}": 1}\n`],
  ])("%.60j", (text) => expect(isByLine(text)).toBe(false));

  test("and so are the fixtures'", () => {
    expect(isByLine(readFileSync(join(ROOT, "fixtures/secrets.yaml"), "utf8"))).toBe(false);
  });
});

const word = fc.string({
  unit: fc.constantFrom(..."ab0: #'\"\\{}[],&*!|>-~.@`%\t é\u0085\u2028\u007f"),
  maxLength: 8,
});
const key = fc.oneof(
  fc.constantFrom("prod/db", "/prod/db", ARN, "a.b", "x y", '"a:"', "':'", "... a", '"q"', "'q'", "-", "?"),
  word,
);
const json = fc
  .tuple(
    fc.jsonValue({ stringUnit: fc.constantFrom(...'ab1 :#{"\\\n\t/é\u0085\u2028\u007f😀'.split("")) }),
    fc.nat(2),
  )
  .map(([value, spaces]) => JSON.stringify(value, null, spaces).replaceAll(/\n */g, " ".repeat(spaces)));
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        key,
        fc.constantFrom(": ", ":  ", ":", ": \u00a0", ": \f", ": \v", ": \u3000"),
        fc.oneof(json, word),
      )
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "  ", "# c", " # c", "---", "...", "  more", "\t", "%YAML 1.2"),
  },
);
const file = fc
  .tuple(fc.array(line, { maxLength: 4 }), fc.constantFrom("\n", "\r\n"), fc.constantFrom("", "\n"))
  .map(([lines, end, last]) => lines.join(end) + last);

describe("as the reader has them", () => {
  test("files of entries, and of what is nearly one", () => {
    let known = 0;
    fc.assert(
      fc.property(file, (text) => {
        if (isByLine(text)) known += 1;
      }),
      { numRuns: RUNS },
    );
    expect(known).toBeGreaterThan(RUNS / 50);
  });

  test("YAML of every kind, right and wrong", () => {
    fc.assert(
      fc.property(nearlyYaml, (text) => {
        isByLine(text);
      }),
      { numRuns: RUNS },
    );
  });
});
