/** The catalogue of diagnostics: a code is one entry and its fixtures, and nothing else. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/core/diagnostics/catalogue.js";
import { DIAGNOSTICS_PAGE, HOMEPAGE } from "../../../src/core/diagnostics/page.js";
import { BAD, codeOf, MENDED, NEAR } from "../../support/fixtures.js";
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

  test("has an example of what to write, or to do, instead", () => {
    expect(MENDED.map(codeOf)).toContain(code);
  });

  test("is made somewhere", () => expect(users).toMatch(new RegExp(`code: .*"${code}"`)));
});

test.each([...BAD, ...NEAR, ...MENDED])("%s is named by a code", (path) => {
  expect(CODES).toContain(codeOf(path));
});

describe.each(ENTRIES)("the words of %s", (_, { title, wrong, why, help }) => {
  test("are sentences", () => {
    expect(title).toMatch(/[^.]$/);
    for (const words of [wrong, why, help]) expect(words).toMatch(/^[`\w].*\.$/);
  });

  test("close what they open in Markdown", () => {
    for (const words of [wrong, why]) expect(words.split("`").length % 2).toBe(1);
  });
});

test("the page of the codes is in the repository of package.json", () => {
  const { homepage } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { homepage: string };
  expect(homepage).toBe(`${HOMEPAGE}#readme`);
  expect(existsSync(join(ROOT, DIAGNOSTICS_PAGE.replace(`${HOMEPAGE}/blob/main/`, "")))).toBe(true);
});

test.each([...families.keys()])("%s is short", (path) => {
  expect(families.get(path)?.split("\n").length).toBeLessThanOrEqual(260);
});
