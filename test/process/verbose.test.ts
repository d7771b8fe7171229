/** What -v tells of a fetch: the plan, each request with its time and its id, and what was asked again. */

import { expect } from "vitest";
import { attemptLines } from "../../src/report/fetch-attempts.js";
import { arn, parameterArn } from "../support/arns.js";
import { failing, on, times } from "../support/interceptors.js";
import { AWS_ENV, runExecutable } from "../support/run.js";
import { REQUEST_ID } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

const input = `a: ${arn("a")}\nb: ${arn("b")}::AWSPREVIOUS\n`;

/** The times are left out: they are never the same. */
function told(stderr: string): readonly string[] {
  return stderr
    .trimEnd()
    .replaceAll(/\d+ ms/g, "N ms")
    .split("\n")
    .sort();
}

const test = base.extend("run", ({ server }) => (...args: readonly string[]) => {
  return runExecutable([...args, "--endpoint-url", server.url], { input, env: AWS_ENV });
});

test("the plan, the requests and the sum of them", async ({ server, run }) => {
  server.reset([
    { arn: arn("a"), text: "x" },
    { arn: arn("b"), text: "x", versions: { AWSPREVIOUS: "y" } },
  ]);
  const { status, stderr } = await run("-v");
  expect(status).toBe(0);
  expect(told(stderr)).toEqual([
    "arnsubst: 2 requests, 0 of them failed, in N ms",
    `arnsubst: BatchGetSecretValue in us-west-2: answered after N ms, request ${REQUEST_ID}`,
    `arnsubst: GetSecretValue in us-west-2: answered after N ms, request ${REQUEST_ID}`,
    "arnsubst: the plan is 2 references to 2 secrets: 2 calls (1 × BatchGetSecretValue, 1 × GetSecretValue)",
  ]);
  expect((await run()).stderr).toBe("");
});

test("what is asked again is told each time", async ({ server, run }) => {
  server.reset(
    [
      { arn: arn("a"), text: "x" },
      { arn: arn("b"), text: "x", versions: { AWSPREVIOUS: "y" } },
    ],
    times(1, on("GetSecretValue", failing("ThrottlingException", "slow down"))),
  );
  const { status, stderr } = await run("-v");
  expect(status).toBe(0);
  expect(told(stderr)).toContain(
    `arnsubst: GetSecretValue in us-west-2: ThrottlingException after N ms, request ${REQUEST_ID}`,
  );
  expect(told(stderr)).toContain("arnsubst: 3 requests, 1 of them failed, in N ms");
});

test("the calls for parameters too", async ({ server }) => {
  const [first, second] = [parameterArn("/p/a"), parameterArn("/p/b")];
  server.reset(
    [{ arn: first, type: "String", value: "x" }],
    times(1, failing("ThrottlingException", "slow down")),
  );
  const args = ["-v", "--endpoint-url", server.url];
  const { status, stderr } = await runExecutable(args, {
    input: `a: ${first}\nb: ${second}\n`,
    env: AWS_ENV,
  });
  expect(status).toBe(1);
  expect(told(stderr)).toEqual(
    expect.arrayContaining([
      `arnsubst: GetParameters in us-west-2: ThrottlingException after N ms, request ${REQUEST_ID}`,
      `arnsubst: GetParameters in us-west-2: answered after N ms, request ${REQUEST_ID}`,
      `arnsubst: GetParameter in us-west-2: ParameterNotFound after N ms, request ${REQUEST_ID}`,
      "arnsubst: 3 requests, 2 of them failed, in N ms",
    ]),
  );
});

test("words of the other side are shown where they are no more than an id or a name", () => {
  const attempt = { operation: "GetSecretValue", region: "us-west-2", milliseconds: 1.4 };
  const canary = "p@ss: word\u001b[0m";
  expect(attemptLines([{ ...attempt, requestId: canary, error: canary }], 2)).toEqual([
    "GetSecretValue in us-west-2: (not shown) after 1 ms, request (not shown)",
    "1 request, 1 of them failed, in 2 ms",
  ]);
  expect(attemptLines([], 2)).toEqual([]);
});
