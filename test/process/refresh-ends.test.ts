/** What others see of `resolve --refresh`: its ready and status files, its log, its masks, and how it ends. */

import { existsSync, unlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { expectNoValue, FAILED, NEW, OLD, ONE, READY, test, textOf } from "../support/resolve-refresh.js";
import { denied, fail } from "../support/secrets-server.js";

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
