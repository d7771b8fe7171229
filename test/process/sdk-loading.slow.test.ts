/**
 * `check`, `list` and a resolve from a file never load the AWS SDK: they run where it is missing, and all packages. A
 * resolve of secrets never loads the client of parameters.
 */

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AWS_ENV, type Ran, ROOT, runProcess } from "../support/run.js";
import { startSecretsServer } from "../support/secrets-server.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const PARAMETER = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";
let directory: string;

/** The package as it is, but for the parts that hold the SDK. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  for (const name of ["bin", "dist", "package.json"])
    cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  for (const part of ["aws", "parameters"]) rmSync(join(directory, `dist/cli/${part}.cjs`));
  mkdirSync(join(directory, "pipelines"));
  writeFileSync(join(directory, "pipelines/a.yaml"), `a: ${ARN}  # arnsubst: resolve\nb: "\${${ARN}:key}"\n`);
  writeFileSync(join(directory, "parameters.yaml"), `a: ${PARAMETER}\n`);
  writeFileSync(join(directory, "secrets.yaml"), `${ARN}: { key: v }\n`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(...args: readonly string[]): Promise<Ran> {
  return runProcess(process.execPath, ["bin/arnsubst.js", ...args], { cwd: directory, env: AWS_ENV });
}

test.each([
  [["check", "pipelines/a.yaml"]],
  [["check", "pipelines", "--format", "json"]],
  [["list", "pipelines/a.yaml"]],
  [["policy", "pipelines/a.yaml"]],
  [["list", "pipelines/a.yaml", "--format", "json"]],
  [["resolve", "--dry-run", "pipelines/a.yaml"]],
  [["resolve", "pipelines/a.yaml", "--secrets-file", "secrets.yaml"]],
  [["check", "parameters.yaml"]],
  [["list", "parameters.yaml"]],
  [["explain", ARN]],
  [["completion", "bash"]],
  [["--version"]],
])("%j runs without the SDK", async (args) => {
  expect(await run(...args)).toMatchObject({ status: 0, stderr: "" });
});

test("a resolve from AWS does not: the SDK really is missing here", async () => {
  const { status, stdout, stderr } = await run("resolve", "pipelines/a.yaml");
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toContain("MODULE_NOT_FOUND");
});

test("a resolve of secrets runs without the client of parameters, and one of parameters does not", async () => {
  cpSync(join(ROOT, "dist/cli/aws.cjs"), join(directory, "dist/cli/aws.cjs"));
  const server = await startSecretsServer();
  server.reset([
    { arn: ARN, text: '{"key":"v"}' },
    { arn: PARAMETER, type: "String", value: "v" },
  ]);
  const url = ["--endpoint-url", server.url];
  expect(await run("resolve", "pipelines/a.yaml", ...url)).toMatchObject({ status: 0, stderr: "" });
  const { status, stderr } = await run("resolve", "parameters.yaml", ...url);
  expect(status).toBe(3);
  expect(stderr).toContain("MODULE_NOT_FOUND");
  await server.close();
});
