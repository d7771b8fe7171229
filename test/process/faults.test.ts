/**
 * The table of faults: what goes wrong between here and a value, with the real executable. For each the exit status,
 * what is said and where, what was asked, and that nothing but the whole result ever comes out.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arn } from "../support/arns.js";
import {
  answering,
  breakingOff,
  failing,
  inTurn,
  on,
  paging,
  refusing,
  sending,
  silence,
  times,
} from "../support/interceptors.js";
import { AWS_ENV, runExecutable } from "../support/run.js";
import {
  denied,
  type Interceptor,
  type SecretsServer,
  type StoredSecret,
  startSecretsServer,
} from "../support/secrets-server.js";

const CANARY = "cAnArY7f3b";
const [A, B] = [arn("a"), arn("b")];
/** `a` stands in lines 1 and 3, `b` in line 2. */
const INPUT = `a: ${A}\nb: ${B}\nagain: ${A}\n`;
const RESOLVED = `a: ${CANARY}\nb: ${CANARY}\nagain: ${CANARY}\n`;
const STORED: readonly StoredSecret[] = [
  { arn: A, text: CANARY },
  { arn: B, text: CANARY },
];
const [VALUE_A, VALUE_B] = [A, B].map((id) => ({ ARN: id, Name: nameOf(id), SecretString: CANARY }));
const PAGE = JSON.stringify({ SecretValues: [VALUE_A, VALUE_B] });
const BOTH_MISSING = `2 secrets not fetched: ${A}, ${B}`;

let server: SecretsServer;
let folder: string;
beforeAll(async () => {
  server = await startSecretsServer();
  folder = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf(":") + 1, -7);
}

interface Row {
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

/** To stdout, and to a file. */
async function expectRow(row: Row, output: string | undefined): Promise<void> {
  const { what, stored = STORED, intercept, args = [], env = {}, input = INPUT, status = 0, said = [] } = row;
  server.reset(stored, intercept?.());
  const to = output === undefined ? [] : ["-o", output];
  const ran = await runExecutable(["-v", "--endpoint-url", server.url, ...args, ...to], {
    input,
    env: { ...AWS_ENV, ...env },
  });
  expect({ status: ran.status, stderr: status === 0 ? "" : ran.stderr }, what).toEqual({
    status,
    stderr: status === 0 ? "" : expect.stringMatching(/./),
  });
  for (const each of said) expect(ran.stderr).toMatch(each);
  const written = output !== undefined && existsSync(output) ? readFileSync(output, "utf8") : "";
  expect({ stdout: ran.stdout, written }).toEqual({
    stdout: status === 0 && output === undefined ? RESOLVED : "",
    written: status === 0 && output !== undefined ? RESOLVED : "",
  });
  expect(ran.stderr.toLowerCase()).not.toContain(CANARY.toLowerCase().slice(0, 6));
  const count = (operation: string) => server.calls.filter((call) => call.operation === operation).length;
  expect([count("BatchGetSecretValue"), count("GetSecretValue")]).toEqual(row.calls);
}

const NOT_FOUND = {
  code: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};

describe.each<readonly [group: string, rows: readonly Row[]]>([
  [
    "faults that pass",
    [
      {
        what: "throttled twice",
        intercept: () => times(2, failing("ThrottlingException", "Rate exceeded")),
        calls: [3, 0],
      },
      { what: "an internal error", intercept: () => times(1, sending("{}", 500)), calls: [2, 0] },
      {
        what: "a connection that ends in the midst of a body",
        intercept: () => times(1, breakingOff(PAGE.slice(0, 80))),
        calls: [2, 0],
      },
      {
        what: "a gateway's page",
        intercept: () => times(1, sending("<html>502</html>", 502)),
        calls: [2, 0],
      },
      {
        what: "three tokens, one of them on an empty page",
        intercept: () =>
          paging({ SecretValues: [VALUE_B] }, {}, { SecretValues: [] }, { SecretValues: [VALUE_A] }),
        calls: [4, 0],
      },
      {
        what: "an id in neither list",
        intercept: () => times(1, answering({ SecretValues: [VALUE_A] })),
        calls: [1, 1],
      },
      {
        what: "an id that is answered twice",
        intercept: () => times(1, answering({ SecretValues: [VALUE_A, VALUE_A, VALUE_B, VALUE_A] })),
        calls: [1, 0],
      },
      {
        what: "answers in another order",
        intercept: () => times(1, answering({ SecretValues: [VALUE_B, VALUE_A] })),
        calls: [1, 0],
      },
      {
        what: "a batch that cannot find what GetSecretValue does",
        intercept: () =>
          times(
            1,
            answering({
              SecretValues: [VALUE_A],
              Errors: [{ SecretId: B, ErrorCode: NOT_FOUND.code, Message: NOT_FOUND.message }],
            }),
          ),
        calls: [1, 1],
      },
      {
        what: "a token that comes again",
        intercept: () => on("BatchGetSecretValue", answering({ NextToken: "again" })),
        calls: [2, 2],
      },
      ...[
        "InvalidParameterException",
        "InvalidRequestException",
        "ResourceNotFoundException",
        "DecryptionFailure",
      ].map((code) => ({
        what: `${code} for the batch as a whole`,
        intercept: () => on("BatchGetSecretValue", failing(code, CANARY)),
        calls: [1, 2] as const,
      })),
      {
        what: "batches that are not allowed",
        intercept: () => on("BatchGetSecretValue", refusing),
        said: [
          /^arnsubst: BatchGetSecretValue is not allowed to arn:aws:iam::123456789012:user\/pipeline in us-west-2/m,
        ],
        calls: [1, 2],
      },
    ],
  ],
  [
    "faults of the world",
    [
      {
        what: "throttled for ever",
        intercept: () => failing("ThrottlingException", CANARY),
        env: { AWS_MAX_ATTEMPTS: "3" },
        status: 3,
        said: [/^arnsubst: Secrets Manager in us-west-2 answers too many requests/m, BOTH_MISSING],
        calls: [3, 0],
      },
      {
        what: "an internal error for ever",
        intercept: () => sending(`{"__type":"InternalServiceError","Message":"${CANARY}"}`, 500),
        env: { AWS_MAX_ATTEMPTS: "2" },
        status: 3,
        said: [/gave no usable answer: InternalServiceError, HTTP status 500/, BOTH_MISSING],
        calls: [2, 0],
      },
      {
        what: "connections that end in the midst of a body",
        intercept: () => breakingOff(PAGE.slice(0, -2)),
        env: { AWS_MAX_ATTEMPTS: "2" },
        status: 3,
        said: [/Secrets Manager in us-west-2 cannot be reached: ECONNRESET/, BOTH_MISSING],
        calls: [2, 0],
      },
      {
        what: "a body cut short",
        intercept: () => sending(PAGE.slice(0, -4)),
        status: 3,
        said: [/gave no usable answer: an answer that cannot be read/, BOTH_MISSING],
        calls: [1, 0],
      },
      {
        what: "not JSON",
        intercept: () => sending(`<html>${CANARY}</html>`),
        status: 3,
        said: [/gave no usable answer: an answer that cannot be read/],
        calls: [1, 0],
      },
      {
        what: "an XML error",
        intercept: () => sending(`<Error><Code>AccessDenied</Code><Message>${CANARY}</Message></Error>`, 403),
        status: 3,
        said: [/gave no usable answer: an answer that cannot be read, HTTP status 403/],
        calls: [1, 0],
      },
      {
        what: "no answer within the limit",
        intercept: () => silence,
        args: ["--timeout", "1"],
        status: 3,
        said: [/^arnsubst: Secrets Manager in us-west-2 has not answered within/m, BOTH_MISSING],
        calls: [1, 0],
      },
      {
        what: "throttled beyond the limit",
        intercept: () => failing("ThrottlingException", CANARY),
        args: ["--timeout", "0.5"],
        env: { AWS_MAX_ATTEMPTS: "1000" },
        status: 3,
        said: [/has not answered within .*too many requests/, BOTH_MISSING],
        calls: [expect.any(Number) as number, 0],
      },
      {
        what: "half of it within the limit",
        intercept: () => inTurn(answering({ SecretValues: [VALUE_A] }), silence),
        args: ["--timeout", "1"],
        status: 3,
        said: [`1 secret not fetched: ${B}`],
        calls: [1, 1],
      },
      {
        what: "an id that is never answered",
        intercept: () => answering({}),
        status: 3,
        said: [/an answer that names no secret/, BOTH_MISSING],
        calls: [1, expect.any(Number) as number],
      },
      ...[
        ["ExpiredTokenException", /^arnsubst: the AWS credentials have expired/m],
        ["UnrecognizedClientException", /no AWS credentials that serve in us-west-2: AWS says Unrecognized/],
        [
          "InvalidSignatureException",
          /no AWS credentials that serve in us-west-2: AWS says InvalidSignature/,
        ],
      ].map(([code, said]) => ({
        what: String(code),
        intercept: () => failing(String(code), CANARY),
        status: 3 as const,
        said: [said as RegExp, BOTH_MISSING],
        calls: [1, 0] as const,
      })),
      {
        what: "a clock that is wrong",
        intercept: () =>
          failing(
            "InvalidSignatureException",
            "Signature expired: 20260101T000000Z is now earlier than 20260102T",
          ),
        status: 3,
        said: [/this machine's clock is wrong/],
        calls: [expect.any(Number) as number, 0],
      },
      {
        what: "no credentials",
        env: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
        status: 3,
        said: [
          /^arnsubst: no AWS credentials that serve in us-west-2: none were found; 2 secrets/m,
          /aws sso login/,
        ],
        calls: [0, 0],
      },
      {
        what: "a profile that is not there",
        args: ["--profile", "nope"],
        status: 3,
        said: [/no AWS credentials that serve in us-west-2: none were found \(profile nope\)/],
        calls: [0, 0],
      },
      {
        what: "a server that is not there",
        args: ["--endpoint-url", "http://127.0.0.1:9"],
        env: { AWS_MAX_ATTEMPTS: "2" },
        status: 3,
        said: [/Secrets Manager in us-west-2 cannot be reached: ECONNREFUSED/],
        calls: [0, 0],
      },
    ],
  ],
  [
    "faults of a secret",
    [
      {
        what: "another region's secret",
        intercept: () =>
          times(1, answering({ SecretValues: [VALUE_A, { ...VALUE_B, ARN: arn("b", "us-east-1") }] })),
        status: 1,
        said: [
          `<stdin>:2:4 error secret-mismatch: AWS answered with ${arn("b", "us-east-1")} when asked for ${B}`,
        ],
        calls: [1, 0],
      },
      {
        what: "an answer whose ARN is none",
        intercept: () =>
          answering({ ...VALUE_A, SecretValues: [VALUE_A], ARN: `${CANARY}:b-AbCdEf`, Name: "b" }),
        status: 1,
        said: ["<stdin>:2:4 error secret-mismatch: AWS answered with another secret"],
        calls: [1, 1],
      },
      {
        what: "access denied to one secret",
        stored: [
          { arn: A, text: CANARY },
          { arn: B, error: denied("GetSecretValue") },
        ],
        status: 1,
        said: [
          /^<stdin>:2:4 error secret-denied: AWS denies secretsmanager:GetSecretValue on \S+b-AbCdEf to arn:aws:iam::123456789012:user\/pipeline/m,
        ],
        calls: [1, 1],
      },
      {
        what: "access denied to everything",
        intercept: () => refusing,
        status: 1,
        said: [
          /^<stdin>:1:4 error secret-denied/m,
          /^<stdin>:2:4 error secret-denied/m,
          /^<stdin>:3:8 error secret-denied/m,
          "BatchGetSecretValue is not allowed",
        ],
        calls: [1, 2],
      },
      {
        what: "an endpoint policy that denies one secret, and so the batch",
        intercept: () => (call, response) =>
          call.ids.includes(B) &&
          failing("AccessDeniedException", denied("GetSecretValue").message)(call, response),
        status: 1,
        said: [/^<stdin>:2:4 error secret-denied/m],
        calls: [1, 2],
      },
      {
        what: "a secret that cannot be decrypted",
        stored: [
          { arn: A, error: { code: "DecryptionFailure", message: CANARY } },
          { arn: B, text: CANARY },
        ],
        status: 1,
        said: [
          /^<stdin>:1:4 error secret-undecryptable/m,
          /^<stdin>:3:8 error secret-undecryptable/m,
          "kms:Decrypt",
        ],
        calls: [1, 0],
      },
      {
        what: "a key that may not be used",
        stored: [
          { arn: A, text: CANARY },
          { arn: B, error: { code: "AccessDeniedException", message: "Access to KMS is not allowed" } },
        ],
        status: 1,
        said: [/^<stdin>:2:4 error secret-undecryptable/m],
        calls: [1, 1],
      },
      {
        what: "a secret that is scheduled for deletion",
        stored: [
          { arn: A, text: CANARY },
          {
            arn: B,
            error: {
              code: "InvalidRequestException",
              message: "You can't perform this operation on the secret because it was marked for deletion.",
            },
          },
        ],
        status: 1,
        said: [
          /^<stdin>:2:4 error secret-deleted/m,
          /aws secretsmanager restore-secret --secret-id \S+b-AbCdEf --region us-west-2/,
        ],
        calls: [1, 0],
      },
      {
        what: "a secret without a value",
        intercept: () => times(1, answering({ SecretValues: [VALUE_A, { ARN: B, Name: "b" }] })),
        status: 1,
        said: [/^<stdin>:2:4 error secret-empty/m],
        calls: [1, 0],
      },
      {
        what: "a secret whose value has no version",
        stored: [
          { arn: A, text: CANARY },
          {
            arn: B,
            error: {
              ...NOT_FOUND,
              message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            },
          },
        ],
        status: 1,
        said: [/^<stdin>:2:4 error secret-empty/m],
        calls: [1, 1],
      },
      {
        what: "secrets that are not there",
        stored: [],
        status: 1,
        said: [/^<stdin>:1:4 error secret-not-found/m, /^<stdin>:2:4 error secret-not-found/m],
        calls: [1, 2],
      },
      {
        what: "a secret that was made anew, and one of another region",
        stored: [{ arn: A, text: CANARY }],
        input: `a: ${A}\nb: ${A.replace(/AbCdEf$/, "GhIjKl")}\nc: ${arn("a", "eu-west-1")}\n`,
        status: 1,
        said: [
          new RegExp(`<stdin>:2:4 error secret-not-found.*\n.*\n.*\n.*did you mean ${A}\\?`),
          new RegExp(`<stdin>:3:4 error secret-not-found.*\n.*\n.*\n.*did you mean ${A}\\?`),
        ],
        calls: [2, 2],
      },
      {
        what: "one name in two accounts, and only one of the secrets there",
        stored: [{ arn: A, text: CANARY }],
        input: `a: ${A}\nb: ${arn("a", "us-west-2", "210987654321")}\n`,
        intercept: () =>
          inTurn(answering({ SecretValues: [VALUE_A] }), failing(NOT_FOUND.code, NOT_FOUND.message)),
        status: 1,
        said: [/^<stdin>:2:4 error secret-not-found/m],
        calls: [1, 1],
      },
    ],
  ],
])("%s", (_, rows) => {
  test.each(rows.map((row) => [row.what, row] as const))("%s", async (what, row) => {
    await expectRow(row, undefined);
    await expectRow(row, join(folder, `${what.replaceAll(/\W/g, "-")}.yaml`));
  });
});

test("faults of a secret and of the world are told together, each once", async () => {
  const east = arn("east", "us-east-1");
  server.reset(STORED, ({ region }, response) => {
    if (region !== "us-east-1") return false;
    return failing("ExpiredTokenException", CANARY)(
      { operation: "GetSecretValue", region, key: "", ids: [] },
      response,
    );
  });
  const input = `a: ${A}\nb: ${arn("nothing")}\nc: ${east}\n`;
  const { status, stdout, stderr } = await runExecutable(["--endpoint-url", server.url], {
    input,
    env: AWS_ENV,
  });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(/^<stdin>:2:4 error secret-not-found/m);
  expect(stderr).toContain(`1 secret not fetched: ${east}`);
});

test("what stops several regions alike is told once", async () => {
  server.reset([], failing("ExpiredTokenException", CANARY));
  const input = `- ${arn("a", "us-east-1")}\n- ${arn("a", "eu-west-1")}\n`;
  const { stderr } = await runExecutable(["--endpoint-url", server.url], { input, env: AWS_ENV });
  expect(stderr.match(/credentials have expired/g)).toHaveLength(1);
  expect(stderr).toContain("2 secrets not fetched");
});
