/** The real executable against the loopback server: what is asked, how often, and what comes of each answer. */

import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import { arn } from "../support/arns.js";
import { failing } from "../support/interceptors.js";
import { AWS_ENV, type Ran, runExecutable, type Surroundings } from "../support/run.js";
import { denied, fail, type Interceptor, type StoredSecret } from "../support/secrets-server.js";
import { test as base } from "../support/test.js";

const test = base
  .extend("run", ({ server }) => (args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> => {
    return runExecutable([...args, "--endpoint-url", server.url], { env: AWS_ENV, ...surroundings });
  })
  .extend(
    "resolveText",
    ({ server, run }) =>
      (input: string, stored: readonly StoredSecret[], intercept?: Interceptor): Promise<Ran> => {
        server.reset(stored, intercept);
        return run(["resolve"], { input });
      },
  )
  .extend("operations", ({ server }) => (): readonly string[] => {
    return server.calls.map(({ operation, region }) => `${operation} ${region}`);
  });

test("45 secrets, each named twice, in three files: three batches and no other call", async ({
  directory,
  server,
  run,
  operations,
}) => {
  const names = Array.from({ length: 45 }, (_, index) => `app/secret${index}`);
  server.reset(names.map((name, index) => ({ arn: arn(name), text: `value of ${index}` })));
  const files = [0, 1, 2].map((part) => {
    const path = directory.at(`part${part}.yaml`);
    // Thirty of the forty-five in each file: every secret stands in two of the three.
    const own = names.flatMap((name, index) =>
      index % 3 === part ? [] : [`k${index}: ${arn(name)} # ${name}\n`],
    );
    writeFileSync(path, own.join(""));
    return path;
  });
  const { status, stdout, stderr } = await run(["resolve", ...files]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const expected = [0, 1, 2].map((part) =>
    names
      .flatMap((name, index) => (index % 3 === part ? [] : [`k${index}: value of ${index} # ${name}\n`]))
      .join(""),
  );
  expect(stdout).toBe(expected.join("---\n"));
  expect(operations()).toEqual(Array(3).fill("BatchGetSecretValue us-west-2"));
  expect(server.calls.map(({ ids }) => ids.length)).toEqual([20, 20, 5]);
});

test("each region is asked by a client of its own", async ({ resolveText, operations }) => {
  const stored = ["us-west-2", "eu-west-1", "ap-south-1"].map((region) => ({
    arn: arn("db", region),
    text: region,
  }));
  const { stdout } = await resolveText(stored.map((secret) => `- ${secret.arn}\n`).join(""), stored);
  expect(stdout).toBe("- us-west-2\n- eu-west-1\n- ap-south-1\n");
  expect([...operations()].sort()).toEqual([
    "BatchGetSecretValue ap-south-1",
    "BatchGetSecretValue eu-west-1",
    "BatchGetSecretValue us-west-2",
  ]);
});

test("a partial ARN is answered with the full one, and keeps its value", async ({ server, resolveText }) => {
  const partial = arn("db").slice(0, -7);
  const { stdout } = await resolveText(`a: ${partial}\nb: ${arn("db")}\n`, [{ arn: arn("db"), text: "v" }]);
  expect(stdout).toBe("a: v\nb: v\n");
  expect(server.calls.map(({ ids }) => ids)).toEqual([[arn("db")]]);
});

test("a partial ARN whose full one is out of date still has its value", async ({ server, resolveText }) => {
  const stale = arn("db").replace(/AbCdEf$/, "GhIjKl");
  const input = `a: ${arn("db").slice(0, -7)}\nb: ${stale}\n`;
  const { status, stderr } = await resolveText(input, [{ arn: arn("db"), text: "v" }]);
  expect(status).toBe(1);
  expect(stderr.match(/^<stdin>:.*error [a-z-]+/gm)).toEqual(["<stdin>:2:4 error secret-not-found"]);
  expect(server.calls.at(-1)?.ids).toEqual([arn("db").slice(0, -7)]);
});

test("a name that ends like a suffix is not taken for the full form of another", async ({ resolveText }) => {
  const [short, long] = ["db", "db-backup"].map((name) => arn(name).slice(0, -7));
  const stored = [
    { arn: arn("db"), text: "short" },
    { arn: arn("db-backup"), text: "long" },
  ];
  const { stdout } = await resolveText(`a: ${short}\nb: ${long}\n`, stored);
  expect(stdout).toBe("a: short\nb: long\n");
});

test("versions are fetched one by one", async ({ resolveText, operations }) => {
  const id = "0f47c4a4-5d7b-4a0c-8d4e-1f0d8b1f3c11";
  const stored = [{ arn: arn("db"), text: "now", versions: { AWSPREVIOUS: "before", [id]: "then" } }];
  const input = `a: ${arn("db")}\nb: "${arn("db")}::AWSPREVIOUS:"\nc: "${arn("db")}:::${id}"\nd: "${arn("db")}::AWSCURRENT"\n`;
  const { stdout } = await resolveText(input, stored);
  expect(stdout).toBe('a: now\nb: "before"\nc: "then"\nd: "now"\n');
  expect([...operations()].sort()).toEqual([
    "BatchGetSecretValue us-west-2",
    ...Array(2).fill("GetSecretValue us-west-2"),
  ]);
});

test("a version that is not there is named", async ({ resolveText }) => {
  const { status, stderr } = await resolveText(`a: "${arn("db")}::NOPE"\n`, [{ arn: arn("db"), text: "v" }]);
  expect(status).toBe(1);
  expect(stderr).toContain(`AWS has no version "NOPE" of ${arn("db")}`);
});

test("a binary secret", async ({ resolveText }) => {
  const { stdout } = await resolveText(`a: ${arn("bin")}\n`, [{ arn: arn("bin"), base64: "AAEC/w==" }]);
  expect(stdout).toBe('a: !!binary "AAEC/w=="\n');
});

test("where the batch is not allowed, the secrets are fetched one by one, and it is said once", async ({
  resolveText,
  operations,
}) => {
  const stored = [1, 2, 3].map((index) => ({ arn: arn(`s${index}`), text: `v${index}` }));
  const refuse: Interceptor = ({ operation }, response) => {
    if (operation === "GetSecretValue") return false;
    fail(response, denied("BatchGetSecretValue"));
    return true;
  };
  const { status, stdout, stderr } = await resolveText(
    stored.map((s) => `- ${s.arn}\n`).join(""),
    stored,
    refuse,
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: "- v1\n- v2\n- v3\n" });
  expect(
    stderr.match(/BatchGetSecretValue is not allowed for arn:aws:iam::123456789012:user\/pipeline/g),
  ).toHaveLength(1);
  expect(stderr).toContain('{"Effect":"Allow","Action":"secretsmanager:BatchGetSecretValue","Resource":"*"}');
  expect(operations()).toEqual([
    "BatchGetSecretValue us-west-2",
    ...Array(3).fill("GetSecretValue us-west-2"),
  ]);
});

test("an empty secret is a value", async ({ resolveText }) => {
  const { stdout } = await resolveText(`a: ${arn("db")}\n`, [{ arn: arn("db"), text: "" }]);
  expect(stdout).toBe("a: ''\n");
});

test("the errors of single secrets are told at every place that names them, together", async ({
  resolveText,
}) => {
  const stored = [
    { arn: arn("denied"), error: denied("GetSecretValue") },
    {
      arn: arn("deleted"),
      error: { code: "InvalidRequestException", message: "it was marked for deletion." },
    },
    { arn: arn("key"), error: { code: "DecryptionFailure", message: "no" } },
    { arn: arn("fine"), text: "v" },
  ];
  const input = ["denied", "deleted", "key", "fine", "nope", "denied"]
    .map((name) => `- ${arn(name)}\n`)
    .join("");
  const { status, stdout, stderr } = await resolveText(input, stored);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.match(/^<stdin>:\d+:3 error [a-z-]+/gm)).toEqual([
    "<stdin>:1:3 error secret-denied",
    "<stdin>:2:3 error secret-deleted",
    "<stdin>:3:3 error secret-undecryptable",
    "<stdin>:5:3 error secret-not-found",
    "<stdin>:6:3 error secret-denied",
  ]);
});

test("faults of a secret and of the world are told together, each once", async ({ server, run }) => {
  const east = arn("east", "us-east-1");
  server.reset([{ arn: arn("a"), text: "v" }], (call, response) =>
    call.region === "us-east-1" ? failing("ExpiredTokenException", "no")(call, response) : false,
  );
  const input = `a: ${arn("a")}\nb: ${arn("nothing")}\nc: ${east}\n`;
  const { status, stdout, stderr } = await run(["resolve"], { input });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(/^<stdin>:2:4 error secret-not-found/m);
  expect(stderr).toContain(`1 secret not fetched: ${east}`);
});

test("what stops several regions alike is told once", async ({ server, run }) => {
  server.reset([], failing("ExpiredTokenException", "no"));
  const input = `- ${arn("a", "us-east-1")}\n- ${arn("a", "eu-west-1")}\n`;
  const { stderr } = await run(["resolve"], { input });
  expect(stderr.match(/credentials have expired/g)).toHaveLength(1);
  expect(stderr).toContain("2 secrets not fetched");
});

test.for([["resolve"], ["check", "--online"]] as const)(
  "under Node's --frozen-intrinsics too: %s",
  async ([...args], { server, run, operations }) => {
    server.reset([{ arn: arn("db"), text: "x" }]);
    const NODE_OPTIONS = "--frozen-intrinsics --disable-warning=ExperimentalWarning";
    const env = { ...AWS_ENV, NODE_OPTIONS };
    const { status, stderr } = await run([...args, "-"], { input: `a: ${arn("db")}\n`, env });
    expect(status).toBe(0);
    expect(stderr).not.toContain("a bug in arnsubst");
    expect(operations()).toHaveLength(1);
  },
);
