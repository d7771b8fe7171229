/** What Node has compiled is kept for the next start, where nobody else can put something to be run. */

import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ran, ROOT, runProcess } from "../support/run.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  for (const name of ["bin", "dist/cli", "package.json"])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  // Stands in for that of Node 22.8 and later, which tells where it was asked to keep things.
  const code = `require("node:module").enableCompileCache = (folder) => require("node:fs").writeFileSync("asked", folder);`;
  writeFileSync(join(folder, "later-node.cjs"), code);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(): Promise<Ran> {
  const command = `umask 0; exec "$0" --require ./later-node.cjs bin/arnsubst.js --version`;
  return runProcess("/bin/sh", ["-c", command, process.execPath], { cwd: folder });
}

test("it is kept beside the code, in a folder of one's own whatever the umask", async () => {
  expect(await start()).toMatchObject({ status: 0, stderr: "" });
  const cache = join(folder, "dist/compile-cache");
  expect(readFileSync(join(folder, "asked"), "utf8")).toBe(cache);
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  expect(await start()).toMatchObject({ status: 0, stderr: "" });
});

test("where that cannot be, it is done without", async () => {
  writeFileSync(join(folder, "dist/compile-cache"), "");
  chmodSync(join(folder, "dist"), 0o555);
  expect(await start()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d/), stderr: "" });
  chmodSync(join(folder, "dist"), 0o755);
});
