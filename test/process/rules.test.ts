/** The rules of `.arnsubst.yaml` as the commands act on them, and the flags that take their place. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runExecutable } from "../support/run.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(cwd, "legacy"));
  mkdirSync(join(cwd, ".git"));
  const rules = ["allow-regions: [eu-west-1]", "exclude: [legacy]", "literal-keys: [conn]"];
  writeFileSync(join(cwd, ".arnsubst.yaml"), rules.join("\n"));
  writeFileSync(join(cwd, "legacy", "old.yaml"), "a: arn:aws:secretsmanager:::secret:x");
  writeFileSync(join(cwd, "a.yaml"), `password: ${ARN}\n`);
  writeFileSync(join(cwd, "conn.yaml"), `conn: ${ARN}\n`);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...args: readonly string[]) => runExecutable(args, { cwd });

test("check holds to them, in directories without what is excluded", async () => {
  const { status, stdout } = await run("check", ".");
  expect(status).toBe(1);
  expect(stdout).toContain("a.yaml:1:11 error region-not-allowed:");
  expect(stdout).toContain("1 reference, 1 ARN kept: 1 error");
});

test("a flag takes the place of the file's list", async () => {
  expect((await run("check", ".", "--allow-region", "us-west-2")).status).toBe(0);
  expect((await run("check", ".", "--allow-region", "sa-east-1", "--allow-region", "us-west-2")).status).toBe(
    0,
  );
});

test("a wrong value of a flag is told as the file's would be", async () => {
  const { status, stderr } = await run("check", ".", "--allow-account", "12345");
  expect(status).toBe(2);
  expect(stderr).toContain('the account id "12345" has 5 digits');
});

test("a file that is named is never left out", async () => {
  expect((await run("check", "legacy/old.yaml")).stdout).toContain(" error arn-region:");
  expect((await run("check", "legacy")).stderr).toContain("or .arnsubst.yaml excludes them all");
});

test("no pattern of exclude hangs", async () => {
  const directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  writeFileSync(join(directory, `${"a".repeat(250)}.yaml`), `password: ${ARN}\n`);
  const checked = (pattern: string) => {
    writeFileSync(join(directory, ".arnsubst.yaml"), `exclude:\n  - "${pattern}"\n`);
    return runExecutable(["check", "."], { cwd: directory });
  };
  expect(await checked("*a*a*a*a*c")).toMatchObject({ status: 0, stderr: "" });
  for (const [pattern, place] of [
    ["(a+)+$", "2:6"],
    ["*a*a*a*a*a*c", "2:16"],
    ["+(a|aa)", "2:7"],
    ["x{1..1000}", "2:5"],
  ] as const) {
    const { status, stderr } = await checked(pattern);
    expect({ status, at: stderr.split(": ")[1] }).toEqual({ status: 2, at: `.arnsubst.yaml:${place}` });
  }
  rmSync(directory, { recursive: true });
});

test("keys count in resolve and list, the allow rules do not", async () => {
  writeFileSync(join(cwd, "secrets.yml"), "prod/db: pw\n");
  const resolved = await run("resolve", "a.yaml", "conn.yaml", "--secrets-file", "secrets.yml");
  expect(resolved).toEqual({ status: 0, stdout: `password: pw\n---\nconn: ${ARN}\n`, stderr: "" });
  expect((await run("list", "conn.yaml")).stdout).toContain("(config literal-keys: conn)");
});

test("a config file whose name is not quite right does not seem to count", async () => {
  const directory = join(cwd, "misnamed");
  mkdirSync(directory);
  writeFileSync(join(directory, "a.yaml"), `password: ${ARN}\n`);
  writeFileSync(join(directory, ".arnsubst.yml"), "allow-regions: [eu-west-1]\n");
  // That of the directory above counts.
  expect((await runExecutable(["check", "."], { cwd: directory })).stdout).toContain("region-not-allowed");
  const alone = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(alone, ".arnsubst.yml"));
  expect((await runExecutable(["check", "-"], { cwd: alone })).status).toBe(0);
  rmSync(join(alone, ".arnsubst.yml"), { recursive: true });
  writeFileSync(join(alone, ".arnsubst.yml"), "allow-regions: [eu-west-1]\n");
  const { status, stdout, stderr } = await runExecutable(["check", "-"], { cwd: alone });
  rmSync(alone, { recursive: true });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: "arnsubst: .arnsubst.yml: is not read\n  = a config file is called .arnsubst.yaml; rename it\n",
  });
});
