/** A bug of ours is told of by its place in `src/`, though what runs is a bundle; and not by its message. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT, runExecutable } from "../support/run.js";

test("the place names a line of the source", async () => {
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  const invalid = join(directory, "broken.cjs");
  writeFileSync(invalid, "process.cwd = () => ({ toString: () => 'cAnArY7f3b' });");
  const { status, stdout, stderr } = await runExecutable(["check", "fixtures"], {
    node: ["--require", invalid],
  });
  rmSync(directory, { recursive: true });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  const [, file = "", line, column] =
    /^arnsubst: a bug in arnsubst: TypeError ERR_INVALID_ARG_TYPE at (src\/\S+\.ts):(\d+):(\d+)\n/.exec(
      stderr,
    ) ?? [];
  const text = readFileSync(join(ROOT, file), "utf8").split("\n")[Number(line) - 1] ?? "";
  expect(text.slice(Number(column) - 1)).toMatch(/^resolve\(/);
  expect(stderr).not.toContain("cAnArY");
});
