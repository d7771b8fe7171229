/** A run that replaces nothing because every ARN is kept says so, for nobody is to start a pipeline with an ARN for its password. */

import { expect, test } from "vitest";
import { arn } from "../support/arns.js";
import { runExecutable, runInProcess } from "../support/run.js";

const KEPT = `db:\n  secret_arn: ${arn("a")}\n  b: !Sub ${arn("b")}\n`;
const SAID =
  /^arnsubst: no reference was found, and 2 ARNs were kept: 1 for key secret_arn \(<stdin>:2:15\), 1 for tag !Sub \(<stdin>:3:11\)\n {2}= /;
const resolve = (input: string, ...args: readonly string[]) =>
  runInProcess(["resolve", "-", "--secrets-file", "fixtures/secrets.yaml", ...args], { input });

test("resolve says how many, why and where", async () => {
  const { status, stdout, stderr } = await resolve(KEPT);
  expect({ status, stdout }).toEqual({ status: 0, stdout: KEPT });
  expect(stderr).toMatch(SAID);
});

test("so does exec", async () => {
  const { status, stdout, stderr } = await runExecutable(["exec", "-", "--", "cat", "{}"], { input: KEPT });
  expect({ status, stdout }).toEqual({ status: 0, stdout: KEPT });
  expect(stderr).toMatch(SAID);
});

test.each([
  ["with -q", KEPT, "-q"],
  ["where something is replaced", `${KEPT}c: ${arn("prod/token")}\n`],
  ["without an ARN", "a: b\n"],
])("nothing is said %s", async (_, input, ...args) => {
  expect(await resolve(input, ...args)).toMatchObject({ status: 0, stderr: "" });
});
