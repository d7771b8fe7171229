/** Files that become something else between being found and being read, and sizes around the limit and the buffer. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkScopeOf } from "../../../src/io/link-scope.js";
import { readRegularFile } from "../../../src/io/read-file.js";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  writeFileSync(join(directory, "inside"), "inside");
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a link that is turned elsewhere after the first look is not read", () => {
  const path = join(directory, "link");
  symlinkSync("inside", path);
  const scope = linkScopeOf(directory);
  expect(String(readRegularFile(path, 99, { link: scope }))).toBe("inside");
  const contains = (real: string) => {
    const answer = scope.contains(real);
    unlinkSync(path);
    symlinkSync("/proc/self/environ", path);
    return answer;
  };
  expect(readRegularFile(path, 99, { link: { ...scope, contains } })).toEqual({ kind: "outside" });
});

test("a file that has become a link or a pipe is neither followed nor waited for", () => {
  const path = join(directory, "was-a-file");
  symlinkSync("/dev/zero", path);
  expect(() => readRegularFile(path, 99, {})).toThrow("ELOOP");
  unlinkSync(path);
  execFileSync("mkfifo", [path]);
  expect(readRegularFile(path, 99, {})).toHaveLength(0);
  expect(readRegularFile(path, 99)).toEqual({ kind: "irregular", what: "a pipe" });
});

test.each([0, 1, 65_535, 65_536, 65_537, 300_000])("a file of %i bytes", (size) => {
  const path = join(directory, "sized");
  const bytes = Buffer.from(Array.from({ length: size }, (_, at) => at % 251));
  writeFileSync(path, bytes);
  for (const found of [undefined, {}]) {
    const read = readRegularFile(path, Math.max(size, 1), found);
    expect(Buffer.isBuffer(read) && read.equals(bytes)).toBe(true);
    if (size > 1)
      expect(readRegularFile(path, size - 1, found)).toEqual({ kind: "too-large", limit: size - 1 });
  }
});

test.runIf(process.platform === "linux")("a file that does not say how long it is", () => {
  const whole = readFileSync("/proc/self/mountinfo");
  expect(String(readRegularFile("/proc/self/mountinfo", 1_000_000))).toBe(String(whole));
});
