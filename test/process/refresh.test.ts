/**
 * `resolve --refresh` as the real executable. The interval is an hour, and SIGHUP makes it look, so that nothing here waits
 * for a time. Secrets are on a server on loopback, and rotate by the test's hand.
 */

import { existsSync, rmSync, statSync, unlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { startInProcess } from "../support/refreshing.js";
import { configOf, NAMES, NEW, OLD, test, textOf } from "../support/resolve-refresh.js";
import { AWS_ENV } from "../support/run.js";
import { denied, fail, type Interceptor, type StoredSecret } from "../support/secrets-server.js";

const ONE = ["a.yaml", "-o", "out.yaml", "-v"] as const;
const THREE = [...NAMES.map((name) => `${name}.yaml`), "-d", "out", "-v"] as const;
const READY = "resolved ";
const LOOKED = "nothing has changed";
const FAILED = "the refresh failed";

/** Every name that a test of this file has printed goes through here: none may hold a value. */
function expectNoValue(...texts: readonly string[]): void {
  for (const text of texts) expect(text.toLowerCase()).not.toContain("canary");
}

describe("a rotation", () => {
  test("is seen in the file, and said without values", async ({ directory, rotate, stay }) => {
    const run = stay(["a.yaml", "-o", "out.yaml"]);
    await run.said(READY);
    expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    rotate({ a: NEW });
    run.kill("SIGHUP");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
    expect(directory.modeOf("out.yaml")).toBe("600");
    run.kill("SIGTERM");
    expect(await run.ended).toEqual({ status: 143, signal: null });
    expect(run.stderr()).toBe(
      `resolved 1 reference to 1 secret in 1 call → out.yaml\narnsubst: wrote out.yaml: ${arn("a")} has a new value\n`,
    );
  });

  test("rewrites only the files whose text has changed", async ({ directory, rotate, stay }) => {
    const run = stay(THREE);
    await run.said("→ out (3 files)");
    const state = () => NAMES.map((name) => statSync(directory.at("out", `${name}.yaml`)));
    const before = state();
    rotate({ b: NEW });
    run.kill("SIGHUP");
    await run.said(`wrote out/b.yaml: ${arn("b")} has a new value`);
    const after = state();
    expect(after.map(({ ino }, index) => ino === before[index]?.ino)).toEqual([true, false, true]);
    expect(after.map(({ mtimeMs }, index) => mtimeMs === before[index]?.mtimeMs)).toEqual([
      true,
      false,
      true,
    ]);
    expect(directory.read("out/b.yaml")).toBe(textOf("b", NEW));
  });

  test("that is in progress counts for nothing: AWSPENDING", async ({ directory, server, stay }) => {
    const secret = { arn: arn("a"), text: OLD };
    server.reset([secret]);
    const run = stay(ONE);
    await run.said(READY);
    server.reset([{ ...secret, versions: { AWSPENDING: NEW, AWSPREVIOUS: "cAnArYolder" } }]);
    run.kill("SIGHUP");
    await run.said(LOOKED);
    expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    server.reset([{ ...secret, text: NEW, versions: { AWSPREVIOUS: OLD } }]);
    run.kill("SIGHUP");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  });

  test("of a value that the files do not use rewrites nothing", async ({ directory, server, stay }) => {
    directory.write("a.yaml", `a: ${arn("json")}:used\n`);
    const json = (other: string) => server.reset([{ arn: arn("json"), text: `{"used":"u","x":"${other}"}` }]);
    json(OLD);
    const run = stay(ONE);
    await run.said(READY);
    const before = statSync(directory.at("out.yaml")).mtimeMs;
    json(NEW);
    run.kill("SIGHUP");
    await run.said(LOOKED);
    expect(statSync(directory.at("out.yaml")).mtimeMs).toBe(before);
  });

  test("comes from a secrets file too", async ({ directory, stay }) => {
    directory.write("secrets.yaml", `a: ${OLD}\n`);
    const run = stay([...ONE, "--secrets-file", "secrets.yaml"]);
    await run.said(READY);
    directory.write("secrets.yaml", `a: ${NEW}\n`);
    run.kill("SIGHUP");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  });
});

test("a file that has the right text already keeps its time stamp", async ({
  directory,
  arnsubst,
  rotate,
  server,
}) => {
  rotate();
  const args = ["a.yaml", "-o", "out.yaml", "--endpoint-url", server.url];
  const run = () => arnsubst(args, { env: AWS_ENV });
  expect((await run()).stderr).toMatch(/→ out\.yaml\n$/);
  const before = statSync(directory.at("out.yaml"));
  expect((await run()).stderr).toMatch(/→ out\.yaml \(unchanged\)\n$/);
  expect(statSync(directory.at("out.yaml"))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

describe("a look that fails changes nothing", () => {
  const cases: readonly (readonly [string, Interceptor, string])[] = [
    ["AWS cannot be reached", (_, response) => Boolean(response.destroy()), "arnsubst: "],
    [
      "AWS throttles",
      (_, response) => {
        fail(response, { code: "ThrottlingException", message: "Rate exceeded" });
        return true;
      },
      "thrott",
    ],
    [
      "access is denied",
      ({ operation }, response) => {
        fail(response, denied(operation));
        return true;
      },
      "secret-denied",
    ],
    [
      "the secret is deleted",
      (_, response) => {
        fail(response, {
          code: "InvalidRequestException",
          message: "You can't perform this operation on the secret because it was marked for deletion.",
        });
        return true;
      },
      "arnsubst: ",
    ],
  ];

  test.for(cases)("%s", async ([_, intercept, said], { directory, rotate, stay }) => {
    const run = stay(["a.yaml", "-o", "out.yaml", "--timeout", "1"]);
    await run.said(READY);
    const before = statSync(directory.at("out.yaml"));
    rotate({}, intercept);
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain(said);
    expect(run.stderr()).toContain("the next try is in 5 seconds");
    expect(statSync(directory.at("out.yaml"))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    rotate({ a: NEW });
    run.kill("SIGHUP");
    await run.said("the refresh works again");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
    run.kill("SIGINT");
    expect(await run.ended).toEqual({ status: 130, signal: null });
    expect(run.stderr().split(FAILED)).toHaveLength(2);
    expectNoValue(run.stderr());
  });

  test("one secret of twenty is deleted", async ({ directory, server, stay }) => {
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    directory.write("a.yaml", names.map((name) => `${name}: ${arn(name)}\n`).join(""));
    const stored = (value: string): StoredSecret[] => names.map((name) => ({ arn: arn(name), text: value }));
    server.reset(stored(OLD));
    const run = stay(ONE);
    await run.said(READY);
    const before = directory.read("out.yaml");
    const message = "You can't perform this operation on the secret because it was marked for deletion.";
    const deleted = { arn: arn("s7"), error: { code: "InvalidRequestException", message } };
    server.reset(stored(NEW).with(7, deleted));
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain("secret-deleted");
    expect(directory.read("out.yaml")).toBe(before);
    server.reset(stored(NEW));
    run.kill("SIGHUP");
    await run.said("have a new value");
    expect(directory.read("out.yaml")).toBe(before.replaceAll(OLD, NEW));
    expectNoValue(run.stderr());
  });

  test("a key is no longer in the secret", async ({ directory, server, stay }) => {
    directory.write("a.yaml", `a: ${arn("json")}:password\n`);
    server.reset([{ arn: arn("json"), text: `{"password":"${OLD}"}` }]);
    const run = stay(ONE);
    await run.said(READY);
    server.reset([{ arn: arn("json"), text: `{"pasword":"${NEW}"}` }]);
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain("secret-key-missing");
    expect(directory.read("out.yaml")).toBe(`a: ${OLD}\n`);
    expectNoValue(run.stderr());
  });

  test("the target is a directory now", async ({ directory, rotate, stay }) => {
    const run = stay(ONE);
    await run.said(READY);
    unlinkSync(directory.at("out.yaml"));
    directory.write("out.yaml/file", "");
    rotate({ a: NEW });
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain("out.yaml: cannot be written (it is a directory, not a file)");
    rmSync(directory.at("out.yaml"), { recursive: true });
    run.kill("SIGHUP");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  });

  test("an unexpected error is no reason to end", async ({ directory, rotate, stay }) => {
    const broken = `const { cwd } = process;
      process.cwd = () => { if (process.getBuiltinModule("node:fs").existsSync("broken")) throw new TypeError("cAnArY"); return cwd(); };`;
    const node = ["--import", `data:text/javascript,${encodeURIComponent(broken)}`];
    const run = stay(ONE, {}, node);
    await run.said(READY);
    directory.write("broken", "");
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain("arnsubst: a bug in arnsubst: TypeError");
    unlinkSync(directory.at("broken"));
    rotate({ a: NEW });
    run.kill("SIGHUP");
    await run.said("has a new value");
    expectNoValue(run.stderr());
  });
});

test("the server away for ten looks: it stays, says so once, and goes on when the server is back", async ({
  directory,
  rotate,
  stay,
}) => {
  const run = stay(["a.yaml", "-o", "out.yaml", "--status-file", "status.json"]);
  await run.said(READY);
  rotate({}, (_, response) => Boolean(response.destroy()));
  while (!existsSync(directory.at("status.json"))) await new Promise((done) => setTimeout(done, 10));
  const health = () => JSON.parse(directory.read("status.json")) as Record<string, string>;
  for (let look = 0; look < 10; look += 1) {
    const { lastLook } = health();
    run.kill("SIGHUP");
    while (health()["lastLook"] === lastLook) await new Promise((done) => setTimeout(done, 10));
    expect(health()["result"]).toBe("failed");
  }
  expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
  rotate({ a: NEW });
  run.kill("SIGHUP");
  await run.said("has a new value");
  expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  expect(run.stderr().split(FAILED)).toHaveLength(2);
  expect(run.stderr().split("works again")).toHaveLength(2);
});

test("pauses grow while the server is away, and it is told once", async ({ directory, rotate, server }) => {
  rotate();
  const args = ["a.yaml", "-o", "out.yaml", "--refresh", "1m", "--endpoint-url", server.url];
  const run = startInProcess(args, directory.path, { ...AWS_ENV, AWS_MAX_ATTEMPTS: "1" });
  await run.clock.asleep();
  rotate({}, (_, response) => Boolean(response.destroy()));
  const pauses: number[] = [];
  for (let look = 0; look < 10; look += 1) pauses.push((await run.look()) / 1_000);
  expect(run.stderr.text.split(FAILED)).toHaveLength(2);
  expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeLessThanOrEqual(Math.min(60, 5 * 2 ** index));
    expect(pause).toBeGreaterThanOrEqual(0.9 * Math.min(60, 5 * 2 ** index));
  }
  rotate({ a: NEW });
  await run.look();
  expect(await run.end()).toBe(143);
  expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  expect(run.stderr.text).toMatch(
    /the next try is in 5 seconds\narnsubst: the refresh works again\narnsubst: wrote out\.yaml: .* has a new value\n$/,
  );
  expectNoValue(run.stderr.text);
});

test("within an interval a rotation is in the file", async ({ directory, rotate, server }) => {
  rotate();
  const args = ["a.yaml", "-o", "out.yaml", "--refresh", "5m", "--endpoint-url", server.url];
  const run = startInProcess(args, directory.path, AWS_ENV);
  await run.clock.asleep();
  const rotated = run.clock.now();
  rotate({ a: NEW });
  await run.look();
  expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  expect(run.clock.now() - rotated).toBeLessThanOrEqual(300_000);
  expect(server.calls).toHaveLength(1);
  await run.end();
});

describe("the input", () => {
  test("takes effect when it is edited", async ({ directory, stay, rotate }) => {
    rotate({ b: NEW });
    const run = stay(ONE);
    await run.said(READY);
    directory.write("a.yaml", configOf("b"));
    run.kill("SIGHUP");
    await run.said("wrote out.yaml: the config or the file has changed");
    expect(directory.read("out.yaml")).toBe(textOf("b", NEW));
  });

  test.for([
    ["is broken", "a: [\n", "yaml-syntax"],
    ["has a wrong ARN", "a: arn:aws:secretsmanager:us-west-2:1:secret:x\n", "arn-account"],
    ["is missing", undefined, "a.yaml: no such file or directory"],
  ] as const)("leaves the old result when it %s", async ([_, text, said], { directory, rotate, stay }) => {
    const run = stay(ONE);
    await run.said(READY);
    rotate({ a: NEW });
    if (text === undefined) unlinkSync(directory.at("a.yaml"));
    else directory.write("a.yaml", text);
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain(said);
    expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    directory.write("a.yaml", configOf("a"));
    run.kill("SIGHUP");
    await run.said("the refresh works again");
    await run.said("has a new value");
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  });

  test("a config file that is edited takes effect, and one that is broken changes nothing", async ({
    directory,
    rotate,
    stay,
  }) => {
    directory.write("a.yaml", `a_arn: ${arn("a")}\n`);
    directory.write("team.yaml", "{}\n");
    rotate();
    const run = stay([...ONE, "--config", "team.yaml"]);
    await run.said("out.yaml");
    expect(directory.read("out.yaml")).toBe(`a_arn: ${arn("a")}\n`);
    directory.write("team.yaml", "reference-keys: [a_arn]\n");
    run.kill("SIGHUP");
    await run.said("wrote out.yaml: ");
    expect(directory.read("out.yaml")).toBe(`a_arn: ${OLD}\n`);
    directory.write("team.yaml", "reference-keys: [\n");
    run.kill("SIGHUP");
    await run.said(FAILED);
    expect(run.stderr()).toContain("team.yaml");
    expect(directory.read("out.yaml")).toBe(`a_arn: ${OLD}\n`);
  });

  test("an output that somebody has changed or removed is put right", async ({ directory, stay, rotate }) => {
    rotate();
    const run = stay(ONE);
    await run.said(READY);
    for (const [index, damage] of [
      () => directory.write("out.yaml", "damaged"),
      () => unlinkSync(directory.at("out.yaml")),
    ].entries()) {
      damage();
      run.kill("SIGHUP");
      await run.said("the config or the file has changed", index + 1);
      expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    }
  });
});

test("two on one target agree", async ({ directory, rotate, stay }) => {
  rotate();
  const [one, other] = [stay(ONE), stay(ONE)];
  await Promise.all([one.said(READY), other.said(READY)]);
  rotate({ a: NEW });
  one.kill("SIGHUP");
  other.kill("SIGHUP");
  const looked = (run: typeof one) => Promise.race([run.said("has a new value"), run.said(LOOKED)]);
  await Promise.all([looked(one), looked(other)]);
  expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
  for (const run of [one, other]) run.kill("SIGTERM");
  expect(await Promise.all([one.ended, other.ended])).toEqual([
    { status: 143, signal: null },
    { status: 143, signal: null },
  ]);
  expect(directory.names().filter((name) => name.startsWith(".arnsubst-"))).toEqual([]);
});

test("credentials that expire are renewed", async ({ directory, rotate, server, stay }) => {
  rotate();
  const answer = (key: string) =>
    JSON.stringify({
      Version: 1,
      AccessKeyId: key,
      SecretAccessKey: "x",
      SessionToken: "cAnArYtoken",
      Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    });
  const process_ = directory.write("answer.json", answer("ASIAFIRST"));
  const profile = `[profile own]\ncredential_process = /bin/cat ${process_}\n`;
  const config = directory.write("aws-config", profile);
  const noKeys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_CONFIG_FILE: config };
  const run = stay([...ONE, "--profile", "own"], noKeys);
  await run.said(READY);
  expect(server.calls.map(({ key }) => key)).toEqual(["ASIAFIRST"]);
  directory.write("answer.json", answer("ASIASECOND"));
  rotate({ a: NEW }, ({ key }, response) => {
    if (key !== "ASIAFIRST") return false;
    fail(response, { code: "ExpiredTokenException", message: "expired" });
    return true;
  });
  run.kill("SIGHUP");
  await run.said("has a new value");
  expect(server.calls.map(({ key }) => key)).toEqual(["ASIASECOND"]);
  expectNoValue(run.stderr());
});

describe("the ready file and the status file", () => {
  const health = ["--ready-file", "ready", "--status-file", "status.json"];

  test("appear after the first write, and have no value", async ({ directory, rotate, stay }) => {
    rotate();
    directory.write("ready", "arnsubst is ready: 2026-01-01T00:00:00.000Z\n");
    const run = stay([...ONE, ...health]);
    while (!existsSync(directory.at("status.json"))) await new Promise((done) => setTimeout(done, 10));
    expect(directory.read("ready")).toMatch(/^arnsubst is ready: \d{4}-\d\d-\d\dT.*Z\n$/);
    expect(directory.read("ready")).not.toContain("2026-01-01T00:00:00.000Z");
    expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    const status = () => JSON.parse(directory.read("status.json")) as Record<string, string>;
    expect(status()).toMatchObject({ result: "changed" });
    rotate({}, ({ operation }, response) => {
      fail(response, denied(operation));
      return true;
    });
    run.kill("SIGHUP");
    await run.said(FAILED);
    while (status()["result"] !== "failed") await new Promise((done) => setTimeout(done, 10));
    expect(status()["message"]).toContain("secret-denied");
    expect(existsSync(directory.at("ready"))).toBe(true);
    expectNoValue(run.stderr(), directory.read("status.json"), directory.read("ready"));
    run.kill("SIGTERM");
    expect(await run.ended).toEqual({ status: 143, signal: null });
    expect(directory.names()).not.toContain("ready");
    expect(directory.names()).toContain("status.json");
  });

  test("do not appear where the first look fails", async ({ directory, server, stay }) => {
    server.reset([]);
    const run = stay([...ONE, ...health]);
    expect(await run.ended).toEqual({ status: 1, signal: null });
    expect(directory.names().filter((name) => !name.endsWith(".yaml"))).toEqual([]);
  });
});

describe("on GitHub Actions", () => {
  test.for([["text"], ["json"]] as const)(
    "a new value is masked, and nothing else says it: %s",
    async ([format], { directory, rotate, stay }) => {
      rotate();
      const options = ["--log-format", format, "--status-file", "status.json"];
      const run = stay(["a.yaml", "-o", "out.yaml", ...options], { GITHUB_ACTIONS: "true" });
      await run.said(`::add-mask::${OLD}\n`);
      await run.said(READY);
      unlinkSync(directory.at("out.yaml"));
      directory.write("out.yaml/file", "");
      rotate({ a: NEW });
      run.kill("SIGHUP");
      await run.said("cannot be written");
      run.kill("SIGTERM");
      await run.ended;
      expect(run.stderr()).toContain(`::add-mask::${NEW}\n`);
      expectNoValue(run.stderr().replace(/^::add-mask::.*$/gm, ""), directory.read("status.json"));
    },
  );
});

test("with --log-format json each line of stderr is an object, from the first look on", async ({
  rotate,
  stay,
}) => {
  rotate();
  const run = stay(["a.yaml", "-o", "out.yaml", "--log-format", "json"]);
  await run.said('"event":"started"');
  rotate({ a: NEW });
  run.kill("SIGHUP");
  await run.said('"event":"changed"');
  run.kill("SIGTERM");
  await run.ended;
  const lines = run.stderr().trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      time: expect.any(String),
      event: "started",
      files: ["out.yaml"],
      message: "resolved 1 reference to 1 secret in 1 call → out.yaml\n",
    },
    { time: expect.any(String), event: "changed", files: ["out.yaml"], secrets: [arn("a")] },
  ]);
});

test("with --log-format json a first look that fails is an object too", async ({ server, stay }) => {
  server.reset([]);
  const run = stay(["a.yaml", "-o", "out.yaml", "--log-format", "json"]);
  expect(await run.ended).toEqual({ status: 1, signal: null });
  expect(JSON.parse(run.stderr())).toEqual({
    time: expect.any(String),
    event: "failed",
    message: expect.stringContaining("secret-not-found"),
  });
});

describe("is a usage error where there would be nothing to look at again", () => {
  const REFRESH = ["--refresh", "10s"];
  test.for<[args: readonly string[], said: string]>([
    [["a.yaml", ...REFRESH], "--refresh needs a file to write again"],
    [["a.yaml", "-o", "-", ...REFRESH], "--refresh needs a file to write again"],
    [["a.yaml", "-o", "/dev/null", ...REFRESH], "--refresh needs a file to write again"],
    [["-i", "a.yaml", ...REFRESH], "--refresh does not work with -i"],
    [["-o", "out.yaml", ...REFRESH], "--refresh cannot read standard input again"],
    [["-", "-o", "out.yaml", ...REFRESH], "--refresh cannot read standard input again"],
    [["a.yaml", "-o", "o", "--secrets-file", "-", ...REFRESH], "--refresh cannot read standard input again"],
    [["a.yaml", "-o", "o", "--dry-run", ...REFRESH], "--refresh does not work with --dry-run"],
    [["a.yaml", "-o", "o", "--refresh", "9s"], "It has to be a time from 10s to 24h"],
    [["a.yaml", "-o", "o", "--refresh", "5"], "It has to be a time from 10s to 24h"],
    [["a.yaml", "-o", "o", "--log-format", "xml", ...REFRESH], "Allowed choices are text, json"],
    [["a.yaml", "-o", "o", "--ready-file", "r"], "--ready-file works with --refresh only"],
    [["a.yaml", "-o", "o", "--status-file", "r"], "--status-file works with --refresh only"],
    [
      ["a.yaml", "-o", "o", "--ready-file", "a.yaml", ...REFRESH],
      "--ready-file a.yaml would overwrite a.yaml",
    ],
    [["a.yaml", "-o", "o", "--status-file", "./o", ...REFRESH], "--status-file ./o would overwrite o"],
    [
      ["a.yaml", "-o", "o", "--ready-file", "b.yaml", ...REFRESH],
      "--ready-file b.yaml: there is another file",
    ],
  ])("%j", async ([args, said], { directory, inProcess }) => {
    const before = directory.names();
    const { status, stdout, stderr } = await inProcess(["resolve", ...args], { env: AWS_ENV });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(directory.names()).toEqual(before);
    expect(directory.read("a.yaml")).toBe(configOf("a"));
  });
});

describe("signals", () => {
  test.for([
    ["SIGTERM", 143],
    ["SIGINT", 130],
    ["SIGQUIT", 131],
  ] as const)(
    "%s ends it during a look, and the ready file is removed",
    async ([signal, status], { directory, rotate, stay }) => {
      rotate();
      const run = stay([...ONE, "--ready-file", "ready"]);
      await run.said(READY);
      const asked = new Promise<void>((done) => {
        rotate({}, () => {
          done();
          return true;
        });
      });
      run.kill("SIGHUP");
      await asked;
      expect(directory.names()).toContain("ready");
      run.kill(signal);
      expect(await run.ended).toEqual({ status, signal: null });
      expect(directory.names()).not.toContain("ready");
      expect(directory.read("out.yaml")).toBe(textOf("a", OLD));
    },
  );

  test("SIGTERM while a file is replaced ends it after that", async ({ directory, rotate, stay }) => {
    rotate();
    const tampering = `import fs from "node:fs/promises"; import { syncBuiltinESMExports } from "node:module";
      const { rename } = fs; let calls = 0;
      fs.rename = async (...args) => {
        if (args[1].endsWith("out.yaml") && calls++ === 1) process.kill(process.pid, "SIGTERM");
        await new Promise((done) => setTimeout(done, 100));
        return rename(...args);
      };
      syncBuiltinESMExports();`;
    const run = stay(ONE, {}, ["--import", `data:text/javascript,${encodeURIComponent(tampering)}`]);
    await run.said(READY);
    rotate({ a: NEW });
    run.kill("SIGHUP");
    expect(await run.ended).toEqual({ status: 143, signal: null });
    expect(directory.read("out.yaml")).toBe(textOf("a", NEW));
    expect(directory.names().filter((name) => name.startsWith(".arnsubst-"))).toEqual([]);
  });
});
