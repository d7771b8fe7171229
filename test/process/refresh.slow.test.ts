/** `resolve --refresh` with readers that never stop, kills at any moment, moto's secrets, and a Mage that keeps running. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { CreateSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { openDirectory } from "../support/directory.js";
import { hasMoto, type Moto, startMoto } from "../support/moto.js";
import { pythonFound } from "../support/python.js";
import { startStaying } from "../support/refreshing.js";
import { configOf, NAMES, NEW, OLD, READY, test, textOf } from "../support/resolve-refresh.js";
import { AWS_ENV } from "../support/run.js";

/** Long enough for a reader, or a kill, to meet it while it is written. */
const FILLER = "# filler\n".repeat(10_000);
const temporary = (names: readonly string[]) => names.filter((name) => name.startsWith(".arnsubst-"));

test("a reader that reads all the time never sees half a file or an empty one: 10,000 reads", async ({
  directory,
  rotate,
  stay,
}) => {
  directory.write("a.yaml", configOf("a") + FILLER);
  const values = [OLD];
  const run = stay(["a.yaml", "-o", "out.yaml"]);
  await run.said(READY);
  const wrong: string[] = [];
  let reads = 0;
  let isOver = false;
  const reading = (async () => {
    for (; reads < 10_000 || !isOver; reads += 1) {
      const text = readFileSync(directory.at("out.yaml"), "utf8");
      if (!values.some((value) => text === textOf("a", value) + FILLER)) wrong.push(text.slice(0, 100));
      if (reads % 10 === 0) await new Promise((done) => setImmediate(done));
    }
  })();
  for (let rotation = 1; rotation <= 50 || reads < 10_000; rotation += 1) {
    const value = `value${rotation}`;
    values.unshift(value);
    values.splice(2);
    rotate({ a: value });
    run.kill("SIGHUP");
    await run.said("has a new value", rotation);
  }
  isOver = true;
  await reading;
  expect(reads).toBeGreaterThanOrEqual(10_000);
  expect(wrong).toEqual([]);
}, 180_000);

test("without a signal a rotation is in the file after the interval", async ({
  directory,
  rotate,
  server,
}) => {
  rotate();
  const args = ["a.yaml", "-o", "out.yaml", "--refresh", "10s", "--endpoint-url", server.url];
  const run = startStaying(args, directory.path, AWS_ENV);
  await run.said(READY);
  rotate({ a: NEW });
  await run.said("has a new value");
  expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  run.kill("SIGTERM");
  await run.ended;
});

/** Each run is killed during its second look, at a moment or as soon as it writes. How often the look was through. */
async function killLooks(kills: number, args: readonly string[], outputs: readonly string[]) {
  const directory = openDirectory();
  for (const name of NAMES) directory.write(`${name}.yaml`, configOf(name) + FILLER);
  const secrets = (value: string) =>
    directory.write("secrets.yaml", NAMES.map((name) => `${name}: ${value}\n`).join(""));
  const nameOf = (output: string) => NAMES.find((name) => output.endsWith(`${name}.yaml`)) ?? "a";
  const tally = { old: 0, fresh: 0 };
  for (let kill = 0; kill < kills; kill += 1) {
    const [before, value] = [`before${kill}`, `after${kill}`];
    secrets(before);
    const all = [...args, "--secrets-file", "secrets.yaml", "--refresh", "1h"];
    const run = startStaying(all, directory.path);
    await run.said(READY);
    expect(temporary([...directory.names(), ...directory.names("out")])).toEqual([]);
    secrets(value);
    run.kill("SIGHUP");
    await new Promise((done) => setTimeout(done, Math.random() * 60));
    run.kill("SIGKILL");
    await run.ended;
    for (const output of outputs) {
      const text = directory.read(output);
      const seen = [before, value].find((each) => text === textOf(nameOf(output), each) + FILLER);
      expect(seen, `${output} is neither old nor new`).toBeDefined();
      if (seen === value) tally.fresh += 1;
      else tally.old += 1;
    }
  }
  directory.remove();
  return tally;
}

test("after a kill at any moment of a look a file has its old content or its new content: 200 kills", async () => {
  const three = [...NAMES.map((name) => `${name}.yaml`), "-d", "out"];
  const tallies = await Promise.all([
    killLooks(100, ["a.yaml", "-o", "out.yaml"], ["out.yaml"]),
    killLooks(
      100,
      three,
      NAMES.map((name) => `out/${name}.yaml`),
    ),
  ]);
  // Otherwise the kills have missed what they are for.
  for (const { old, fresh } of tallies) expect(Math.min(old, fresh)).toBeGreaterThan(0);
}, 300_000);

test("SIGTERM at any moment ends it with status 143, and leaves no ready file: 60 times", async () => {
  const directory = openDirectory();
  directory.write("a.yaml", configOf("a") + FILLER);
  for (let count = 0; count < 60; count += 1) {
    directory.write("secrets.yaml", `a: value${count}\n`);
    const args = ["a.yaml", "-o", "out.yaml", "--secrets-file", "secrets.yaml", "--refresh", "1h"];
    const run = startStaying([...args, "--ready-file", "ready"], directory.path);
    await run.said(READY);
    directory.write("secrets.yaml", `a: next${count}\n`);
    run.kill("SIGHUP");
    await new Promise((done) => setTimeout(done, Math.random() * 60));
    run.kill("SIGTERM");
    expect(await run.ended).toEqual({ status: 143, signal: null });
    expect([`value${count}`, `next${count}`].map((value) => textOf("a", value) + FILLER)).toContain(
      directory.read("out.yaml"),
    );
    expect(directory.names()).toEqual(["a.yaml", "out.yaml", "secrets.yaml"]);
  }
  directory.remove();
}, 180_000);

const moto = hasMoto();
if (!moto) process.stderr.write("moto_server is not on the PATH: the tests against it are left out\n");

describe.skipIf(!moto)("against moto", () => {
  let server: Moto;
  beforeAll(async () => {
    server = await startMoto();
  }, 90_000);
  afterAll(() => server.stop());

  test("put_secret_value is seen at the next look", async ({ directory }) => {
    const client = server.clientFor("us-west-2");
    const { ARN } = await client.send(new CreateSecretCommand({ Name: "db", SecretString: OLD }));
    directory.write("a.yaml", `a: ${ARN}\n`);
    const args = ["a.yaml", "-o", "out.yaml", "--refresh", "1h", "--endpoint-url", server.url];
    const run = startStaying(args, directory.path, AWS_ENV);
    await run.said(READY);
    expect(directory.read("out.yaml")).toBe(`a: ${OLD}\n`);
    await client.send(new PutSecretValueCommand({ SecretId: "db", SecretString: NEW }));
    run.kill("SIGHUP");
    await run.said(`wrote out.yaml: ${ARN} has a new value`);
    expect(directory.read("out.yaml")).toBe(`a: ${NEW}\n`);
    const pending = { SecretId: "db", SecretString: "pending", VersionStages: ["AWSPENDING"] };
    await client.send(new PutSecretValueCommand(pending));
    run.kill("SIGHUP");
    run.kill("SIGTERM");
    await run.ended;
    expect(directory.read("out.yaml")).toBe(`a: ${NEW}\n`);
  });
});

/** Reads the file anew at each line of its standard input, as Mage's ConfigFileLoader does. */
const LOADER = `
import sys, yaml
from jinja2 import Template
for path in sys.stdin:
    with open(path.strip()) as file:
        print(yaml.full_load(Template(file.read()).render())["default"]["POSTGRES_PASSWORD"], flush=True)
`;

test.runIf(pythonFound)(
  "a Mage that keeps running reads the new password from the same path",
  async ({ directory, rotate, stay }) => {
    directory.write("io_config.arns.yaml", `default:\n  POSTGRES_PASSWORD: ${configOf("a").slice(3)}`);
    rotate({ a: "p@ss: old" });
    const run = stay(["io_config.arns.yaml", "-o", "io_config.yaml"]);
    await run.said(READY);
    const loader = spawn("python3", ["-c", LOADER], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: loader.stdout });
    const load = async () => {
      loader.stdin.write(`${directory.at("io_config.yaml")}\n`);
      const [line] = (await once(lines, "line")) as [string];
      return line;
    };
    expect(await load()).toBe("p@ss: old");
    rotate({ a: "n€w: #1" });
    run.kill("SIGHUP");
    await run.said("has a new value");
    expect(await load()).toBe("n€w: #1");
    loader.stdin.end();
    await once(loader, "close");
  },
);
