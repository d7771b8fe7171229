/** On a GitHub runner every value is made known to it, before anything can print one. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { EXECUTABLE, type Ran, runExecutable, runProcess } from "../support/run.js";

const RUNNER = { GITHUB_ACTIONS: "true" } as const;
const INPUT = `a: ${arn("token")}\nb: ${arn("json")}:port\nc: ${arn("pem")}\nd: x\${${arn("odd")} | urlencode}\n`;
const MASKS = [
  "::add-mask::tok_123",
  "::add-mask::5432",
  "::add-mask::-----BEGIN-----",
  "::add-mask::abc%25def",
  "::add-mask::-----END-----",
  "::add-mask::p%2540ss",
  "::add-mask::p@ss",
];
let folder: string;
let secrets: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  secrets = join(folder, "secrets.yaml");
  const pem = JSON.stringify("-----BEGIN-----\r\nabc%def\r\n-----END-----\n");
  writeFileSync(
    secrets,
    `${arn("token")}: tok_123\n${arn("json")}: { port: 5432 }\n${arn("pem")}: ${pem}\n${arn("odd")}: p@ss\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function resolve(args: readonly string[], env: Readonly<Record<string, string>> = RUNNER): Promise<Ran> {
  return runExecutable(["--secrets-file", secrets, ...args], { input: INPUT, env });
}

test("resolve and exec register every value, line by line, on stderr, in the escapes of workflow commands", async () => {
  const { status, stdout, stderr } = await resolve([]);
  expect(status).toBe(0);
  expect(stdout).toContain("a: tok_123\n");
  expect(stderr.trimEnd().split("\n")).toEqual(MASKS);
});

test("they are registered before anything can print them: before the first byte of output, in a file too", async () => {
  const both = join(folder, "both");
  const command = `exec "$0" "$@" >"$BOTH" 2>&1`;
  const args = ["-c", command, process.execPath, EXECUTABLE, "--secrets-file", secrets];
  const env = { ...RUNNER, BOTH: both };
  expect((await runProcess("/bin/sh", args, { input: INPUT, env })).status).toBe(0);
  expect(readFileSync(both, "utf8").split("\n").slice(0, MASKS.length)).toEqual(MASKS);
  const { stderr } = await resolve(["-q", "-o", join(folder, "out.yaml")]);
  expect(stderr.trimEnd().split("\n")).toEqual(MASKS);
});

test.each([
  ["the disk behind stderr is full", "2>/dev/full"],
  ["the reader of stderr has gone", "3<>pipe 2>pipe 3>&-"],
])("where that fails nothing is printed: %s", async (_, redirected) => {
  const command = `mkfifo -m 600 pipe; exec ${redirected}; exec "$0" "$@"`;
  const args = ["-c", command, process.execPath, EXECUTABLE, "--secrets-file", secrets];
  const cwd = mkdtempSync(join(folder, "work-"));
  const ran = await runProcess("/bin/sh", args, { input: INPUT, env: RUNNER, cwd });
  expect(ran).toMatchObject({ status: 3, stdout: "" });
});

test("true, false, null and lines of nothing but brackets are left out, whatever they are the value of", async () => {
  const others = join(folder, "others.yaml");
  const parts = JSON.stringify({ yes: true, no: false, none: null, word: "null" }, undefined, 1);
  writeFileSync(others, `${arn("a")}: "true"\n${arn("b")}: ${JSON.stringify(parts)}\n`);
  const input = `a: ${arn("a")}\nb: ${arn("b")}\nc: ${arn("b")}:yes\nd: ${arn("b")}:word\n`;
  const { stderr } = await runExecutable(["--secrets-file", others], { input, env: RUNNER });
  const lines = ['"yes": true,', '"no": false,', '"none": null,', '"word": "null"'];
  expect(stderr).toBe(lines.map((line) => `::add-mask::${line}\n`).join(""));
});

test.each<[what: string, args: readonly string[], env: Readonly<Record<string, string>>]>([
  ["--no-mask turns it off and", ["--no-mask"], RUNNER],
  ["another place than GitHub", [], { CI: "true" }],
  ["a variable that is empty", [], { GITHUB_ACTIONS: "" }],
])("%s registers nothing", async (_, args, env) => {
  expect((await resolve(args, env)).stderr).toBe("");
});

test("nor does a run that fetches nothing, or comes to nothing", async () => {
  expect((await resolve(["--dry-run"])).stderr).toBe("");
  const failed = await runExecutable(["--secrets-file", secrets], {
    input: `${INPUT}e: ${arn("nope")}\n`,
    env: RUNNER,
  });
  expect(failed.status).toBe(1);
  expect(failed.stderr).not.toContain("add-mask");
});

test("--no-mask turns it off for exec too, which registers before the command runs", async () => {
  const config = join(folder, "config.yaml");
  writeFileSync(config, INPUT);
  const args = (more: readonly string[]) => ["exec", config, "--secrets-file", secrets, ...more, "--"];
  const command = ["sh", "-c", 'grep a: "$1" >&2', "sh", "{}"];
  const ran = await runExecutable([...args([]), ...command], { env: RUNNER });
  expect(ran).toEqual({ status: 0, stdout: "", stderr: `${MASKS.join("\n")}\na: tok_123\n` });
  // What has to tell the runner what to hide is not masked itself.
  const masked = await runExecutable([...args(["--mask"]), ...command], { env: RUNNER });
  expect(masked.stderr).toBe(`${MASKS.join("\n")}\na: ***\n`);
  const unmasked = await runExecutable([...args(["--no-mask"]), ...command], { env: RUNNER });
  expect(unmasked.stderr).toBe("a: tok_123\n");
});
