/** The real executable against moto, with secrets and parameters that the SDK created there. */

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
} from "@aws-sdk/client-secrets-manager";
import { LabelParameterVersionCommand, type ParameterType, PutParameterCommand } from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { unwrap } from "../../src/core/secrets/redacted.js";
import { requestFor } from "../../src/core/services/index.js";
import type { SecretId } from "../../src/core/services/secret-id.js";
import { awsProvider } from "../../src/providers/aws/lazy.js";
import type { Attempt } from "../../src/providers/provider.js";
import { parameterArn } from "../support/arns.js";
import { hasMoto, type Moto, startMoto } from "../support/moto.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";

const found = hasMoto();
if (!found) process.stderr.write("moto_server is not on the PATH: the tests against it are left out\n");

describe.skipIf(!found)("against moto", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 90_000);
  afterAll(() => moto.stop());
  afterEach(() => vi.unstubAllEnvs());
  beforeEach(() => moto.reset());

  async function create(name: string, value: string | Uint8Array, region = "us-west-2"): Promise<string> {
    const content = typeof value === "string" ? { SecretString: value } : { SecretBinary: value };
    const { ARN } = await moto.clientFor(region).send(new CreateSecretCommand({ Name: name, ...content }));
    if (ARN === undefined) throw new Error("moto gave the secret no ARN");
    return ARN;
  }

  function resolve(input: string): Promise<Ran> {
    return runExecutable(["resolve", "--endpoint-url", moto.url], { input, env: AWS_ENV });
  }

  test("text, JSON keys, and a partial ARN", async () => {
    const token = await create("prod/token", "tok: #1");
    const db = await create("prod/db", '{"password":"p@ss","port":5432,"n":12345678901234567890}');
    const input = `token: ${token} # kept\npassword: "${db}:password"\nport: ${db}:port\nn: ${db}:n\nurl: x://${"${"}${db.slice(0, -7)}:password | urlencode}@h\n`;
    expect(await resolve(input)).toEqual({
      status: 0,
      stdout: `token: 'tok: #1' # kept\npassword: "p@ss"\nport: 5432\nn: 12345678901234567890\nurl: x://p%40ss@h\n`,
      stderr: "",
    });
  });

  test("secrets of two regions", async () => {
    const west = await create("db", "west", "us-west-2");
    const east = await create("db", "east", "us-east-1");
    expect((await resolve(`- ${west}\n- ${east}\n`)).stdout).toBe("- west\n- east\n");
  });

  test("versions, by stage and by id", async () => {
    const client = moto.clientFor("us-west-2");
    const first = await client.send(new CreateSecretCommand({ Name: "db", SecretString: "old" }));
    await client.send(new PutSecretValueCommand({ SecretId: "db", SecretString: "new" }));
    const input = `- ${first.ARN}\n- "${first.ARN}::AWSPREVIOUS:"\n- "${first.ARN}:::${first.VersionId}"\n`;
    expect((await resolve(input)).stdout).toBe('- new\n- "old"\n- "old"\n');
  });

  test("a binary secret", async () => {
    const arn = await create("bin", new Uint8Array([0, 1, 255]));
    expect((await resolve(`a: ${arn}\n`)).stdout).toBe('a: !!binary "AAH/"\n');
  });

  test("a missing secret and a deleted one are told apart", async () => {
    const deleted = await create("deleted", "x");
    const there = await create("there", "canary");
    await moto.clientFor("us-west-2").send(new DeleteSecretCommand({ SecretId: "deleted" }));
    const input = `- ${there}\n- ${deleted}\n- ${deleted.replace("deleted", "nothing")}\n`;
    const { status, stdout, stderr } = await resolve(input);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.match(/error [a-z-]+/g)).toEqual(["error secret-deleted", "error secret-not-found"]);
    expect(stderr).not.toContain("canary");
  });

  test("more secrets than one batch takes", async () => {
    const names = Array.from({ length: 25 }, (_, index) => `app/${index}`);
    const arns: string[] = [];
    for (const name of names) arns.push(await create(name, `value of ${name}`));
    expect((await resolve(arns.map((arn) => `- ${arn}\n`).join(""))).stdout).toBe(
      names.map((name) => `- value of ${name}\n`).join(""),
    );
  });
  async function put(
    name: string,
    value: string,
    type: ParameterType,
    region = "us-west-2",
  ): Promise<string> {
    const command = new PutParameterCommand({ Name: name, Value: value, Type: type, Overwrite: true });
    await moto.parametersIn(region).send(command);
    return parameterArn(name, region);
  }

  // moto's GetParameters takes no ARN, so each of these comes by GetParameter.
  test("parameters of each type, in two regions, beside a secret", async () => {
    const secret = await create("db", "s");
    const text = await put("/prod/host", "h: 1", "String");
    const secure = await put("/prod/password", "p@ss", "SecureString");
    const list = await put("hosts", "a,b", "StringList");
    const east = await put("/prod/host", "east", "String", "us-east-1");
    const input = `- ${secret}\n- ${text}\n- ${secure}\n- x ${"$"}{${list}}\n- ${east}\n`;
    expect(await resolve(input)).toEqual({
      status: 0,
      stdout: "- s\n- 'h: 1'\n- p@ss\n- x a,b\n- east\n",
      stderr: "",
    });
  });

  test("versions and labels of a parameter", async () => {
    for (const value of ["v1", "v2", "v3"]) await put("/prod/db", value, "SecureString");
    const label = new LabelParameterVersionCommand({
      Name: "/prod/db",
      ParameterVersion: 2,
      Labels: ["live"],
    });
    await moto.parametersIn("us-west-2").send(label);
    const id = parameterArn("/prod/db");
    const { stdout } = await resolve(`- ${id}\n- "${id}:1"\n- "${id}:live"\n- "${id}:3"\n`);
    expect(stdout).toBe('- v3\n- "v1"\n- "v2"\n- "v3"\n');
  });

  test("a missing parameter and a missing version are told apart", async () => {
    const id = await put("/prod/db", "canary", "SecureString");
    const { status, stdout, stderr } = await resolve(`- ${id}\n- "${id}:9"\n- ${id}/nope\n`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.match(/secret-not-found.*/g)).toEqual([
      `secret-not-found: AWS has no version "9" of ${id}, or no such parameter`,
      `secret-not-found: AWS has no parameter ${id}/nope`,
    ]);
    expect(stderr).not.toContain("canary");
  });

  test("more parameters than one call takes", async () => {
    const names = Array.from({ length: 25 }, (_, index) => `/app/${index}`);
    const arns: string[] = [];
    for (const name of names) arns.push(await put(name, `value of ${name}`, "String"));
    expect((await resolve(arns.map((id) => `- ${id}\n`).join(""))).stdout).toBe(
      names.map((name) => `- value of ${name}\n`).join(""),
    );
  });

  test("parameters by name in the region of the run, in one call", async () => {
    for (const value of ["v1", "v2"]) await put("/prod/db", value, "SecureString");
    await put("simple", "s", "String");
    const ids = ["/prod/db", "simple", "/simple"].map((text): SecretId => {
      return { service: "ssm", text, resource: text, name: text };
    });
    const versions = [{}, { versionId: "1" }, { versionId: "2" }];
    const requests = [
      ...ids.map((id) => requestFor(id, {})),
      ...versions.slice(1).map((version) => requestFor(ids[0] as SecretId, version)),
    ];
    for (const [name, value] of Object.entries(AWS_ENV)) vi.stubEnv(name, value);
    const attempts: string[] = [];
    const provider = awsProvider({ region: "us-west-2", endpointUrl: moto.url });
    const onAttempt = ({ operation }: Attempt) => attempts.push(operation);
    const { outcomes, errors } = await provider.fetch(requests, { onAttempt });
    const values = requests.map(({ key }) => outcomes.get(key));
    expect(errors).toEqual([]);
    expect(values.map((each) => each && "value" in each && unwrap(each.value))).toEqual(
      ["v2", "s", "s", "v1", "v2"].map((text) => ({ kind: "text", text })),
    );
    expect(attempts[0]).toBe("GetParameters");
  });
});
