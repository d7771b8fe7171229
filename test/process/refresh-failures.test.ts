/** `resolve --refresh` while looks fail: nothing changes, it is said once, and it goes on when they succeed again. */

import { existsSync, rmSync, statSync, unlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { startInProcess } from "../support/refreshing.js";
import { expectNoValue, FAILED, NEW, OLD, ONE, READY, test, textOf } from "../support/resolve-refresh.js";
import { AWS_ENV } from "../support/run.js";
import { denied, fail, type Interceptor, type StoredSecret } from "../support/secrets-server.js";

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
