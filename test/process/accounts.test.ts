/** One file with secrets of several accounts: whose credentials each is asked for with, as `.arnsubst.yaml` says. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { denied, fail, type SecretsServer, startSecretsServer } from "../support/secrets-server.js";
import { type StsServer, startStsServer } from "../support/sts-server.js";

const [OWN, PROFILED, ASSUMED] = ["123456789012", "210987654321", "333333333333"];
const ROLE = `arn:aws:iam::${ASSUMED}:role/secrets-reader`;
const CONFIG = `
accounts:
  "${PROFILED}": { profile: analytics }
  ${ASSUMED}:
    role: ${ROLE}
    external-id: some-id
`;
const STORED = [
  { arn: arn(OWN), text: "own" },
  { arn: arn(PROFILED), text: "profiled" },
  { arn: arn(ASSUMED), text: "assumed" },
  { arn: arn(ASSUMED, "eu-west-1"), text: "assumed in Ireland" },
];
const INPUT = STORED.map(({ arn: id }) => `- ${id}\n`).join("");
const RESOLVED = "- own\n- profiled\n- assumed\n- assumed in Ireland\n";

let server: SecretsServer;
let sts: StsServer;
let folder: string;
beforeAll(async () => {
  server = await startSecretsServer();
  sts = await startStsServer();
  folder = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  mkdirSync(join(folder, "pipelines/etl"), { recursive: true });
  writeFileSync(
    join(folder, "credentials"),
    "[analytics]\naws_access_key_id = AKIAANALYTICS\naws_secret_access_key = x\n",
  );
});
beforeEach(() => {
  writeFileSync(join(folder, ".arnsubst.yaml"), CONFIG);
  server.reset(STORED);
  sts.reset(true);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
  await sts.close();
});

/** Names may be alike in all accounts. */
function arn(account: string | undefined, region = "us-west-2"): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:db${account}-AbCdEf`;
}

function run(
  args: readonly string[],
  input = INPUT,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return runExecutable(args, {
    input,
    cwd: join(folder, "pipelines/etl"),
    env: {
      ...AWS_ENV,
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
      AWS_ENDPOINT_URL_STS: sts.url,
      ...env,
    },
  });
}

function keys(): readonly string[] {
  return server.calls.map(({ key, region, ids }) => `${key} ${region} ${ids.length}`).sort();
}

test("each account is asked with credentials of its own, found once", async () => {
  expect(await run(["resolve"])).toEqual({ status: 0, stdout: RESOLVED, stderr: "" });
  expect(keys()).toEqual([
    "AKIAANALYTICS us-west-2 1",
    "AKIAIOSFODNN7EXAMPLE us-west-2 1",
    `ASIA${ASSUMED} eu-west-1 1`,
    `ASIA${ASSUMED} us-west-2 1`,
  ]);
  expect(sts.calls.map((form) => [form.get("RoleArn"), form.get("ExternalId")])).toEqual([[ROLE, "some-id"]]);
});

test("without a config the run's own credentials serve all accounts in one batch", async () => {
  writeFileSync(join(folder, ".arnsubst.yaml"), "");
  expect(await run(["resolve"])).toEqual({ status: 0, stdout: RESOLVED, stderr: "" });
  expect(keys()).toEqual(["AKIAIOSFODNN7EXAMPLE eu-west-1 1", "AKIAIOSFODNN7EXAMPLE us-west-2 3"]);
});

test("the listing shows whose credentials each call takes", async () => {
  const { stdout } = await run(["list", "-", "--format", "json"]);
  expect(JSON.parse(stdout).calls).toEqual([
    { operation: "BatchGetSecretValue", region: "us-west-2", secrets: [arn(OWN)] },
    { operation: "BatchGetSecretValue", region: "us-west-2", profile: "analytics", secrets: [arn(PROFILED)] },
    {
      operation: "BatchGetSecretValue",
      region: "us-west-2",
      role: ROLE,
      externalId: "some-id",
      secrets: [arn(ASSUMED)],
    },
    {
      operation: "BatchGetSecretValue",
      region: "eu-west-1",
      role: ROLE,
      externalId: "some-id",
      secrets: [arn(ASSUMED, "eu-west-1")],
    },
  ]);
});

test("a role that may not be assumed", async () => {
  sts.reset(false);
  const { status, stdout, stderr } = await run(["resolve"]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(
    new RegExp(
      `^arnsubst: no AWS credentials that serve in us-west-2, eu-west-1: the role may not be assumed \\(role ${ROLE}\\); 2 secrets not fetched`,
      "m",
    ),
  );
});

test("a profile that is not there is not made up for by other credentials", async () => {
  const { status, stderr } = await run(["resolve"], INPUT, { AWS_SHARED_CREDENTIALS_FILE: "/dev/null" });
  expect(status).toBe(3);
  expect(stderr).toContain("none were found (profile analytics)");
  expect(keys().filter((key) => key.startsWith("AKIAIOS"))).toHaveLength(1);
});

test("batches that one account refuses are still used in the others", async () => {
  server.reset(STORED, ({ operation, key }, response) => {
    if (operation === "GetSecretValue" || key !== "AKIAANALYTICS") return false;
    fail(response, denied(operation));
    return true;
  });
  const { status, stdout, stderr } = await run(["resolve"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: RESOLVED });
  expect(stderr.match(/BatchGetSecretValue is not allowed/g)).toHaveLength(1);
  expect(server.calls.filter(({ operation }) => operation === "GetSecretValue")).toHaveLength(1);
});

test.each([["resolve"], ["list", "-"]])(
  "a config that is wrong ends %s before anything is asked",
  async (...args) => {
    writeFileSync(join(folder, ".arnsubst.yaml"), "acounts: {}\n");
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^arnsubst: \.\.\/\.\.\/\.arnsubst\.yaml:1:1: "acounts" is no key of the config file\n {2}= did you mean "accounts"\?/,
    );
    expect(server.calls).toEqual([]);
  },
);
