/** The command of `exec`: what it gets of us, and why it may not be started. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { testWith } from "../support/exec.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const test = testWith(["p@ss: #1", "tok_123"]).extend(
  "printed",
  ({ exec }) =>
    async (...args: readonly string[]): Promise<string> => {
      const { status, stdout, stderr } = await exec(args);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return stdout.toString();
    },
);

test("no argument of the command contains a value", async ({ printed }) => {
  const said = await printed(
    "config.yaml",
    "--",
    "sh",
    "-c",
    `tr '\\0' '\\n' </proc/$$/cmdline; tr '\\0' '\\n' </proc/$PPID/cmdline`,
    "sh",
    "{}",
  );
  expect(said).toContain("config.yaml");
  expect(said).not.toMatch(/p@ss|tok_123/);
});

describe("the command", () => {
  test("has standard input, and what looks like our options", async ({ printed }) => {
    expect(await printed("config.yaml", "--", "cat")).toBe("from stdin\n");
    const said = await printed(
      "config.yaml",
      "-q",
      "--",
      "echo",
      "--mask",
      "-q",
      "--",
      "--help",
      "x{}",
      "{x}",
    );
    expect(said).toBe("--mask -q -- --help x{} {x}\n");
    // Global options may stand first.
    expect(
      (await runProcess(process.execPath, [EXECUTABLE, "-qv", "exec", "-", "--", "echo", "-v"])).stdout,
    ).toBe("-v\n");
  });

  test("has an empty input where the config came from there", async ({ directory }) => {
    const input = `v: ${arn("value1")}\n`;
    const args = [
      EXECUTABLE,
      "exec",
      "--secrets-file",
      "secrets.yaml",
      "-",
      "--",
      "sh",
      "-c",
      'cat; basename "$1"; cat "$1"',
      "sh",
      "{}",
    ];
    const ran = await runProcess(process.execPath, args, { input, cwd: directory.path });
    expect(ran).toEqual({ status: 0, stdout: "stdin.yaml\nv: tok_123\n", stderr: "" });
  });

  test("has the environment, and nothing of what we have set on the way", async ({ exec }) => {
    const { stdout } = await exec(["config.yaml", "--", "env"], { MINE: "x", ARNSUBST_FILE: "old" });
    const names = stdout
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => line.split("=")[0]);
    expect(names.filter((name) => !/^(?:PWD|SHLVL|_)$/.test(name ?? "")).sort()).toEqual([
      "ARNSUBST_DIR",
      "ARNSUBST_FILE",
      "MINE",
      "PATH",
    ]);
    expect(stdout.toString()).not.toContain("old");
  });

  test.for([0, 1, 2, 3, 42, 255])("its status %i is ours", async (status, { exec }) => {
    const ran = await exec(["config.yaml", "--", "sh", "-c", `exit ${status}`]);
    expect(ran).toMatchObject({ status, stderr: "" });
  });

  test.for<[what: string, args: readonly string[], status: number, said: RegExp]>([
    ["none", ["config.yaml"], 2, /^arnsubst: exec needs a command after --/],
    ["none behind --", ["config.yaml", "--"], 2, /^arnsubst: exec needs a command after --/],
    ["no file", ["--", "touch", "ran"], 2, /missing required argument 'files'/],
    [
      "a file beyond the last",
      ["config.yaml", "--", "touch", "ran", "{1}"],
      2,
      /\{1\}: the last file is \{0\}/,
    ],
    ["standard input twice", ["-", "-", "--", "touch", "ran"], 2, /- is named twice/],
    ["a missing file", ["nope.yaml", "--", "touch", "ran"], 2, /nope\.yaml: no such file/],
    ["a reference that fails", ["config.yaml", "wrong.yaml", "--", "touch", "ran"], 1, /secret-not-found/],
    [
      "not there",
      ["config.yaml", "--", "no-such-command"],
      127,
      /^arnsubst: no-such-command: command not found/,
    ],
    ["a directory", ["config.yaml", "--", "./sub"], 126, /^arnsubst: \.\/sub: cannot be started \(EACCES\)/],
    [
      "too much for a process",
      ["config.yaml", "--env", "BIG=big.yaml:v", "big.yaml", "--", "touch", "ran"],
      126,
      /cannot be started \(E2BIG\)/,
    ],
  ])("is not started: %s", async ([_, args, status, said], { directory, start }) => {
    mkdirSync(directory.at("sub"), { recursive: true });
    writeFileSync(directory.at("wrong.yaml"), `a: ${arn("nope")}\n`);
    writeFileSync(directory.at("big.yaml"), `v: "${"x".repeat(200_000)}"\n`);
    const running = start(args);
    const ran = await running.ended;
    expect(ran.status).toBe(status);
    expect(ran.stderr).toMatch(said);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(directory.at("ran"))).toBe(false);
    expect(running.directories()).toEqual([]);
  });
});
