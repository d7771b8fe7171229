/**
 * Every YAML file below `fixtures/` is a test: the good ones have their resolved text beside them, the bad ones,
 * named by the code that they have to draw, what is said of them. The near ones are named by the code that they
 * come close to, and must not draw; beside them is what `check` says or, where values are fetched, the resolved text.
 * The mended ones, `fixtures/good/`, show what to write instead of the bad one of their name, and have no findings.
 * Those that are to stay as they are have a test of their own, `untouched.test.ts`.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAnswering } from "../support/answers.js";
import { BAD, codeOf, GOOD, MENDED, NEAR, runForCode } from "../support/fixtures.js";
import { expectGolden } from "../support/golden.js";
import { ROOT, runInProcess } from "../support/run.js";
import type { SecretsServer } from "../support/secrets-server.js";

describe("good fixtures", () => {
  test.each(GOOD)("%s resolves", async (path) => {
    const { status, stdout, stderr } = await runInProcess([
      "resolve",
      path,
      "--secrets-file",
      "fixtures/secrets.yaml",
    ]);
    expect(stderr).toMatch(/^(?:arnsubst: no reference was found, and \d+ ARNs? .*\n {2}= .*\n)?$/);
    expect(status).toBe(0);
    expectGolden(stdout, `${path}.expected`);
  });

  test.each(GOOD)("%s passes check", async (path) => {
    const { status, stdout } = await runInProcess(["check", path]);
    expect(stdout).not.toMatch(/ error /);
    expect(status).toBe(0);
  });

  test.each(GOOD)("%s is listed", async (path) => {
    expectGolden((await runInProcess(["list", path])).stdout, `${path}.list`);
  });
});

test("the policy for all good fixtures", async () => {
  const { status, stdout } = await runInProcess(["policy", ...GOOD]);
  expect(status).toBe(0);
  expectGolden(stdout, "fixtures/policies/fixtures.json");
  const [policy, fixed] = ["fixtures/policies/fixtures.json", "fixtures/policies/narrow.json"];
  const checked = await runInProcess(["check", ...GOOD, "--policy", policy]);
  expect(checked.stdout).not.toContain("policy-");
  expect(checked.status).toBe(0);
  expect((await runInProcess(["policy", ...GOOD, "--check", policy])).status).toBe(0);
  expect((await runInProcess(["policy", ...GOOD, "--check", fixed])).status).toBe(1);
});

describe("fixtures named by a code", () => {
  let server: SecretsServer;
  beforeAll(async () => {
    server = await startAnswering();
  });
  afterAll(() => server.close());

  test.each(BAD)("%s draws it", async (path) => {
    const { status, stdout, stderr } = await runForCode(path, server.url);
    const said = stdout + stderr;
    expect(said).toContain(` ${codeOf(path)}: `);
    expect(status).toBe(said.includes(" error ") ? 1 : 0);
    expectGolden(said, `${path}.expected`);
  });

  test.each(NEAR)("%s does not draw it", async (path) => {
    const { status, stdout, stderr } = await runForCode(path, server.url);
    expect(stdout + stderr).not.toContain(` ${codeOf(path)}: `);
    expect(status).toBe(0);
    expectGolden(stdout, `${path}.expected`);
  });

  test.each(MENDED)("%s has no findings", async (path) => {
    const [bad] = BAD.filter((each) => each === `fixtures/bad/${codeOf(path)}.yaml`);
    expect(bad).toBeDefined();
    if (path.endsWith(".sh")) {
      // The command that the message names.
      const [command] = readFileSync(join(ROOT, path), "utf8").split(/ \\\n/);
      return expect((await runForCode(bad ?? "", server.url)).stderr).toContain(command?.trimEnd());
    }
    const { status, stdout, stderr } = path.endsWith(".json")
      ? await runInProcess(["check", "--policy", path, bad ?? ""])
      : await runForCode(path, server.url);
    expect(stderr).toBe("");
    expect(stdout).not.toMatch(/ (?:error|warning|note) /);
    expect(status).toBe(0);
  });
});
