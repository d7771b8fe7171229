/** `check --format sarif|github|gitlab|junit` and `check --output`, as a workflow runs them. */

import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { ROOT, runProcess } from "../support/run.js";
import { runOf, schemaErrors } from "../support/sarif.js";
import { test as base } from "../support/test.js";

const BAD = "arn:aws:secretsmanager:us-west-2:1234:secret:prod/db-AbCdEf";
const SUMMARY = "1 file, 1 reference: 1 error\n";

const test = base
  .extend("directory", ({ directory }) => {
    directory.write("sub/a b.yaml", `pwd: ${BAD}\n`);
    return directory;
  })
  .extend("run", ({ inProcess }) => {
    return (args: readonly string[], env: Record<string, string> = {}) => inProcess(args, { env });
  });

test("--format github", async ({ run }) => {
  const { status, stdout, stderr } = await run(["check", "sub", "--format", "github", "-q"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(
    /^::error file=sub\/a b\.yaml,line=1,endLine=1,col=39,endColumn=43,title=arn-account::.*\n$/,
  );
});

test.for([
  ["GITHUB_WORKSPACE", "github", "::error file=sub/a b.yaml,"],
  ["CI_PROJECT_DIR", "gitlab", '"path": "sub/a b.yaml"'],
  ["CI_PROJECT_DIR", "junit", 'name="sub/a b.yaml"'],
] as const)(
  "%s: names start at the checkout in %s, wherever the command runs",
  async ([variable, format, name], { directory, inProcess }) => {
    const { stdout } = await inProcess(["check", "a b.yaml", "--format", format], {
      env: { [variable]: directory.path },
      cwd: directory.at("sub"),
    });
    expect(stdout).toContain(name);
  },
);

test("--format junit has the files without a reference too", async ({ directory, run }) => {
  directory.write("sub/none.yaml", "a: 1\n");
  const { status, stdout } = await run(["check", "sub", "--format", "junit"]);
  expect(status).toBe(1);
  expect(stdout).toContain('tests="2" failures="1"');
  expect(stdout).toContain('name="sub/none.yaml"></testcase>');
});

describe("--output", () => {
  test("takes the SARIF, and stdout stays empty", async ({ directory, run }) => {
    const ran = await run(["check", "sub", "--format", "sarif", "-o", "out.sarif"]);
    expect(ran).toEqual({ status: 1, stdout: "", stderr: SUMMARY });
    expect(schemaErrors(directory.read("out.sarif"))).toEqual([]);
    const { tool, results } = runOf(directory.read("out.sarif"));
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(tool.driver.version).toBe(version);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("sub/a%20b.yaml");
  });

  test.for(["pretty", "json", "github", "gitlab", "junit"])(
    "takes %s, without colour and as stdout has it",
    async (format, { directory, run }) => {
      const color = { FORCE_COLOR: "" };
      const { stdout } = await run(["check", "sub", "--format", format], color);
      const ran = await run(["check", "sub", "--format", format, "-o", "out", "-q"], color);
      expect(ran).toEqual({ status: 1, stdout: "", stderr: "" });
      expect(directory.read("out")).toBe(stdout.replace(SUMMARY, ""));
    },
  );

  test("an ordinary file, and - is stdout", async ({ directory, run }) => {
    const command = `umask 022; "$@"`;
    const args = ["-c", command, "sh", process.execPath, join(ROOT, "bin/arnsubst.js"), "check", "sub", "-o"];
    await runProcess("/bin/sh", [...args, "new"], { cwd: directory.path });
    expect(statSync(directory.at("new")).mode & 0o777).toBe(0o644);
    chmodSync(directory.at("new"), 0o664);
    await run(["check", "sub", "-o", "new"]);
    expect(statSync(directory.at("new")).mode & 0o777).toBe(0o664);
    expect((await run(["check", "sub", "-o", "-"])).stdout).toContain(SUMMARY);
  });

  test("what cannot be written", async ({ run }) => {
    expect(await run(["check", "sub", "-o", "none/out"])).toEqual({
      status: 3,
      stdout: "",
      stderr: "arnsubst: none/out: cannot be written (there is no directory none)\n  = nothing was changed\n",
    });
    expect((await run(["check", "sub", "-o", "sub"])).status).toBe(3);
  });

  test("an input is not overwritten", async ({ directory, run }) => {
    const { status, stderr } = await run(["check", "sub", "-o", "sub/../sub/a b.yaml"]);
    expect(status).toBe(2);
    expect(stderr).toContain("would overwrite sub/a b.yaml");
    expect(directory.read("sub/a b.yaml")).toContain(BAD);
  });
});
