/**
 * Rows of the table of faults: what goes wrong between here and a value, with the real executable. For each the exit
 * status, what is said and where, what was asked, and that nothing but the whole result ever comes out.
 */

import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { arn } from "./arns.js";
import { AWS_ENV, runExecutable } from "./run.js";
import type { Interceptor, SecretsServer, StoredSecret } from "./secrets-server.js";
import { test } from "./test.js";

export const CANARY = "cAnArY7f3b";
export const [A, B] = [arn("a"), arn("b")];
export const [VALUE_A, VALUE_B] = [
  { ARN: A, Name: "a", SecretString: CANARY },
  { ARN: B, Name: "b", SecretString: CANARY },
];
export const STORED: readonly StoredSecret[] = [
  { arn: A, text: CANARY },
  { arn: B, text: CANARY },
];
export const PAGE = JSON.stringify({ SecretValues: [VALUE_A, VALUE_B] });
export const NOT_FOUND = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};
export const BOTH_MISSING = `2 secrets not fetched: ${A}, ${B}`;

/** `a` stands in lines 1 and 3, `b` in line 2. */
const INPUT = `a: ${A}\nb: ${B}\nagain: ${A}\n`;
const RESOLVED = `a: ${CANARY}\nb: ${CANARY}\nagain: ${CANARY}\n`;

export interface FaultRow {
  readonly what: string;
  readonly stored?: readonly StoredSecret[];
  /** Made anew for each run. */
  readonly intercept?: () => Interceptor;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** 0 if left out: the fault passes. */
  readonly status?: 1 | 3;
  readonly said?: readonly (string | RegExp)[];
  /** BatchGetSecretValue and GetSecretValue. */
  readonly calls: readonly [batches: number, singles: number];
}

/** What -v tells of the requests, which has tests of its own. */
const REQUEST = /^arnsubst: (?:\w+ in [\w-]+: |\d+ requests?, )/;

async function expectRow(row: FaultRow, server: SecretsServer, output: string | undefined): Promise<void> {
  const { what, stored = STORED, intercept, args = [], env = {}, input = INPUT, status = 0, said = [] } = row;
  server.reset(stored, intercept?.());
  const to = output === undefined ? [] : ["-o", output];
  const ran = await runExecutable(["-v", "--endpoint-url", server.url, ...args, ...to], {
    input,
    env: { ...AWS_ENV, ...env },
  });
  expect(ran, what).toMatchObject({ status, stderr: expect.stringMatching(/./) });
  for (const each of said) expect(ran.stderr).toMatch(each);
  if (status === 0 && said.length === 0) {
    const said = ran.stderr.trimEnd().split("\n");
    const [plan, ...others] = said.filter((line) => !REQUEST.test(line));
    expect(plan).toMatch(/^arnsubst: the plan is /);
    expect(others).toEqual(
      output === undefined ? [] : [expect.stringMatching(/^resolved .* in \d+ calls? → /)],
    );
  }
  const written = output !== undefined && existsSync(output) ? readFileSync(output, "utf8") : "";
  expect({ stdout: ran.stdout, written }).toEqual({
    stdout: status === 0 && output === undefined ? RESOLVED : "",
    written: status === 0 && output !== undefined ? RESOLVED : "",
  });
  expect(ran.stderr.toLowerCase()).not.toContain(CANARY.toLowerCase().slice(0, 6));
  const count = (operation: string) => server.calls.filter((call) => call.operation === operation).length;
  expect([count("BatchGetSecretValue"), count("GetSecretValue")]).toEqual(row.calls);
}

/** Each row is a test; it runs twice, to stdout and to a file. */
export function testFaults(rows: readonly FaultRow[]): void {
  test.for(rows.map((row) => [row.what, row] as const))("%s", async ([_, row], { directory, server }) => {
    await expectRow(row, server, undefined);
    await expectRow(row, server, directory.at("out.yaml"));
  });
}
