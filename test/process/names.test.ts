/** References by name: looked up in the run's own account and region, wherever that region is said. */

import { writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import type { Directory } from "../support/directory.js";
import { AWS_ENV, type Ran, runExecutable } from "../support/run.js";
import { test as base } from "../support/test.js";

const NAMED = "a: '{{resolve:secretsmanager:prod/db}}'\n";

/** A secret of `list --format json`. */
interface Listed {
  readonly region?: string;
  readonly references: readonly unknown[];
}

const test = base
  .extend("directory", ({ directory }) => {
    directory.write(
      "config",
      "[default]\nregion = ap-south-1\n[profile south]\nregion = ap-south-1\naws_access_key_id = AKIA\naws_secret_access_key = x\n",
    );
    return directory;
  })
  .extend(
    "run",
    ({ server }) =>
      (args: readonly string[], input: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
        server.reset([
          { arn: arn("prod/db"), text: "west" },
          { arn: arn("prod/db", "eu-west-1"), text: "europe" },
          { arn: arn("prod/db", "ap-south-1"), text: "south" },
          { arn: arn("prod/db-AbCdEf"), text: "a name like an ARN's end" },
          { arn: arn("prod/other"), text: "other" },
        ]);
        return runExecutable([...args, "--endpoint-url", server.url], { input, env: { ...AWS_ENV, ...env } });
      },
  );

test.for<[what: string, args: readonly string[], env: Readonly<Record<string, string>>, value: string]>([
  ["--region", ["--region", "us-west-2"], { AWS_REGION: "eu-west-1" }, "west"],
  ["AWS_REGION", [], { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-west-2" }, "europe"],
  ["AWS_DEFAULT_REGION", [], { AWS_DEFAULT_REGION: "eu-west-1" }, "europe"],
  ["the profile", [], {}, "south"],
])("the region of %s", async ([_, args, env, value], { directory, run }) => {
  const ran = await run(args, NAMED, { AWS_CONFIG_FILE: directory.at("config"), ...env });
  expect(ran).toEqual({ status: 0, stdout: `a: '${value}'\n`, stderr: "" });
});

test("no region for a parameter is said of a parameter", async ({ run }) => {
  const { status, stderr } = await run([], 'a: "{{resolve:ssm:/prod/db}}"\n');
  expect(status).toBe(3);
  expect(stderr).toContain(
    "the parameters are given by name, and no region is set; 1 parameter not fetched: /prod/db",
  );
});

test("no region at all is the world's fault, and said", async ({ server, run }) => {
  const { status, stdout, stderr } = await run([], NAMED);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toBe(
    "arnsubst: the secrets are given by name, and no region is set; 1 secret not fetched: prod/db\n" +
      "  = set it with --region or AWS_REGION, or write the ARN, which has one\n",
  );
  expect(server.calls).toEqual([]);
});

test("names and ARNs of one region go in one call, and an ARN of another in its own", async ({
  server,
  run,
}) => {
  const input = `${NAMED}b: ${arn("prod/other")}\nc: ${arn("prod/db", "eu-west-1")}\n`;
  const ran = await run(["--region", "us-west-2"], input);
  expect(ran).toMatchObject({ status: 0, stdout: "a: 'west'\nb: other\nc: europe\n" });
  expect(server.calls.map(({ region, ids }) => [region, ids.length]).sort()).toEqual([
    ["eu-west-1", 1],
    ["us-west-2", 2],
  ]);
});

test("--region for names and --map-region for ARNs go together", async ({ run }) => {
  const input = `${NAMED}b: ${arn("prod/db", "eu-west-1")}\n`;
  const ran = await run(["--region", "us-west-2", "--map-region", "eu-west-1=ap-south-1"], input);
  expect(ran).toMatchObject({ status: 0, stdout: "a: 'west'\nb: south\n" });
});

test("a name that ends like a suffix is a name", async ({ run }) => {
  const ran = await run(["--region", "us-west-2"], "a: '{{resolve:secretsmanager:prod/db-AbCdEf}}'\n");
  expect(ran).toMatchObject({ status: 0, stdout: "a: 'a name like an ARN''s end'\n" });
});

test("a name that is not there", async ({ run }) => {
  const { status, stdout, stderr } = await run(
    ["--region", "us-west-2"],
    "a: '{{resolve:secretsmanager:nope}}'\n",
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("secret-not-found: AWS has no secret nope");
  expect(stderr).toContain("choose them with --profile and --region");
});

test("list says where names are looked up, and leaves out what is not known", async () => {
  const listed = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    (await runExecutable(["list", "-", ...args], { input: NAMED, env: { ...AWS_ENV, ...env } })).stdout;
  expect(await listed({ AWS_REGION: "eu-west-1" })).toContain(
    "ACCOUNT of the run, REGION eu-west-1\n  prod/db",
  );
  expect(await listed({})).toContain("ACCOUNT of the run, REGION of the run\n  prod/db");
  const { secrets, calls } = JSON.parse(await listed({}, "--format", "json"));
  expect(secrets[0]).toMatchObject({ id: "prod/db", name: "prod/db" });
  expect(Object.keys(secrets[0])).toEqual(["id", "service", "name", "references"]);
  expect(calls).toEqual([{ operation: "BatchGetSecretValue", secrets: ["prod/db"] }]);
  const known = JSON.parse(await listed({}, "--format", "json", "--region", "us-west-2"));
  expect(known.secrets[0].region).toBe("us-west-2");
  expect(known.calls[0].region).toBe("us-west-2");
});

test("a policy for names, which passes its own check", async ({ directory }) => {
  const policy = async (...args: readonly string[]) =>
    (
      await runExecutable(["policy", "-", ...args], {
        input: NAMED,
        env: { ...AWS_ENV, AWS_REGION: "eu-west-1" },
      })
    ).stdout;
  const text = await policy();
  expect(JSON.parse(text).Statement[1]).toEqual({
    Sid: "SecretsByName",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: ["arn:*:secretsmanager:*:*:secret:prod/db-??????"],
  });
  expect(await policy("--region", "cn-north-1")).toContain(
    "arn:aws-cn:secretsmanager:cn-north-1:*:secret:prod/db-??????",
  );
  const checkBy = async (policyText: string) => {
    const file = directory.at("policy.json");
    writeFileSync(file, policyText);
    return runExecutable(["check", "-", "--policy", file], { input: NAMED });
  };
  expect(await checkBy(text)).toMatchObject({ status: 0, stdout: "1 file, 1 reference: nothing wrong\n" });
  expect((await checkBy(text.replace("prod/db", "prod/other"))).stdout).toContain(
    "policy-denied: no statement of the policy allows secretsmanager:GetSecretValue on arn:*:secretsmanager:*:*:secret:prod/db-??????",
  );
  const west = text.replace("arn:*:secretsmanager:*:*:", "arn:aws:secretsmanager:us-west-2:123456789012:");
  expect(await checkBy(west)).toMatchObject({ status: 0 });
});

describe("a name, and the same with the run's own region, are one secret", () => {
  const both = `${NAMED}b: ref+awssecrets://prod/db?region=ap-south-1\nc: ref+awssecrets://prod/db?region=eu-west-1\n`;
  const config = (directory: Directory) => ({ AWS_CONFIG_FILE: directory.at("config") });

  test.for<
    [what: string, args: readonly string[], env: (directory: Directory) => Readonly<Record<string, string>>]
  >([
    ["--region", ["--region", "ap-south-1"], () => ({})],
    ["AWS_REGION", [], () => ({ AWS_REGION: "ap-south-1" })],
    ["AWS_DEFAULT_REGION", [], () => ({ AWS_DEFAULT_REGION: "ap-south-1" })],
    ["the profile", [], config],
    ["a profile that is named", ["--profile", "south"], config],
  ])("that of %s", async ([_, args, env], { directory, server, run }) => {
    for (const input of [both, `${both.split("\n").toReversed().join("\n")}\n`]) {
      const ran = await run(args, input, env(directory));
      expect(ran).toMatchObject({ status: 0, stderr: "" });
      expect(ran.stdout.match(/south|europe/g)?.toSorted()).toEqual(["europe", "south", "south"]);
      expect(server.calls.map(({ region, ids }) => [region, ...ids]).sort()).toEqual([
        ["ap-south-1", "prod/db"],
        ["eu-west-1", "prod/db"],
      ]);
    }
  });

  test.for<
    [what: string, args: readonly string[], env: (directory: Directory) => Readonly<Record<string, string>>]
  >([
    ["AWS_REGION", [], () => ({ AWS_REGION: "ap-south-1" })],
    ["the profile", [], config],
    ["a profile that is named", ["--profile", "south"], config],
  ])("and counted so, with the region of %s", async ([_, args, env], { directory, run }) => {
    const ran = await run([...args, "-o", directory.at("out.yaml")], both, env(directory));
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.stderr).toMatch(/^resolved 3 references to 2 secrets in 2 calls → /);
  });

  test("one that is not there is told at both places, and asked for once", async ({
    directory,
    server,
    run,
  }) => {
    const ran = await run([], both.replaceAll("prod/db", "nope"), config(directory));
    expect(ran.status).toBe(1);
    expect(ran.stderr.match(/^<stdin>:\d+:\d+ error [a-z-]+/gm)).toHaveLength(3);
    expect(
      server.calls.filter(({ region }) => region === "ap-south-1").map(({ operation }) => operation),
    ).toEqual(["BatchGetSecretValue", "GetSecretValue"]);
  });

  test("and so is a version of it", async ({ directory, server, run }) => {
    const versioned =
      "d: '{{resolve:secretsmanager:prod/db:SecretString::AWSPREVIOUS}}'\n" +
      "e: ref+awssecrets://prod/db?region=ap-south-1&version_stage=AWSPREVIOUS\n";
    await run([], versioned, config(directory));
    expect(server.calls.map(({ operation }) => operation)).toEqual(["GetSecretValue"]);
  });

  test("versions are told apart", async ({ directory, server, run }) => {
    const versioned = "d: ref+awssecrets://prod/db?region=ap-south-1&version_stage=AWSPREVIOUS\n";
    await run([], NAMED + versioned, config(directory));
    expect(server.calls.map(({ operation }) => operation).sort()).toEqual([
      "BatchGetSecretValue",
      "GetSecretValue",
    ]);
  });

  test("list has one entry, where the region is said", async () => {
    const listed = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
      const ran = await runExecutable(["list", "-", "--format", "json", ...args], { input: both, env });
      return JSON.parse(ran.stdout).secrets.map(({ region, references }: Listed) => [
        region,
        references.length,
      ]);
    };
    const expected = [
      ["ap-south-1", 2],
      ["eu-west-1", 1],
    ];
    expect(await listed({}, "--region", "ap-south-1")).toEqual(expected);
    expect(await listed({ AWS_REGION: "ap-south-1" })).toEqual(expected);
  });
});
