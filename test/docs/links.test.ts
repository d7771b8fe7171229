/** The links of the README and of docs/ lead to files of the repository, and to headings that are there. */

import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { PAGES, type Page } from "../support/pages.js";
import { ROOT } from "../support/run.js";

const byPath = new Map(PAGES.map((page) => [page.path, page]));
const isElsewhere = (link: string) => /^(?:https?|mailto):/.test(link);

describe.each(PAGES.map((page) => [page.path, page] as const))("%s", (_, page) => {
  test.each(page.links.filter((link) => !isElsewhere(link)))("%s", (link) => {
    const { path, anchor } = targetOf(page, link);
    expect(existsSync(join(ROOT, path)), `${path} is there`).toBe(true);
    if (anchor !== undefined) expect(byPath.get(path)?.anchors).toContain(anchor);
  });
});

test("each page of docs/ can be reached from the README", () => {
  const reached = new Set(["README.md"]);
  for (const path of reached) {
    const page = byPath.get(path);
    for (const link of page?.links ?? []) {
      const to = page === undefined || isElsewhere(link) ? "" : targetOf(page, link).path;
      if (byPath.has(to)) reached.add(to);
    }
  }
  expect(PAGES.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
});

function targetOf(page: Page, link: string): { readonly path: string; readonly anchor: string | undefined } {
  const [path = "", anchor] = link.split("#");
  return { path: path === "" ? page.path : posix.join(posix.dirname(page.path), path), anchor };
}
