/** What is different on Windows, as far as it can be seen from elsewhere: its paths, refusals, signals and variables. */

import { once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { fileNamesFor } from "../../src/cli/child/file-names.js";
import { describeStartFailure } from "../../src/cli/child/start-failure.js";
import { readVariables, withVariables } from "../../src/cli/child/variables.js";
import { accessOf } from "../../src/cli/outputs/file-access.js";
import { writeErrorReason } from "../../src/cli/outputs/write-file.js";
import { startChild } from "../../src/io/child.js";
import { pathMatcher } from "../../src/io/path-matcher.js";
import { renameOver } from "../../src/io/rename.js";
import { pathFromRoot } from "../../src/report/check-formats/location.js";

vi.mock("node:path", async (original) => (await original<typeof import("node:path")>()).win32);

describe("paths", () => {
  const cwd = "C:\\work\\repo";

  test.each([
    ["C:\\work\\repo\\generated\\a.yaml", true],
    ["C:\\work\\repo\\charts\\old\\templates\\a.yaml", true],
    ["C:\\work\\repo\\a.yaml", false],
    ["C:\\work\\generated\\a.yaml", false],
    ["C:\\work", false],
    ["D:\\generated\\a.yaml", false],
  ])("patterns have slashes, and %s is left out: %s", async (path, expected) => {
    const leftOut = await pathMatcher(cwd, ["generated/**", "charts/*/templates", "**/generated"]);
    expect(leftOut(path)).toBe(expected);
  });

  test.each([
    ["pipelines\\a b.yaml", "pipelines/a b.yaml"],
    ["C:\\work\\repo\\a.yaml", "a.yaml"],
    ["c:\\WORK\\repo\\a.yaml", "a.yaml"],
    ["..\\a.yaml", undefined],
    ["D:\\a.yaml", undefined],
  ])("%s is %s in a report", (name, expected) => {
    expect(pathFromRoot(name, { cwd, root: cwd })).toBe(expected);
  });

  test("files of exec keep theirs below the working directory", () => {
    const names = ["sub\\a.yaml", "sub/b.yaml", "..\\a.yaml", "D:\\sub\\a.yaml", "<stdin>"];
    const expected = ["sub\\a.yaml", "sub\\b.yaml", "a.yaml", "3\\a.yaml", "stdin.yaml"];
    expect(fileNamesFor(names, cwd)).toEqual(expected);
  });
});

describe("a rename over a file", () => {
  const refusing = (times: number, code: string) => {
    const attempt = vi.fn(async () => {
      if (attempt.mock.calls.length <= times) throw Object.assign(new Error(code), { code });
    });
    return attempt;
  };

  test.each(["EPERM", "EACCES", "EBUSY"])("is made again while %s is the answer", async (code) => {
    const attempt = refusing(2, code);
    await renameOver("a", "b", { platform: "win32", attempt });
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  test.each<[code: string, platform: NodeJS.Platform, times: number]>([
    ["EPERM", "win32", 7],
    ["ENOENT", "win32", 1],
    ["EPERM", "linux", 1],
    ["EPERM", "darwin", 1],
  ])("fails after %s on %s, made %i times", async (code, platform, times) => {
    const attempt = refusing(Number.POSITIVE_INFINITY, code);
    await expect(renameOver("a", "b", { platform, attempt })).rejects.toThrow(code);
    expect(attempt).toHaveBeenCalledTimes(times);
  });
});

test("a file that cannot be replaced is told with the reason that EPERM mostly has there", () => {
  expect(writeErrorReason("C:\\a", "EPERM", "win32")).toBe("EPERM: read-only, or open in another program");
  expect(writeErrorReason("/a", "EPERM", "linux")).toBe("EPERM");
});

test.each([{ mode: 0o440 }, { group: "users" }, { mode: 0o440, group: "users" }])(
  "%j is refused, for files have neither",
  async (flags) => {
    expect(await accessOf(flags, ["a.yaml"], "win32")).toEqual({
      misuse: [
        expect.stringContaining("files on Windows have no mode"),
        expect.stringContaining("leave it out"),
      ],
    });
  },
);

test("a signal that the system does not have is not sent, and ends nothing", async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const none = () => new Uint8Array();
  const mask = () => ({ push: (bytes: Uint8Array) => bytes, end: none, handOver: none });
  const program = 'process.stdin.resume(); console.log("up"); setTimeout(() => {}, 60_000);';
  const masked = { mask, stdout, stderr };
  const child = startChild([process.execPath, "-e", program], { env: process.env, stdin: false, masked });
  await once(stdout, "data");
  child.send("SIGBREAK");
  child.send("SIGTERM");
  expect(await child.ended).toEqual({ kind: "died", signal: "SIGTERM" });
});

test("variables are the same in any case", () => {
  const env = { Path: "C:\\bin", DB_PASSWORD: "old" };
  const values = new Map([["db_password", "new"]]);
  expect(withVariables(env, values, "win32")).toEqual({ Path: "C:\\bin", db_password: "new" });
  expect(withVariables(env, values, "linux")).toEqual({ ...env, db_password: "new" });
  expect(readVariables(["A=x", "a=y"], "win32")).toHaveProperty("misuse");
  expect(readVariables(["A=x", "a=y"], "linux")).toHaveProperty("variables");
});

describe("a command that is not started", () => {
  test.each<[code: string, platform: NodeJS.Platform, status: number, hint: string | undefined]>([
    ["ENOENT", "win32", 127, "cmd /c"],
    ["EINVAL", "win32", 126, "cmd /c"],
    ["EACCES", "win32", 126, undefined],
    ["ENOENT", "linux", 127, "sh -c"],
    ["EINVAL", "linux", 126, undefined],
  ])("%s on %s: status %i, hint %s", (code, platform, status, hint) => {
    const told = describeStartFailure("npm", code, platform);
    expect(told.status).toBe(status);
    if (hint === undefined) expect(told.hint).toBeUndefined();
    else expect(told.hint).toContain(hint);
  });
});
