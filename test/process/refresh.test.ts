/**
 * `resolve --refresh` as the real executable. The interval is an hour, and SIGHUP makes it look, so that nothing here waits
 * for a time. Secrets are on a server on loopback, and rotate by the test's hand.
 */

import { statSync, unlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { arn, parameterArn } from "../support/arns.js";
import { startInProcess } from "../support/refreshing.js";
import {
  configOf,
  expectNoValue,
  FAILED,
  LOOKED,
  NAMES,
  NEW,
  OLD,
  ONE,
  READY,
  THREE,
  test,
  textOf,
} from "../support/resolve-refresh.js";
import { AWS_ENV } from "../support/run.js";

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

  test("of a parameter, which another program writes a new version of", async ({
    directory,
    server,
    stay,
  }) => {
    const id = parameterArn("prod/hosts");
    directory.write("a.yaml", `a: ${id}\nb: ${arn("b")}\n`);
    const store = (value: string, version: number) =>
      server.reset([
        { arn: id, type: "StringList", value, version },
        { arn: arn("b"), text: OLD },
      ]);
    store(OLD, 1);
    const run = stay(ONE);
    await run.said(READY);
    expect(directory.read("out.yaml")).toBe(`a: ["${OLD}"]\nb: ${OLD}\n`);
    store(`${OLD},${NEW}`, 2);
    run.kill("SIGHUP");
    await run.said(`${id} has a new value`);
    expect(directory.read("out.yaml")).toBe(`a: ["${OLD}", "${NEW}"]\nb: ${OLD}\n`);
    expectNoValue(run.stderr());
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
