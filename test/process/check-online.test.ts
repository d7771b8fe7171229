/** `check --online`: what AWS says of the secrets, at the places that name them, and never a value. */

import { expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import { failing, on, refusing } from "../support/interceptors.js";
import type { StoredParameter } from "../support/parameter-store.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { denied, type Interceptor, type StoredSecret } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

const CANARY = "cAnArY7f3b";
const STORED: readonly (StoredSecret | StoredParameter)[] = [
  { arn: parameterArn("json"), type: "SecureString", value: JSON.stringify({ key: CANARY }) },
  { arn: parameterArn("list"), type: "StringList", value: `${CANARY},b` },
  { arn: arn("text"), text: CANARY },
  { arn: arn("json"), text: JSON.stringify({ key: CANARY, nested: { deep: CANARY } }) },
  { arn: arn("denied"), error: denied("GetSecretValue") },
  { arn: arn("deleted"), error: { code: "InvalidRequestException", message: "it was marked for deletion." } },
];

const test = base.extend(
  "check",
  ({ server }) =>
    async (input: string, intercept?: Interceptor, ...args: readonly string[]): Promise<Ran> => {
      server.reset(STORED, intercept);
      const ran = await runExecutable(["check", "-", "--online", "--endpoint-url", server.url, ...args], {
        input,
        env: AWS_ENV,
      });
      expect((ran.stdout + ran.stderr).toLowerCase()).not.toContain(CANARY.toLowerCase());
      return ran;
    },
);

test("nothing wrong", async ({ server, check }) => {
  const input = `a: ${arn("text")}\nb: ${arn("json")}:nested.deep\nc: "\${${arn("json")} | fromjson}"\n`;
  expect(await check(input)).toEqual({
    status: 0,
    stdout: "1 file, 3 references: nothing wrong\n",
    stderr: "",
  });
  expect(server.calls).toHaveLength(1);
});

test("everything wrong, offline and online, told together in the order of the file", async ({ check }) => {
  const input = [
    `a: ${arn("nothing")}`,
    `b: ${arn("json")}:nokey`,
    `c: ${arn("text")}:key`,
    `d: ${arn("denied")}`,
    `e: ${arn("db").replace("123456789012", "1")}`,
    `f: ${arn("deleted")}`,
    "",
  ].join("\n");
  const { status, stdout, stderr } = await check(input);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout.match(/^<stdin>:.* error [a-z-]+/gm)).toEqual([
    "<stdin>:1:4 error secret-not-found",
    "<stdin>:2:4 error secret-key-missing",
    "<stdin>:3:4 error secret-not-json",
    "<stdin>:4:4 error secret-denied",
    "<stdin>:5:4 error arn-account",
    "<stdin>:6:4 error secret-deleted",
  ]);
});

test("parameters beside secrets", async ({ server, check }) => {
  const right = [`a: ${parameterArn("json")}::key`, `b: ${parameterArn("list")}`, `c: ${arn("text")}`];
  expect(await check(`${right.join("\n")}\n`)).toMatchObject({ status: 0, stderr: "" });
  expect(server.calls.map(({ operation }) => operation).toSorted()).toEqual([
    "BatchGetSecretValue",
    "GetParameters",
  ]);
  const wrong = [
    `a: ${parameterArn("nothing")}`,
    `b: ${parameterArn("json")}::nokey`,
    `c: ${parameterArn("list")}::[0]`,
    `d: ${parameterArn("json")}:7`,
    `e: ${arn("nothing")}`,
  ];
  const { status, stdout } = await check(`${wrong.join("\n")}\n`);
  expect(status).toBe(1);
  expect(stdout.match(/^<stdin>:.* error [a-z-]+/gm)).toEqual([
    "<stdin>:1:4 error secret-not-found",
    "<stdin>:2:4 error secret-key-missing",
    "<stdin>:3:4 error secret-not-json",
    "<stdin>:4:4 error secret-not-found",
    "<stdin>:5:4 error secret-not-found",
  ]);
});

test("as JSON", async ({ check }) => {
  const { stdout } = await check(`a: ${arn("json")}:nokey\n`, undefined, "--format", "json");
  expect(JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code)).toEqual([
    "secret-key-missing",
  ]);
});

test("a world that is wrong is status 3, and what is wrong offline is still told", async ({ check }) => {
  const input = `a: ${arn("text")}\nb: ${arn("db").replace("123456789012", "1")}\n`;
  const { status, stdout, stderr } = await check(input, failing("ExpiredTokenException", CANARY));
  expect(status).toBe(3);
  expect(stdout).toContain("error arn-account");
  expect(stderr).toContain("the AWS credentials have expired");
});

test("what is not checked is counted by what it is", async ({ check }) => {
  const input = `a: "{{resolve:ssm:/prod/db}}"\nb: "{{resolve:ssm:/prod/db:1}}"\nc: "{{resolve:secretsmanager:db}}"\n`;
  const { status, stdout } = await check(input);
  expect(status).toBe(3);
  expect(stdout).toBe("1 file, 3 references: 1 secret and 1 parameter not checked\n");
});

test("where batches are not allowed it goes on one by one", async ({ check }) => {
  const { status, stderr } = await check(`a: ${arn("text")}\n`, on("BatchGetSecretValue", refusing));
  expect(status).toBe(0);
  expect(stderr).toContain("BatchGetSecretValue is not allowed");
});

test("without --online nobody is asked", async ({ server }) => {
  server.reset(STORED);
  const env = { ...AWS_ENV, AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url };
  const { status } = await runExecutable(["check", "-"], { input: `a: ${arn("nothing")}\n`, env });
  expect(status).toBe(0);
  expect(server.calls).toEqual([]);
});
