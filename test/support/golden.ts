/** Compares with a file beside the input. A missing one fails; `UPDATE_GOLDEN=1 npm test` writes them. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

export function expectGolden(actual: string, path: string): void {
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, actual);
  expect(existsSync(path), `${path} is missing: look at the output, then write it with UPDATE_GOLDEN=1`).toBe(
    true,
  );
  expect(actual).toBe(readFileSync(path, "utf8"));
}
