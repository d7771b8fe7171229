/** The catalogue of diagnostics: a code is one entry and its fixtures, and nothing else. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/core/diagnostics/catalogue.js";
import { BAD, codeOf, NEAR } from "../../support/fixtures.js";
import { ROOT } from "../../support/run.js";

const ENTRIES = Object.entries(CATALOGUE);
const CODES = Object.keys(CATALOGUE);
const DIRECTORY = "src/core/diagnostics";

function sources(patterns: readonly string[]): ReadonlyMap<string, string> {
  const paths = globSync([...patterns], { cwd: ROOT }).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

const families = sources([`${DIRECTORY}/catalogue/*.ts`]);
const users = [...sources(["src/**/*.ts", `!${DIRECTORY}/**`]).values()].join("\n");

test("there are some codes", () => expect(CODES.length).toBeGreaterThan(50));

describe.each(CODES)("%s", (code) => {
  test("has one entry", () => {
    const key = code.includes("-") ? `"${code}"` : code;
    const entries = [...families.values()].flatMap((text) => text.split(`\n  ${key}: entry`).slice(1));
    expect(entries).toHaveLength(1);
  });

  test("has a fixture that draws it, and one that nearly does", () => {
    expect(BAD.map(codeOf)).toContain(code);
    expect(NEAR.map(codeOf)).toContain(code);
  });

  test("is made somewhere", () => expect(users).toMatch(new RegExp(`code: .*"${code}"`)));
});

test.each([...BAD, ...NEAR])("%s is named by a code", (path) => {
  expect(CODES).toContain(codeOf(path));
});

test("a row of the table says how bad it is", () => {
  const told = ENTRIES.map(([code, { wrong }]) => [
    code,
    /^a (warning|note)[:,] /.exec(wrong)?.[1] ?? "error",
  ]);
  expect(told).toEqual(ENTRIES.map(([code, { severity }]) => [code, severity]));
});

test.each([...families.keys()])("%s is short", (path) => {
  expect(families.get(path)?.split("\n").length).toBeLessThanOrEqual(260);
});
