/** One file with secrets of several accounts: whose credentials each is asked for with, as `.arnsubst.yaml` says. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
let directory: string;
beforeAll(async () => {
  server = await startSecretsServer();
  sts = await startStsServer();
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  for (const name of ["pipelines/etl", ".git"]) mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(
    join(directory, "credentials"),
    "[analytics]\naws_access_key_id = AKIAANALYTICS\naws_secret_access_key = x\n",
  );
});
beforeEach(() => {
  writeFileSync(join(directory, ".arnsubst.yaml"), CONFIG);
  server.reset(STORED);
  sts.reset(true);
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
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
    cwd: join(directory, "pipelines/etl"),
    env: {
      ...AWS_ENV,
      AWS_SHARED_CREDENTIALS_FILE: join(directory, "credentials"),
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
  expect(sts.calls.map(({ form }) => [form.get("RoleArn"), form.get("ExternalId")])).toEqual([
    [ROLE, "some-id"],
  ]);
});

test.each<[what: string, args: readonly string[], env: Readonly<Record<string, string>>, region: string]>([
  ["--region", ["--region", "eu-central-1"], { AWS_REGION: "us-east-1" }, "eu-central-1"],
  ["AWS_REGION", [], { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-2" }, "us-east-1"],
  ["AWS_DEFAULT_REGION", [], { AWS_DEFAULT_REGION: "us-east-2" }, "us-east-2"],
  ["the profile's", [], {}, "ap-south-1"],
  ["one of another partition does not serve", [], { AWS_REGION: "cn-north-1" }, "us-west-2"],
])("STS is asked in the run's region: %s", async (_, args, env, region) => {
  writeFileSync(join(directory, "config"), "[default]\nregion = ap-south-1\n");
  const { status } = await run(["resolve", ...args], INPUT, {
    AWS_CONFIG_FILE: join(directory, "config"),
    ...env,
  });
  expect(status).toBe(0);
  expect(sts.calls.map((call) => call.region)).toEqual([region]);
});

test("without a config the run's own credentials serve all accounts in one batch", async () => {
  writeFileSync(join(directory, ".arnsubst.yaml"), "");
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
      secrets: [arn(ASSUMED)],
    },
    {
      operation: "BatchGetSecretValue",
      region: "eu-west-1",
      role: ROLE,
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
      `^arnsubst: AWS refuses to let these credentials assume the role \\(role ${ROLE}\\); 2 secrets not fetched`,
      "m",
    ),
  );
  expect(stderr).toContain(`{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"${ROLE}"}`);
});

test("a profile that is not there is not made up for by other credentials", async () => {
  const { status, stderr } = await run(["resolve"], INPUT, { AWS_SHARED_CREDENTIALS_FILE: "/dev/null" });
  expect(status).toBe(3);
  expect(stderr).toContain("none were found (profile analytics)");
  expect(keys().filter((key) => key.startsWith("AKIAIOS"))).toHaveLength(1);
});

test("a profile that only AWS_PROFILE names leaves the default chain its other places", async () => {
  const container = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        AccessKeyId: "ASIACONTAINER",
        SecretAccessKey: "x",
        Token: "t",
        Expiration: "2099-01-01T00:00:00Z",
      }),
    );
  });
  await new Promise<void>((done) => container.listen(0, "127.0.0.1", done));
  const { port } = container.address() as AddressInfo;
  writeFileSync(join(directory, "config"), "[profile west]\nregion = us-west-2\n");
  const { status } = await run(["resolve"], `- ${arn(OWN)}\n`, {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_CONFIG_FILE: join(directory, "config"),
    AWS_PROFILE: "west",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/`,
  });
  container.closeAllConnections();
  container.close();
  expect(status).toBe(0);
  expect(keys()).toEqual(["ASIACONTAINER us-west-2 1"]);
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
    writeFileSync(join(directory, ".arnsubst.yaml"), "acounts: {}\n");
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^arnsubst: \.\.\/\.\.\/\.arnsubst\.yaml:1:1: "acounts" is not a key of the config file\n {2}= did you mean "accounts"\?/,
    );
    expect(server.calls).toEqual([]);
  },
);
