/**
 * Every YAML file below `fixtures/` is a test: the good ones have their resolved text beside them, the bad ones,
 * named by the code that they have to draw, what is said of them.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectGolden } from "../support/golden.js";
import { AWS_ENV, ROOT, runInProcess } from "../support/run.js";
import { type SecretsServer, type StoredSecret, startSecretsServer } from "../support/secrets-server.js";

const all = globSync("fixtures/**/*.{yaml,yml}", { cwd: ROOT }).sort();
const bad = all.filter((path) => path.startsWith("fixtures/bad/"));
const good = all.filter((path) => !bad.includes(path) && path !== "fixtures/secrets.yaml");

describe("good fixtures", () => {
  test.each(good)("%s resolves", async (path) => {
    const { status, stdout, stderr } = await runInProcess([
      "resolve",
      path,
      "--secrets-file",
      "fixtures/secrets.yaml",
    ]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expectGolden(stdout, `${path}.expected`);
  });

  test.each(good)("%s passes check", async (path) => {
    const { status, stdout } = await runInProcess(["check", path]);
    expect(stdout).not.toMatch(/ error /);
    expect(status).toBe(0);
  });

  test.each(good)("%s is listed", async (path) => {
    expectGolden((await runInProcess(["list", path])).stdout, `${path}.list`);
  });
});

test("the policy for all good fixtures", async () => {
  const { status, stdout } = await runInProcess(["policy", ...good]);
  expect(status).toBe(0);
  expectGolden(stdout, "fixtures/policies/fixtures.json");
  const [policy, fixed] = ["fixtures/policies/fixtures.json", "fixtures/policies/narrow.json"];
  const checked = await runInProcess(["check", ...good, "--policy", policy]);
  expect(checked.stdout).not.toContain("policy-");
  expect(checked.status).toBe(0);
  expect((await runInProcess(["policy", ...good, "--check", policy])).status).toBe(0);
  expect((await runInProcess(["policy", ...good, "--check", fixed])).status).toBe(1);
});

/** Codes that no text and no file can draw, only AWS. */
const answers: readonly StoredSecret[] = [
  answer("denied", {
    code: "AccessDeniedException",
    message:
      "User: arn:aws:iam::123456789012:user/pipeline is not authorized to perform: secretsmanager:GetSecretValue",
  }),
  answer("deleted", {
    code: "InvalidRequestException",
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  }),
  answer("refused", { code: "InvalidRequestException", message: "You can't do that." }),
  answer("undecryptable", {
    code: "DecryptionFailure",
    message: "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
  }),
  answer("empty", {
    code: "ResourceNotFoundException",
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  }),
  { arn: secretArn("surrogate"), text: '{"half":"\\ud83d"}' },
  { arn: secretArn("mismatch").replace("123456789012", "210987654321"), text: "{}" },
];

function secretArn(name: string): string {
  return `arn:aws:secretsmanager:us-west-2:123456789012:secret:answers/${name}-AbCdEf`;
}

function answer(name: string, error: { code: string; message: string }): StoredSecret {
  return { arn: secretArn(name), error };
}

describe("bad fixtures", () => {
  let server: SecretsServer;
  beforeAll(async () => {
    Object.assign(process.env, AWS_ENV);
    server = await startSecretsServer();
    server.reset(answers);
  });
  afterAll(() => server.close());

  test.each(bad)("%s draws its code", async (path) => {
    const code = /([a-z-]+?)(?:--[a-z-]+)?\.yaml$/.exec(path)?.[1] ?? "";
    const { status, stdout, stderr } = await runBad(path, code, server.url);
    const said = stdout + stderr;
    expect(said).toContain(` ${code}: `);
    expect(status).toBe(said.includes(" error ") ? 1 : 0);
    expectGolden(said, `${path}.expected`);
  });
});

/** Offline codes are for `check`; the others show when values are fetched. */
function runBad(path: string, code: string, url: string) {
  if (!/^(secret|value)-/.test(code)) return runInProcess(["check", ...flagsOf(path), path]);
  const server = /-(denied|deleted|refused|undecryptable|empty|mismatch|unrepresentable)$/.test(code);
  const source = server ? ["--endpoint-url", url] : ["--secrets-file", "fixtures/secrets.yaml"];
  return runInProcess(["resolve", path, ...source]);
}

/** The flags that a fixture's first line asks for: `# check: --require-suffix`. */
function flagsOf(path: string): readonly string[] {
  const flags = /^# check: (.+)/.exec(readFileSync(join(ROOT, path), "utf8"))?.[1];
  return flags === undefined ? [] : flags.split(" ");
}
