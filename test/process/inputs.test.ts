/** Where texts come from, when that is not what it seems: a standard input that is none, a folder that has gone. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXECUTABLE, type Ran, runProcess } from "../support/run.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function shell(command: string): Promise<Ran> {
  const env = { ARNSUBST: `${process.execPath} ${EXECUTABLE}` };
  return runProcess("sh", ["-c", command], { cwd, env });
}

test.each<[what: string, redirection: string, status: number, said: string]>([
  ["a folder", "< .", 2, "arnsubst: standard input is a folder, not a file\n"],
  ["open for writing only", "0> sink", 3, "arnsubst: standard input: cannot be read (EBADF)\n"],
])("a standard input that is %s is no empty file", async (_, redirection, status, said) => {
  writeFileSync(join(cwd, "out.yaml"), "as it was\n");
  for (const command of ["check -", "list -", "resolve -o out.yaml --force"]) {
    const ran = await shell(`$ARNSUBST ${command} ${redirection}`);
    expect({ command, status: ran.status, stderr: ran.stderr }).toEqual({ command, status, stderr: said });
  }
  expect(readFileSync(join(cwd, "out.yaml"), "utf8")).toBe("as it was\n");
});

test("a file called - is another than standard input", async () => {
  writeFileSync(join(cwd, "-"), "a: 1\n");
  const { stdout } = await shell("echo b: 1 | $ARNSUBST check - ./- ./-");
  expect(stdout).toBe("2 files, 0 references: nothing wrong\n");
});

test("a working folder that is not there any more is told of", async () => {
  writeFileSync(join(cwd, "in.yaml"), "a: 1\n");
  const { status, stderr } = await shell(
    "mkdir gone && cd gone && rmdir ../gone && $ARNSUBST check ../in.yaml",
  );
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: "arnsubst: the working folder is not there any more\n  = go to one that is, with cd\n",
  });
});
