/** `check --format sarif|github` and `check --output`, as a workflow runs them. */

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ran, ROOT, runExecutable, runProcess } from "../support/run.js";
import { runOf, schemaErrors } from "../support/sarif.js";

const BAD = "arn:aws:secretsmanager:us-west-2:1234:secret:prod/db-AbCdEf";
const SUMMARY = "1 file, 1 reference: 1 error\n";
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(directory, "sub"));
  writeFileSync(join(directory, "sub/a b.yaml"), `pwd: ${BAD}\n`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(args: readonly string[], env: Record<string, string> = {}, cwd = directory): Promise<Ran> {
  return runExecutable(args, { cwd, env });
}

function report(name: string): string {
  return readFileSync(join(directory, name), "utf8");
}

test("--format github", async () => {
  const { status, stdout, stderr } = await run(["check", "sub", "--format", "github", "-q"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(
    /^::error file=sub\/a b\.yaml,line=1,endLine=1,col=39,endColumn=43,title=arn-account::.*\n$/,
  );
});

test("names start at the checkout, wherever the command runs", async () => {
  const args = ["check", "a b.yaml", "--format", "github"];
  const { stdout } = await run(args, { GITHUB_WORKSPACE: directory }, join(directory, "sub"));
  expect(stdout).toMatch(/^::error file=sub\/a b\.yaml,/);
});

describe("--output", () => {
  test("takes the SARIF, and stdout stays empty", async () => {
    const ran = await run(["check", "sub", "--format", "sarif", "-o", "out.sarif"]);
    expect(ran).toEqual({ status: 1, stdout: "", stderr: SUMMARY });
    expect(schemaErrors(report("out.sarif"))).toEqual([]);
    const { tool, results } = runOf(report("out.sarif"));
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(tool.driver.version).toBe(version);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("sub/a%20b.yaml");
  });

  test.each(["pretty", "json", "github"])("takes %s, without colour and as stdout has it", async (format) => {
    const color = { FORCE_COLOR: "" };
    const { stdout } = await run(["check", "sub", "--format", format], color);
    const ran = await run(["check", "sub", "--format", format, "-o", "out", "-q"], color);
    expect(ran).toEqual({ status: 1, stdout: "", stderr: "" });
    expect(report("out")).toBe(stdout.replace(SUMMARY, ""));
  });

  test("an ordinary file, and - is stdout", async () => {
    const command = `umask 022; "$@"`;
    const args = ["-c", command, "sh", process.execPath, join(ROOT, "bin/arnsubst.js"), "check", "sub", "-o"];
    await runProcess("/bin/sh", [...args, "new"], { cwd: directory });
    expect(statSync(join(directory, "new")).mode & 0o777).toBe(0o644);
    chmodSync(join(directory, "new"), 0o664);
    await run(["check", "sub", "-o", "new"]);
    expect(statSync(join(directory, "new")).mode & 0o777).toBe(0o664);
    expect((await run(["check", "sub", "-o", "-"])).stdout).toContain(SUMMARY);
  });

  test("what cannot be written", async () => {
    expect(await run(["check", "sub", "-o", "none/out"])).toEqual({
      status: 3,
      stdout: "",
      stderr: "arnsubst: none/out: cannot be written (there is no directory none)\n  = nothing was changed\n",
    });
    expect((await run(["check", "sub", "-o", "sub"])).status).toBe(3);
  });

  test("an input is not overwritten", async () => {
    const { status, stderr } = await run(["check", "sub", "-o", "sub/../sub/a b.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("would overwrite sub/a b.yaml");
    expect(report("sub/a b.yaml")).toContain(BAD);
  });
});
