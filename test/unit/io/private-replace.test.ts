/** Files of a private directory that are replaced while others read them. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePrivateDirectory, type PrivateDirectory } from "../../../src/io/private-directory.js";

let base: string;
let directory: PrivateDirectory;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  directory = makePrivateDirectory([base]);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (name: string) => join(directory.path, name);

test.each([0o000, 0o177, 0o777])("only their owner can read them, whatever the umask: %o", (umask) => {
  directory.write("sub/a.yaml", "a: 1\n");
  chmodSync(at("sub/a.yaml"), 0o644);
  const before = process.umask(umask);
  directory.replace([{ name: "sub/a.yaml", text: "a: 2\n" }]);
  expect(process.umask(before)).toBe(umask);
  expect(readFileSync(at("sub/a.yaml"), "utf8")).toBe("a: 2\n");
  expect(statSync(at("sub/a.yaml")).mode & 0o777).toBe(0o600);
  expect(readdirSync(at("sub"))).toEqual(["a.yaml"]);
});

test("a name can be as long as the system takes", () => {
  const name = `${"x".repeat(250)}.yaml`;
  directory.write(name, "old");
  directory.replace([{ name, text: "new" }]);
  expect(readFileSync(at(name), "utf8")).toBe("new");
});

test("all of them or none, and no temporary file stays", () => {
  directory.write("a.yaml", "old");
  const files = [
    { name: "a.yaml", text: "new" },
    { name: "gone/b.yaml", text: "new" },
  ];
  expect(() => directory.replace(files)).toThrow(/ENOENT/);
  expect(readFileSync(at("a.yaml"), "utf8")).toBe("old");
  mkdirSync(at("b.yaml"));
  expect(() => directory.replace([{ name: "b.yaml", text: "new" }])).toThrow(/EISDIR|EEXIST|ENOTEMPTY/);
  expect(readdirSync(directory.path).sort()).toEqual(["a.yaml", "b.yaml"]);
});

test("a directory that is gone does not come back", () => {
  directory.write("a.yaml", "old");
  directory.remove();
  expect(() => directory.replace([{ name: "a.yaml", text: "new" }])).toThrow(/ENOENT/);
  expect(readdirSync(base)).toEqual([]);
});

test("who reads in a loop sees the old or the new text, 10,000 times", async () => {
  const [one, other] = ["1".repeat(7_000), "2".repeat(9_000)];
  const path = directory.write("a.yaml", one);
  const program = `
    const { readFileSync } = require("node:fs");
    const seen = {};
    for (let count = 0; count < 10000; count += 1) {
      const text = readFileSync(process.argv[1], "utf8");
      const key = text[0] + "*" + text.length + (text === text[0].repeat(text.length) ? "" : " mixed");
      seen[key] = true;
    }
    process.stdout.write(Object.keys(seen).sort().join());
  `;
  const reader = spawn(process.execPath, ["-e", program, path], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  reader.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const closed = once(reader, "close");
  while (reader.exitCode === null) {
    for (const text of [other, one]) directory.replace([{ name: "a.yaml", text }]);
    await new Promise((done) => setImmediate(done));
  }
  await closed;
  expect(said).toBe("1*7000,2*9000");
});
