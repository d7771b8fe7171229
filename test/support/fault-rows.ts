/**
 * Rows of the table of faults: what goes wrong between here and a value, with the real executable. For each the exit
 * status, what is said and where, what was asked, and that nothing but the whole result ever comes out.
 */

import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { arn, parameterArn } from "./arns.js";
import type { StoredParameter } from "./parameter-store.js";
import { AWS_ENV, runExecutable } from "./run.js";
import type { Interceptor, ReceivedCall, SecretsServer, StoredSecret } from "./secrets-server.js";
import { test } from "./test.js";

export const CANARY = "cAnArY7f3b";

type Value = { readonly ARN: string } & Readonly<Record<string, unknown>>;
type Body = Readonly<Record<string, unknown>>;

/** What the rows of a service are made of. */
export interface Kit {
  /** As messages name the service, in the region of the two. */
  readonly where: string;
  readonly A: string;
  readonly B: string;
  readonly VALUE_A: Value;
  readonly VALUE_B: Value;
  readonly STORED: readonly (StoredSecret | StoredParameter)[];
  /** The one that asks for several, and the one that asks for one. */
  readonly operations: readonly [batch: ReceivedCall["operation"], single: ReceivedCall["operation"]];
  readonly bothMissing: string;
  readonly oneMissing: string;
  readonly variable: string;
  /** The answer for several. */
  page(...values: readonly unknown[]): Body;
  /** The same value as an answer for several and for one. */
  always(value: Value, withText: unknown): Body;
}

export const [A, B] = [arn("a"), arn("b")];
export const [VALUE_A, VALUE_B] = [
  { ARN: A, Name: "a", SecretString: CANARY },
  { ARN: B, Name: "b", SecretString: CANARY },
];

export const SECRETS: Kit = {
  where: "Secrets Manager in us-west-2",
  A,
  B,
  VALUE_A,
  VALUE_B,
  STORED: [
    { arn: A, text: CANARY },
    { arn: B, text: CANARY },
  ],
  operations: ["BatchGetSecretValue", "GetSecretValue"],
  bothMissing: `2 secrets not fetched: ${A}, ${B}`,
  oneMissing: `1 secret not fetched: ${B}`,
  variable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  page: (...values) => ({ SecretValues: values }),
  always: (value, text) => ({ ...value, SecretString: text }),
};

const [P, Q] = [parameterArn("/app/a"), parameterArn("/app/b")];
const parameter = (id: string, Name: string) => {
  return { ARN: id, Name, Type: "SecureString", Value: CANARY, Version: 1 };
};

export const PARAMETERS: Kit = {
  where: "Parameter Store in us-west-2",
  A: P,
  B: Q,
  VALUE_A: parameter(P, "/app/a"),
  VALUE_B: parameter(Q, "/app/b"),
  STORED: [P, Q].map((each) => ({ arn: each, type: "SecureString", value: CANARY })),
  operations: ["GetParameters", "GetParameter"],
  bothMissing: `2 parameters not fetched: ${P}, ${Q}`,
  oneMissing: `1 parameter not fetched: ${Q}`,
  variable: "AWS_ENDPOINT_URL_SSM",
  page: (...values) => ({ Parameters: values, InvalidParameters: [] }),
  always: (value, text) => {
    const one = { ...value, Value: text };
    return { Parameter: one, Parameters: [one], InvalidParameters: [] };
  },
};

export const NOT_FOUND = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};

/** `a` stands in lines 1 and 3, `b` in line 2. */
const inputOf = (kit: Kit) => `a: ${kit.A}\nb: ${kit.B}\nagain: ${kit.A}\n`;
const RESOLVED = `a: ${CANARY}\nb: ${CANARY}\nagain: ${CANARY}\n`;

export interface FaultRow {
  readonly what: string;
  readonly stored?: Kit["STORED"];
  /** Made anew for each run. */
  readonly intercept?: () => Interceptor;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** 0 if left out: the fault passes. */
  readonly status?: 1 | 3;
  readonly said?: readonly (string | RegExp)[];
  /** How many for several, and how many for one. */
  readonly calls: readonly [batches: number, singles: number];
}

/** What -v tells of the requests, which has tests of its own. */
const REQUEST = /^arnsubst: (?:\w+ in [\w-]+: |\d+ requests?, )/;

async function expectRow(
  kit: Kit,
  row: FaultRow,
  server: SecretsServer,
  output: string | undefined,
): Promise<void> {
  const { what, stored = kit.STORED, intercept, args = [], env = {}, status = 0, said = [] } = row;
  const { input = inputOf(kit) } = row;
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
  expect(kit.operations.map(count)).toEqual(row.calls);
  expect(server.calls.every(({ operation }) => kit.operations.includes(operation))).toBe(true);
}

/** Each row is a test; it runs twice, to stdout and to a file. */
export function testFaults(kit: Kit, rows: readonly FaultRow[]): void {
  test.for(rows.map((row) => [`${kit.where}: ${row.what}`, row] as const))(
    "%s",
    async ([_, row], { directory, server }) => {
      await expectRow(kit, row, server, undefined);
      await expectRow(kit, row, server, directory.at("out.yaml"));
    },
  );
}
