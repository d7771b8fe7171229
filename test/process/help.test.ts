/** Help is complete, fits the narrowest terminal in use, and its examples are true: they are run. */

import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { list } from "../../src/index.js";
import { COMMANDS } from "../support/program.js";
import { AWS_ENV, EXECUTABLE, ROOT, runInProcess, runProcess } from "../support/run.js";
import { type SecretsServer, startSecretsServer } from "../support/secrets-server.js";
import { shellsFound } from "../support/shells.js";

const found: readonly string[] = shellsFound();
let directory: string;
let server: SecretsServer;

/** A directory with the files that the examples name, `arnsubst` on the PATH, and an AWS that has the secrets. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "arnsubst-test-"));
  cpSync(join(ROOT, "fixtures/mage/io_config.yaml"), join(directory, "io_config.yaml"));
  cpSync(join(ROOT, "fixtures/mage/pipelines"), join(directory, "pipelines"), { recursive: true });
  cpSync(join(ROOT, "fixtures/secrets.yaml"), join(directory, "dev-secrets.yaml"));
  writeFileSync(join(directory, "arnsubst"), `#!/bin/sh\nexec "${process.execPath}" "${EXECUTABLE}" "$@"\n`);
  chmodSync(join(directory, "arnsubst"), 0o755);
  mkdirSync(join(directory, "run"));
  mkdirSync(join(directory, ".config/fish/completions"), { recursive: true });
  server = await startSecretsServer();
  const { plan } = list([{ name: "", text: readFileSync(join(directory, "io_config.yaml"), "utf8") }]);
  const secrets = plan.secrets.map(({ id, references }) => {
    const keys = references.flatMap(({ selector: { jsonKey } }) => (jsonKey === undefined ? [] : [jsonKey]));
    const json = JSON.stringify(Object.fromEntries(keys.map((key) => [key, "v"])));
    return { arn: id.text, text: keys.length === 0 ? "v" : json };
  });
  server.reset(secrets);
});
beforeEach(() => {
  const statement = { Effect: "Allow", Action: "secretsmanager:*", Resource: "*" };
  writeFileSync(join(directory, "policy.json"), JSON.stringify({ Statement: [statement] }));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await server.close();
});

/** The lines below a heading, up to the next space one; those that a backslash joins are one. */
function below(heading: string, help: string): readonly string[] {
  const lines = help.split(`\n${heading}:\n`)[1]?.split("\n\n")[0]?.trimEnd() ?? "";
  return lines.replaceAll(/\\\n\s*/g, "").split("\n");
}

async function helpOf(command: string): Promise<string> {
  const { status, stdout, stderr } = await runInProcess([...(command === "" ? [] : [command]), "--help"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

describe.each([...COMMANDS])("arnsubst %s --help", (name, command) => {
  test("fits 80 columns", async () => {
    expect((await helpOf(name)).split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("has every option once, under a heading of its kind", async () => {
    const help = await helpOf(name);
    const flags = Array.from(help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm), ([, long]) => long);
    const known = [...command.options, ...(command.parent?.options ?? [])].map(({ long }) => long);
    expect(flags.sort()).toEqual([...known, "--help"].sort());
    expect(help).toContain("\nGeneral options:\n");
    expect(help).not.toContain("\nOptions:\n");
  });

  test("has examples, and says what the statuses mean", async () => {
    const help = await helpOf(name);
    expect(below("Examples", help).length).toBeGreaterThanOrEqual(2);
    expect(below("Exit status", help).map((line) => line.slice(0, 5))).toEqual(
      expect.arrayContaining(["  0  ", "  2  ", "  3  "]),
    );
  });

  test("its examples run", async () => {
    const examples = below("Examples", await helpOf(name)).map((line) => line.replaceAll(" /run/", " run/"));
    const { PATH = "" } = process.env;
    const env = { ...AWS_ENV, AWS_ENDPOINT_URL: server.url, HOME: directory, PATH: `${directory}:${PATH}` };
    for (const example of examples) {
      const shell = /completion (\w+)/.exec(example)?.[1];
      if (shell !== undefined && !found.includes(shell)) continue;
      const ran = await runProcess(shell ?? "/bin/sh", ["-c", example], { cwd: directory, env });
      expect(ran.status, example).toBe(0);
      expect(ran.stderr, example).toMatch(
        /^(?:resolved .+ → run\/io_config\.yaml(?: \(unchanged\))?\n|arnsubst: 1 value of fewer than 6 .+\n)?$/,
      );
    }
  });
});

/** Help as one line: where its lines break depends on its widest option. */
async function flatHelp(command: string): Promise<string> {
  return (await helpOf(command)).replaceAll(/\s+/g, " ");
}

test.each([
  ["", "arnsubst <command> [options] [arguments...]"],
  ["", "(the default command); without files, or with -, it reads stdin"],
  ["", "list [options] <paths...> show which secrets are needed, where, and in how many calls"],
  ["", "-q, --quiet print nothing but results and errors"],
  ["", "--max-size <bytes> refuse inputs larger than this (default: 100000000)"],
  [
    "",
    "2 usage error: the command line or the config file is wrong, or a file is missing or of the wrong kind",
  ],
  [
    "resolve",
    "--jinja <mode> what to do with values that contain Jinja syntax; by default, refuse them in files that have templates",
  ],
  [
    "resolve",
    "--map-account <from=to> look up one account's secrets in another, as in 111111111111=222222222222",
  ],
  ["resolve", "--map-region <from=to> look up one region's secrets in another, as in us-west-2=us-east-1"],
  ["resolve", "--region <region> region for references without one, and for STS"],
  ["list", "--region <region> region for references without one General options:"],
  ["policy", "--region <region> region for references without one General options:"],
  ["policy", "--check <file> compare the needed policy with this file; exit status 1 if they differ"],
  ["exec", "--no-mask on GitHub Actions, do not ask GitHub to mask the values in its log"],
  ["exec", "at this YAML path, such as DB_PASSWORD=db.password, and write no files; repeatable"],
  ["exec", "--placeholder <text> use this text in place of {}; '' turns it off"],
  ["check", "With --online: --profile <name>"],
  ["explain", "Usage: arnsubst explain [options] <arn|expression|file:line[:column]>"],
  ["explain", "or a file is missing or of the wrong kind 3 environment error: a file cannot be read, or"],
  ["completion", "arnsubst completion fish > ~/.config/fish/completions/arnsubst.fish"],
])("arnsubst %s --help says: %s", async (command, words) => {
  expect(await flatHelp(command)).toContain(words);
});

test("the general options have the same order in all helps", async () => {
  const general = async (command: string) =>
    below("General options", await helpOf(command)).flatMap(
      (line) => /--[\w-]+/.exec(line.slice(0, 24)) ?? [],
    );
  const top = await general("");
  expect(top.at(0)).toBe("--quiet");
  expect(top.slice(-2)).toEqual(["--version", "--help"]);
  for (const [command] of COMMANDS) expect(await general(command)).toEqual(top);
});
