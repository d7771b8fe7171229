/** What YAML is read as: the same behind a BOM, and no deeper than it may be. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scanScalars } from "../../../src/core/yaml/scan.js";
import { check } from "../../../src/index.js";
import { FIXTURES } from "../../support/fixtures.js";
import { ARN } from "../../support/resolve-with.js";
import { ROOT } from "../../support/run.js";

function scanned(text: string) {
  return scanScalars({ name: "t.yaml", text });
}

describe("behind a BOM everything is as it is without one", () => {
  test.each([
    "- name: x\n  k: v\n",
    "- - a\n  - b\n",
    "-   k: v\n    z: y\n",
    "- ? k\n  : v\n  z: q\n",
    "  k: v\n  z: y\n",
    "# c\n- a: 1\n  b: 2\n",
    "---\n- a: 1\n  b: 2\n",
    "%YAML 1.2\n---\n- a: 1\n  b: 2\n",
    "{a: 1,\n b: [2]}\n",
    "|\n  x\n",
    "",
    ...FIXTURES.map((path) => readFileSync(join(ROOT, path), "utf8")).filter(
      (text) => !text.startsWith("\uFEFF"),
    ),
  ])("%#", (text) => {
    const moved = scanned(`\uFEFF${text}`);
    const { scalars, errors } = scanned(text);
    expect(moved.errors.map(({ start, reason }) => [start, reason])).toEqual(
      errors.map(({ start, reason }) => [start + 1, reason]),
    );
    expect(moved.scalars.map(({ span, path, value, place }) => [span.start, path, value, place])).toEqual(
      scalars.map(({ span, path, value, place }) => [span.start + 1, path, value, place]),
    );
  });
});

test.each([
  ["a: \uFEFF\nb: c\n", ["\uFEFF", "c"]],
  ["[\uFEFF, b]\n", ["\uFEFF", "b"]],
  ["- : \uFEFF\r\n", ["\uFEFF"]],
  ["a: \uFEFF", ["\uFEFF"]],
  ["a: b\n...\n\uFEFFc: d\n", ["b", "d"]],
])("one that is a value is no BOM: %j", (text, values) => {
  const { scalars, errors } = scanned(text);
  expect(errors).toEqual([]);
  expect(scalars.filter(({ role }) => role === "value").map(({ value }) => value)).toEqual(values);
});

describe("what YAML 1.2 forbids is read where PyYAML and its kind read it", () => {
  const valuesOf = (text: string) =>
    scanned(text)
      .scalars.filter(({ role }) => role === "value")
      .map(({ value }) => value);

  test.each([
    ["a: [\nx,\ny\n]\nb: z\n", ["x", "y", "z"], "x,"],
    ["p:\n  a: [\n  x\n  ]\nb: z\n", ["x", "z"], "x"],
    ["- {\nk: x,\nl: y\n}\n- z\n", ["x", "y", "z"], "k: x,"],
    ["a: '{\n}'\nb: z\n", ["{ }", "z"], "}'"],
    ['a: "x\n\n#y"\nb: z\n', ["x\n#y", "z"], '#y"'],
    ["a: {\n# c\nk: 'x\ny'}\nb: z\n", ["x y", "z"], "k: 'x"],
    ["a: {\r\nk: x\r\n}\r\n", ["x"], "k: x"],
    ["a: {\n\tk: x\n}\n", ["x"], "k: x"],
    ["a: [x]#c\nb: z\n", ["x", "z"], "#c"],
    ["a: 'x'#c\nb: z\n", ["x", "z"], "#c"],
    ["a: [x,#c\n  z]\n", ["x", "z"], "#c"],
    ["\uFEFFa: [\nx\n]\n", ["x"], "x"],
  ])("%j", (text, values, place) => {
    const { errors, violations } = scanned(text);
    expect(errors).toEqual([]);
    expect(valuesOf(text)).toEqual(values);
    expect(violations.map(({ start, end }) => text.slice(start, end))).toEqual([place]);
  });

  test.each([
    "a: {\n  k: x\n}\n",
    "[\nx\n]\n",
    "a:\n  'x\n   y'\n",
    "a: x#c\n",
    "a: [x] #c\n",
    "a: {b: 'x'\n#c\n }\n",
  ])("without a word where it is YAML, or where everybody takes it: %j", (text) =>
    expect(scanned(text)).toMatchObject({ errors: [], violations: [] }),
  );

  test.each([
    ["a: 'x\nb: y\n", "Quoted scalar must end with a '", "'x"],
    ["a: 'it is\nb: don't\n", "Quoted scalar must end with a '", "'it is"],
    ["a: [x\nb: y\nc: z\n", "Flow sequence must end with a ]", "b: y"],
    ['a: {\nk: x\n}\nb: "y\nc: z\n', 'Quoted scalar must end with a "', '"y'],
    ["a: {\nk: x\n}\nb: y: z\n", "Nested mappings are not allowed in compact mappings", "y"],
    ["a: [\n- x\n]\n", "Block collections are not allowed within flow collections", "- x\n"],
    ["a: [\n---\n]\n", "Flow sequence must end with a ]", "---"],
    ["a: |#c\n  x\n", "Comments must be separated from other tokens by white space characters", "#c"],
  ])("nobody reads %j, and the reason is the true one", (text, reason, place) => {
    const [error] = scanned(text).errors;
    expect(error?.reason).toBe(reason);
    expect(text.slice(error?.start, error?.end)).toBe(place);
  });
});

describe("what is nested too deep is told of, and nothing else is lost", () => {
  test.each([
    ["lists that end before the text does", `${"- ".repeat(20_000)}x\nk: ${ARN}\n`],
    ["keys that end before the text does", `${"? ".repeat(20_000)}x\nk: ${ARN}\n`],
    ["brackets", `a: ${"[".repeat(20_000)}${ARN}`],
    ["brackets that are closed", `a: ${"[".repeat(20_000)}${ARN}${"]".repeat(20_000)}\n`],
    [
      "lines",
      `${Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}k:\n`).join("")}${" ".repeat(300)}${ARN}\n`,
    ],
  ])("%s", (_, text) => {
    const { diagnostics, analysis } = check([
      { name: "deep.yaml", text },
      { name: "good.yaml", text: `a: ${ARN}\n` },
    ]);
    expect(diagnostics.map(({ problem }) => problem)).toEqual([
      { code: "yaml-syntax", reason: "it is nested more than 256 levels deep" },
    ]);
    expect(analysis.references).toHaveLength(1);
  });
});
