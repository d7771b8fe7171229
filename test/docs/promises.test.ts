/** Each promise of docs/output.md about where secrets go has a test of its name in test/process/. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { pageAt } from "../support/pages.js";
import { ROOT } from "../support/run.js";

const { text } = pageAt("docs/output.md");
const [promised = ""] = text.split("\n## What you have to do\n");
const promises = Array.from(promised.matchAll(/\*\*(.*?)\*\*/g), ([, words = ""]) =>
  words.replaceAll("`", "").replace(/\.$/, ""),
);
const tests = globSync("test/process/*.test.ts", { cwd: ROOT })
  .map((path) => readFileSync(join(ROOT, path), "utf8"))
  .join("\n")
  .toLowerCase();

test("there are some", () => expect(promises.length).toBeGreaterThan(20));

test("each list item starts with one, so nothing is promised without a test", () => {
  const items = Array.from(promised.matchAll(/^ *[-*] .*$/gm), ([item]) => item);
  expect(items.filter((item) => !item.startsWith("- **"))).toEqual([]);
  expect(items.length).toBe(promises.length);
});

describe("each has a test of its name", () => {
  test.each(promises)("%s", (words) => {
    expect(tests).toContain(`("${words.toLowerCase()}`);
  });
});
