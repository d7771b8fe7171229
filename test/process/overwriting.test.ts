/** What an output must not replace. The first name is a promise of docs/output.md. */

import { describe, expect } from "vitest";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

const test = base.extend("directory", ({ directory }) => {
  directory.write("config.yaml", `a: ${ARN}\n`);
  directory.write("secrets.yaml", "prod/db: cAnArY7f3b\n");
  return directory;
});

describe("a report does not overwrite what it is made of", () => {
  test("policy -o and a file of a directory, without any ARN", async ({ directory, shell }) => {
    directory.write("pipelines/a.yaml", `a: ${ARN}\n`);
    directory.write("pipelines/b.yaml", "b: plain\n");
    const ran = await shell("$ARNSUBST policy pipelines -o pipelines/b.yaml");
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("would overwrite pipelines/b") });
    expect(directory.read("pipelines/b.yaml")).toBe("b: plain\n");
  });

  test("policy -o with --check, which writes no policy", async ({ directory, shell }) => {
    const ran = await shell("$ARNSUBST policy config.yaml --check p.json -o p.json");
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("cannot be used with") });
    expect(directory.names()).toEqual(["config.yaml", "secrets.yaml"]);
  });

  test("policy -o", async ({ directory, shell }) => {
    const ran = await shell("$ARNSUBST policy config.yaml -o config.yaml");
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("would overwrite config.yaml") });
    expect(directory.read("config.yaml")).toBe(`a: ${ARN}\n`);
  });

  test("check -o and the file of --policy", async ({ directory, shell }) => {
    const { stdout } = await shell("$ARNSUBST policy config.yaml");
    directory.write("policy.json", stdout);
    const ran = await shell("$ARNSUBST check config.yaml --policy policy.json --format json -o policy.json");
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("would overwrite policy.json") });
    expect(directory.read("policy.json")).toBe(stdout);
  });
});

describe("no output is written over a file that the run reads", () => {
  const RULES = "severities: { arn-partial: off }\n";
  const RESOLVE = "$ARNSUBST config.yaml --secrets-file secrets.yaml";

  test.for([
    ["an input", "in.yaml", "$ARNSUBST in.yaml --secrets-file secrets.yaml -o in.yaml"],
    ["the secrets file", "s.yaml", "$ARNSUBST config.yaml --secrets-file s.yaml -o s.yaml"],
    ["the config file", ".arnsubst.yaml", `${RESOLVE} -o .arnsubst.yaml`],
    [
      "the config file of a directory above",
      ".arnsubst.yaml",
      `git init -q; mkdir a; cd a; ${RESOLVE.replaceAll(/\S+\.yaml/g, "../$&")} -o ../.arnsubst.yaml`,
    ],
    ["the file of --config", "rules.yaml", `${RESOLVE} --config rules.yaml -o ./rules.yaml`],
    ["the file of --config, by -d", "out/config.yaml", `${RESOLVE} --config out/config.yaml -d out`],
    [
      "the config file, by check",
      ".arnsubst.yaml",
      "$ARNSUBST check config.yaml --format json -o .arnsubst.yaml",
    ],
    ["the config file, by policy", ".arnsubst.yaml", "$ARNSUBST policy config.yaml -o .arnsubst.yaml"],
    [
      "the config file, by --status-file",
      ".arnsubst.yaml",
      `${RESOLVE} -o o --refresh 1h --status-file .arnsubst.yaml`,
    ],
    [
      "the config file, by exec --status-file",
      ".arnsubst.yaml",
      `${RESOLVE.replace(" ", " exec ")} --refresh 1h --status-file .arnsubst.yaml -- true`,
    ],
  ] as const)("%s", async ([, name, command], { directory, shell }) => {
    directory.write(name, RULES);
    const ran = await shell(command);
    expect(ran).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("would overwrite") });
    expect(directory.read(name)).toBe(RULES);
  });

  test("a device is neither read over nor replaced", async ({ shell }) => {
    const ran = await shell(`${RESOLVE} --config /dev/null -o /dev/null`);
    expect(ran.status).toBe(0);
  });

  test("but one that is not read can be written over", async ({ directory, shell }) => {
    directory.write(".arnsubst.yaml", RULES);
    const ran = await shell(`${RESOLVE} --no-config -o .arnsubst.yaml`);
    expect(ran.status).toBe(0);
    expect(directory.read(".arnsubst.yaml")).toBe("a: cAnArY7f3b\n");
  });
});
