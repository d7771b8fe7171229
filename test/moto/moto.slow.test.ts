/** The real executable against moto, with secrets that the SDK created there. */

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
});
