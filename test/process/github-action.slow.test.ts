/** The GitHub action: what it checks, and the release that it takes, from a server on loopback in GitHub's place. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ActionRun, action, runAction } from "../support/action.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(directory, "a b"));
  writeFileSync(join(directory, "a b/good.yaml"), `pwd: ${ARN}\n`);
  writeFileSync(join(directory, "bad.yaml"), `pwd: ${ARN.replace("123456789012", "1234")}\n`);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A directory for the PATH with this program in it. */
function programs(name: string, script: string): string {
  const fake = join(directory, `with-${name}`);
  mkdirSync(fake, { recursive: true });
  writeFileSync(join(fake, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return fake;
}

describe("what it checks", () => {
  /** A `node` that prints its arguments, one a line. */
  async function argumentsOf(inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const PATH = `${programs("node", 'shift\nprintf "%s\\n" "$@"')}:${process.env["PATH"]}`;
    const { status, stdout, stderr } = await runAction({ inputs, env: { PATH }, cwd: directory });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout.trimEnd().split("\n");
  }

  test("without inputs", async () => {
    expect(action.runs).toMatchObject({ using: "composite", steps: [{ shell: "bash" }] });
    expect(await argumentsOf({})).toEqual(["--format", "github", "--", "."]);
  });

  test("no input is read as a command, a pattern or an option", async () => {
    const inputs = { paths: "a b\n\n-x\n$(touch y)\n", args: "--allow-account 1\n --allow-region;ls $HOME" };
    expect(await argumentsOf(inputs)).toEqual([
      ...["--format", "github", "--allow-account", "1", "--allow-region;ls", "$HOME"],
      ...["--", "a b", "-x", "$(touch y)"],
    ]);
  });

  test("annotates what is wrong, and fails", async () => {
    expect((await runAction({ inputs: { paths: "a b" }, cwd: directory })).status).toBe(0);
    expect(await runAction({ cwd: directory })).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("file=bad.yaml"),
    });
  });
});

describe("a release", () => {
  const PROGRAM = '#!/bin/sh\n[ "$1" = --version ] || echo "released, with ${GH_TOKEN-no token}:" "$@"\n';
  const SHA256 = createHash("sha256").update(PROGRAM).digest("hex");
  const RELEASED = { status: 0, stdout: "released, with no token: check --format github -- .\n" };
  let server: Server;

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      response.statusCode = url === "/v1.2.3/arnsubst-linux-x64" ? 200 : 404;
      response.end(response.statusCode === 200 ? PROGRAM : "");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());

  /** On a runner with a `gh` that prints its arguments and ends with this status; built, `node` says so. */
  function runOnGitHub({ gh = 0, ...run }: Partial<ActionRun> & { readonly gh?: number }) {
    const github = { action_repository: "o/arnsubst", token: "t0ken", ...run.github };
    const node = programs("node", "echo built");
    const PATH = `${programs("gh", `echo gh "$@"; exit ${gh}`)}:${node}:${process.env["PATH"]}`;
    const env = {
      PATH,
      RUNNER_OS: "Linux",
      RUNNER_ARCH: "X64",
      RUNNER_TEMP: join(directory, "temp"),
      ARNSUBST_RELEASES: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...run.env,
    };
    return runAction({ ...run, github, env, cwd: directory });
  }
  const executable = () => join(directory, "temp/arnsubst-1.2.3/arnsubst-linux-x64");

  test("the tag that `uses:` names: its executable, if its attestation is valid", async () => {
    const ran = await runOnGitHub({ github: { action_ref: "v1.2.3" } });
    expect(ran).toEqual({
      ...RELEASED,
      stderr: `gh attestation verify ${executable()} --repo o/arnsubst --signer-workflow o/arnsubst/.github/workflows/release.yml --source-ref refs/tags/v1.2.3\n`,
    });
  });

  test.each(["1.2.3", "v1.2.3"])("the input version: %s", async (version) => {
    const ran = await runOnGitHub({ inputs: { version }, github: { action_ref: "main" } });
    expect(ran).toMatchObject(RELEASED);
  });

  test.each([SHA256, SHA256.toUpperCase()])("the input sha256, without gh: %s", async (sha256) => {
    const ran = await runOnGitHub({ inputs: { version: "1.2.3", sha256 }, gh: 1 });
    expect(ran).toEqual({ ...RELEASED, stderr: "" });
  });

  test.each([
    ["another checksum", { version: "1.2.3", sha256: "0".repeat(64) }, "does not have the checksum"],
    ["a checksum that is a pattern", { version: "1.2.3", sha256: ".*" }, "is not a SHA-256 checksum"],
    ["an attestation that is not valid", { version: "1.2.3" }, "has no valid attestation"],
    ["a version that is a path", { version: "../1.2.3" }, "is not a version"],
  ])("%s: is not run, and nothing is built instead", async (_, inputs, message) => {
    rmSync(executable(), { force: true });
    const { status, stdout, stderr } = await runOnGitHub({ inputs, gh: 1 });
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toMatch(/^::error title=arnsubst::.*: /m);
    expect(stderr).toContain(message);
    expect(existsSync(executable())).toBe(false);
  });

  test.each([
    ["a branch", { github: { action_ref: "main" } }, ""],
    ["a release that is not there", { inputs: { version: "1.2.4" } }, "cannot download"],
    ["another processor", { inputs: { version: "1.2.3" }, env: { RUNNER_ARCH: "ARM" } }, "no executable for"],
  ])("%s: is built", async (_, run, message) => {
    const { status, stdout, stderr } = await runOnGitHub(run);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "built\n" });
    expect(stderr).toMatch(message === "" ? /^$/ : new RegExp(`^::notice title=arnsubst::.*${message}`, "m"));
  });
});
