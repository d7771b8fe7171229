/** Parameters of Parameter Store in all commands that use values, beside secrets, with the values of a file. */

import { describe, expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import { startStaying } from "../support/refreshing.js";
import { test as base } from "../support/test.js";

const PROD = "210987654321";
const PUBLIC = "arn:aws:ssm:us-west-2::parameter/aws/service/ami/x";
const CONFIG = `password: ${parameterArn("prod/db/password")}
old: ${parameterArn("prod/db/password")}:3
user: ${parameterArn("prod/db/json")}::user
hosts: ${parameterArn("prod/hosts")}
url: "amqp://\${${parameterArn("prod/hosts")}}/"
ami: ${PUBLIC}
both: [${arn("simple")}, ${parameterArn("simple")}]
kept: ${parameterArn("kept")}
`;
const SECRETS = `/prod/db/password: p@ss-word
/prod/db/json: { user: pipeline, port: 5432 }
${parameterArn("prod/hosts")}: [alpha.example, beta.example]
/aws/service/ami/x: ami-0123456789
simple: [one-item, two-items]
`;
const RESOLVED = `password: p@ss-word
old: p@ss-word
user: pipeline
hosts: ["alpha.example", "beta.example"]
url: "amqp://alpha.example,beta.example/"
ami: ami-0123456789
both: ['["one-item","two-items"]', ["one-item", "two-items"]]
kept: ${parameterArn("kept")}
`;
const FILE = ["--secrets-file", "secrets.yaml"] as const;

const test = base.extend("directory", ({ directory }) => {
  directory.write("config.yaml", CONFIG);
  directory.write("secrets.yaml", SECRETS);
  directory.write(".arnsubst.yaml", "literal-keys: [kept]\n");
  return directory;
});

describe("resolve", () => {
  test("puts in what the file has", async ({ arnsubst }) => {
    expect(await arnsubst(["config.yaml", ...FILE])).toEqual({ status: 0, stdout: RESOLVED, stderr: "" });
  });

  test("--types string: a StringList is text", async ({ inProcess }) => {
    const { stdout } = await inProcess(["config.yaml", ...FILE, "--types", "string"]);
    expect(stdout).toContain("hosts: alpha.example,beta.example\n");
    expect(stdout).toContain(`both: ['["one-item","two-items"]', 'one-item,two-items']\n`);
  });

  test("one that is not there is a parameter, and the hint says how to write it", async ({
    directory,
    inProcess,
  }) => {
    directory.write("secrets.yaml", "prod/db/password: x\n");
    const input = `a: ${parameterArn("prod/db/password")}\n`;
    const { status, stderr } = await inProcess(["-", ...FILE], { input });
    expect(status).toBe(1);
    expect(stderr).toContain(
      `error secret-not-found: secrets.yaml has no parameter ${parameterArn("prod/db/password")}\n`,
    );
    expect(stderr).toContain("= add an entry /prod/db/password: … to secrets.yaml, or one with the ARN;");
  });

  test("a GitHub runner hides a StringList and each of its items", async ({ inProcess }) => {
    const ran = await inProcess(["config.yaml", ...FILE], { env: { GITHUB_ACTIONS: "true" } });
    const registered = Array.from(ran.stderr.matchAll(/^::add-mask::(.*)$/gm), ([, text]) => text);
    expect(registered).toEqual(
      expect.arrayContaining(["alpha.example", "beta.example", "alpha.example,beta.example", "p@ss-word"]),
    );
  });

  test("in another account and region: its name finds the entry, the ARN does not", async ({ inProcess }) => {
    const moved = ["--map-account", `123456789012=${PROD}`, "--map-region", "us-west-2=us-east-1"];
    const { status, stderr } = await inProcess(["config.yaml", ...FILE, ...moved]);
    expect(status).toBe(1);
    expect(stderr.match(/error \S+: .*/g)).toEqual(
      Array(2).fill(
        `error secret-not-found: secrets.yaml has no parameter ${parameterArn("prod/hosts", "us-east-1", PROD)}`,
      ),
    );
    expect(stderr).toContain(`= did you mean ${parameterArn("prod/hosts")}?`);
  });

  test("--refresh sees a new value, and a String that has become a StringList", async ({ directory }) => {
    const args = ["config.yaml", "-o", "out.yaml", ...FILE, "--refresh", "1h"];
    const run = startStaying(args, directory.path);
    await run.said("resolved ");
    expect(directory.read("out.yaml")).toBe(RESOLVED);
    directory.write("secrets.yaml", SECRETS.replace("p@ss-word", "[alone]"));
    run.kill("SIGHUP");
    await run.said(`${parameterArn("prod/db/password")} has a new value`);
    expect(directory.read("out.yaml")).toBe(RESOLVED.replaceAll(/p@ss-word/g, '["alone"]'));
    run.kill("SIGTERM");
    await run.ended;
  });
});

describe("exec", () => {
  const exec = ["exec", "config.yaml", ...FILE] as const;

  test("gives a file, and single values", async ({ arnsubst }) => {
    const env = ["--env", "HOST=hosts[1]", "--env", "PASSWORD=password"];
    const shown = await arnsubst([...exec, ...env, "--", "sh", "-c", 'echo "$HOST $PASSWORD"']);
    expect(shown).toEqual({ status: 0, stdout: "beta.example p@ss-word\n", stderr: "" });
    expect(await arnsubst([...exec, "--", "cat", "{}"])).toMatchObject({ status: 0, stdout: RESOLVED });
  });

  test("a StringList is a variable as text only", async ({ arnsubst }) => {
    const print = ["--env", "HOSTS=hosts", "--", "sh", "-c", 'echo "$HOSTS"'];
    const refused = await arnsubst([...exec, ...print]);
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toContain(
      "= name a single value in it; --types string makes a StringList one text",
    );
    const text = await arnsubst([...exec, "--types", "string", ...print]);
    expect(text).toMatchObject({ status: 0, stdout: "alpha.example,beta.example\n" });
  });

  test("--mask hides a StringList as a whole, each item, and what is no list", async ({ arnsubst }) => {
    const printed = "echo alpha.example,beta.example; echo beta.example alpha.example p@ss-word two-items";
    for (const types of ["json", "string"]) {
      const masked = await arnsubst([...exec, "--types", types, "--mask", "-q", "--", "sh", "-c", printed]);
      expect(masked).toEqual({ status: 0, stdout: "***\n*** *** *** ***\n", stderr: "" });
    }
  });
});

describe("check", () => {
  test("allows a public parameter in every list of accounts, and no other account", async ({ inProcess }) => {
    expect(await inProcess(["check", "config.yaml", "--allow-account", "123456789012"])).toMatchObject({
      status: 0,
    });
    const { status, stdout } = await inProcess(["check", "config.yaml", "--allow-account", PROD]);
    expect(status).toBe(1);
    expect(stdout.match(/error account-not-allowed/g)).toHaveLength(7);
    expect(stdout).not.toContain('account ""');
  });

  test("allows a public parameter in its region only", async ({ inProcess }) => {
    const { stdout } = await inProcess(["check", "config.yaml", "--allow-region", "us-east-1"]);
    expect(stdout).toMatch(/config.yaml:6:6 error region-not-allowed/);
  });
});

test("accounts of the config file: credentials for the parameters of an account, none for public ones", async ({
  directory,
  inProcess,
}) => {
  directory.write(".arnsubst.yaml", 'accounts: { "123456789012": { profile: shared } }\n');
  const { stdout } = await inProcess(["list", "config.yaml", "--format", "json"]);
  const { calls } = JSON.parse(stdout) as { calls: readonly Record<string, unknown>[] };
  const made = calls.map(({ operation, profile, secrets }) => [operation, profile, secrets]);
  expect(made).toEqual(
    expect.arrayContaining([
      ["GetParameters", undefined, [PUBLIC]],
      ["GetParameters", "shared", expect.arrayContaining([parameterArn("prod/hosts")])],
      ["BatchGetSecretValue", "shared", [arn("simple")]],
    ]),
  );
});
