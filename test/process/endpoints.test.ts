/** Which hosts the real executable asks, in every partition: a proxy that lets nothing through writes them down. */

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ForwardProxy, startProxy } from "../support/proxy.js";
import { AWS_ENV, runExecutable } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";

/** One region of each partition, and the domain of its endpoints. */
const PARTITIONS = [
  ["aws", "us-west-2", "amazonaws.com"],
  ["aws-cn", "cn-north-1", "amazonaws.com.cn"],
  ["aws-us-gov", "us-gov-west-1", "amazonaws.com"],
  ["aws-iso", "us-iso-east-1", "c2s.ic.gov"],
  ["aws-iso-b", "us-isob-east-1", "sc2s.sgov.gov"],
  ["aws-iso-e", "eu-isoe-west-1", "cloud.adc-e.uk"],
  ["aws-iso-f", "us-isof-south-1", "csp.hci.ic.gov"],
  ["aws-eusc", "eusc-de-east-1", "amazonaws.eu"],
] as const;

let proxy: ForwardProxy;
let directory: string;
beforeAll(async () => {
  proxy = await startProxy();
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
});
beforeEach(() => proxy.reset({ refuse: { status: 403 } }));
afterAll(async () => {
  await proxy.close();
  rmSync(directory, { recursive: true, force: true });
});

function arn(partition: string, region: string): string {
  return `arn:${partition}:secretsmanager:${region}:123456789012:secret:db-AbCdEf`;
}

/** The hosts of the CONNECTs that it asks for, sorted; nothing leaves this machine. */
async function hostsFor(
  input: string,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const surroundings = { AWS_MAX_ATTEMPTS: "1", HTTPS_PROXY: `http://${proxy.address}`, ...env };
  const { status, stdout, stderr } = await runExecutable(["resolve"], { input, env: surroundings });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).not.toBe("");
  return proxy.asked.map(({ method, target }) => `${method} ${target}`).sort();
}

test("each partition has its own hosts", async () => {
  const input = PARTITIONS.map(([partition, region]) => `- ${arn(partition, region)}\n`).join("");
  const expected = PARTITIONS.map(([, region, domain]) => `CONNECT secretsmanager.${region}.${domain}:443`);
  expect(await hostsFor(input, AWS_ENV)).toEqual([...expected].sort());
});

/** In some partitions the usual host answers by IPv6 too. */
test.each([
  ["AWS_USE_FIPS_ENDPOINT", "aws", "us-east-1", "secretsmanager-fips.us-east-1.amazonaws.com"],
  ["AWS_USE_FIPS_ENDPOINT", "aws-us-gov", "us-gov-west-1", "secretsmanager-fips.us-gov-west-1.amazonaws.com"],
  ["AWS_USE_DUALSTACK_ENDPOINT", "aws", "us-east-1", "secretsmanager.us-east-1.amazonaws.com"],
  ["AWS_USE_DUALSTACK_ENDPOINT", "aws-cn", "cn-north-1", "secretsmanager.cn-north-1.amazonaws.com.cn"],
  [
    "AWS_USE_DUALSTACK_ENDPOINT",
    "aws-eusc",
    "eusc-de-east-1",
    "secretsmanager.eusc-de-east-1.api.amazonwebservices.eu",
  ],
])("%s in %s", async (variable, partition, region, host) => {
  const env = { ...AWS_ENV, [variable]: "true" };
  expect(await hostsFor(`a: ${arn(partition, region)}\n`, env)).toEqual([`CONNECT ${host}:443`]);
});

test("AWS_ENDPOINT_URL_SECRETS_MANAGER goes to that server", async () => {
  const server: SecretsServer = await startSecretsServer();
  server.reset([{ arn: arn("aws", "us-west-2"), text: "v" }]);
  const env = {
    ...AWS_ENV,
    HTTPS_PROXY: `http://${proxy.address}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
  };
  const ran = await runExecutable(["resolve"], { input: `a: ${arn("aws", "us-west-2")}\n`, env });
  await server.close();
  expect(ran).toEqual({ status: 0, stdout: "a: v\n", stderr: "" });
  expect(proxy.asked).toEqual([]);
});

test("credentials of a web identity are fetched by the same way", async () => {
  const token = join(directory, "token");
  writeFileSync(token, "not-a-real-token");
  const env = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/pipeline",
  };
  const input = `a: ${arn("aws", "us-west-2")}\n`;
  expect(await hostsFor(input, env)).toEqual(["CONNECT sts.us-west-2.amazonaws.com:443"]);
});

test("credentials of SSO are fetched by the same way", async () => {
  const start = "https://example.awsapps.com/start";
  const config = join(directory, "config");
  const lines = ["[profile etl]", `sso_start_url = ${start}`, "sso_region = eu-west-1"];
  lines.push("sso_account_id = 123456789012", "sso_role_name = pipeline", "");
  writeFileSync(config, lines.join("\n"));
  const cache = join(directory, ".aws/sso/cache");
  mkdirSync(cache, { recursive: true });
  const token = { accessToken: "not-a-real-token", expiresAt: "2999-01-01T00:00:00Z", startUrl: start };
  writeFileSync(join(cache, `${createHash("sha1").update(start).digest("hex")}.json`), JSON.stringify(token));
  const env = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: config,
    AWS_PROFILE: "etl",
    HOME: directory,
  };
  const input = `a: ${arn("aws", "us-west-2")}\n`;
  expect(await hostsFor(input, env)).toEqual(["CONNECT portal.sso.eu-west-1.amazonaws.com:443"]);
});
