/** What a start has Node load of itself: the parts for a network take longer than all else of a start. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { AWS_ENV, EXECUTABLE, runProcess } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

/** Tells the parts on stderr when the process ends. */
const TELL = `process.on("exit", () => require("node:fs").writeSync(2, "\\n" + process.moduleLoadList.join("\\n")));`;

let directory: string;
let server: SecretsServer;
let before: ReadonlySet<string>;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  writeFileSync(join(directory, "tell.cjs"), TELL);
  writeFileSync(join(directory, "nothing.cjs"), "");
  writeFileSync(join(directory, "a.yaml"), `a: ${arn("a")}\n`);
  writeFileSync(join(directory, "secrets.yaml"), `${arn("a")}: x\n`);
  server = await startSecretsServer();
  server.reset([{ arn: arn("a"), text: "x" }]);
  before = new Set(await loaded("nothing.cjs"));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server.close();
});

async function loaded(...args: readonly string[]): Promise<readonly string[]> {
  const node = ["--require", "./tell.cjs", ...args];
  const { status, stderr } = await runProcess(process.execPath, node, { cwd: directory, env: AWS_ENV });
  expect(status).toBe(0);
  return stderr.split("\n").flatMap((line) => /^NativeModule (.*)$/.exec(line)?.[1] ?? []);
}

async function beyondNode(...args: readonly string[]): Promise<readonly string[]> {
  return (await loaded(EXECUTABLE, ...args)).filter((part) => !before.has(part));
}

test.each([
  [["--version"]],
  [["check", "a.yaml"]],
  [["resolve", "a.yaml", "--secrets-file", "secrets.yaml"]],
])("%j: nothing that speaks to a network", async (args) => {
  const unused =
    /^(?:https?|tls|crypto|zlib|fs\/promises|perf_hooks|worker_threads|internal\/webstreams\/.*)$/;
  expect((await beyondNode(...args)).filter((part) => unused.test(part))).toEqual([]);
});

test("a fetch: nothing that compresses", async () => {
  const parts = await beyondNode("resolve", "a.yaml", "--endpoint-url", server.url);
  expect(parts).toContain("http");
  expect(parts.filter((part) => /^(?:zlib|perf_hooks)$/.test(part))).toEqual([]);
});
