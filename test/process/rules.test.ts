/** The rules of `.arnsubst.yaml` as the commands act on them, and the flags that take their place. */

import { mkdirSync, rmSync } from "node:fs";
import { expect } from "vitest";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

const test = base
  .extend("directory", ({ directory }) => {
    mkdirSync(directory.at(".git"));
    const rules = ["allow-regions: [eu-west-1]", "exclude: [legacy]", "literal-keys: [conn]"];
    directory.write(".arnsubst.yaml", rules.join("\n"));
    directory.write("legacy/old.yaml", "a: arn:aws:secretsmanager:::secret:x");
    directory.write("a.yaml", `password: ${ARN}\n`);
    directory.write("conn.yaml", `conn: ${ARN}\n`);
    return directory;
  })
  .extend(
    "run",
    ({ inProcess }) =>
      (...args: readonly string[]) =>
        inProcess(args),
  );

test("check holds to them, in directories without what is excluded", async ({ run }) => {
  const { status, stdout } = await run("check", ".");
  expect(status).toBe(1);
  expect(stdout).toContain("a.yaml:1:11 error region-not-allowed:");
  expect(stdout).toContain("1 reference, 1 ARN kept: 1 error");
});

test("a flag takes the place of the file's list", async ({ run }) => {
  expect((await run("check", ".", "--allow-region", "us-west-2")).status).toBe(0);
  expect((await run("check", ".", "--allow-region", "sa-east-1", "--allow-region", "us-west-2")).status).toBe(
    0,
  );
});

test("--no-ignore: no comment silences a finding", async ({ directory, run }) => {
  directory.write("ignored.yaml", `password: ${ARN}  # arnsubst: ignore region-not-allowed\n`);
  expect(await run("check", "ignored.yaml")).toMatchObject({ status: 0 });
  expect(await run("check", "ignored.yaml", "--no-ignore")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("ignored.yaml:1:11 error region-not-allowed:"),
  });
});

test("a wrong value of a flag is told as the file's would be", async ({ run }) => {
  const { status, stderr } = await run("check", ".", "--allow-account", "12345");
  expect(status).toBe(2);
  expect(stderr).toContain('the account id "12345" has 5 digits');
});

test("a file that is named is never left out", async ({ run }) => {
  expect((await run("check", "legacy/old.yaml")).stdout).toContain(" error arn-region:");
  expect((await run("check", "legacy")).stderr).toContain("or .arnsubst.yaml excludes them all");
});

test("no pattern of exclude hangs", async ({ directory, inProcess }) => {
  directory.write(`long/${"a".repeat(250)}.yaml`, `password: ${ARN}\n`);
  const checked = (pattern: string) => {
    directory.write("long/.arnsubst.yaml", `exclude:\n  - "${pattern}"\n`);
    return inProcess(["check", "."], { cwd: directory.at("long") });
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
});

test("keys count in resolve and list, the allow rules do not", async ({ directory, run }) => {
  directory.write("secrets.yml", "prod/db: pw\n");
  const resolved = await run("resolve", "a.yaml", "conn.yaml", "--secrets-file", "secrets.yml");
  expect(resolved).toEqual({ status: 0, stdout: `password: pw\n---\nconn: ${ARN}\n`, stderr: "" });
  expect((await run("list", "conn.yaml")).stdout).toContain("(config literal-keys: conn)");
});

test("a config file whose name is not quite right does not seem to count", async ({
  directory,
  run,
  inProcess,
}) => {
  directory.write("misnamed/a.yaml", `password: ${ARN}\n`);
  directory.write("misnamed/.arnsubst.yml", "allow-regions: [eu-west-1]\n");
  // That of the directory above counts.
  const below = await inProcess(["check", "."], { cwd: directory.at("misnamed") });
  expect(below.stdout).toContain("region-not-allowed");
  rmSync(directory.at(".arnsubst.yaml"));
  mkdirSync(directory.at(".arnsubst.yml"));
  expect((await run("check", "-")).status).toBe(0);
  rmSync(directory.at(".arnsubst.yml"), { recursive: true });
  directory.write(".arnsubst.yml", "allow-regions: [eu-west-1]\n");
  const { status, stdout, stderr } = await run("check", "-");
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "arnsubst: .arnsubst.yml: arnsubst does not read this file\n  = the name of the config file is .arnsubst.yaml; rename this one\n",
  });
});
