/** `exec --refresh` before anything has changed: what it refuses, how it ends, and the files by which others see it. */

import { existsSync, readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { test, until } from "../support/rotation.js";

const WAIT = "echo ready; while :; do sleep 0.05; done";
const HEALTH = ["--ready-file", "ready", "--status-file", "status.json"] as const;

describe("refused, and nothing is started", () => {
  const misuse: readonly (readonly [args: string, message: string])[] = [
    ["- --refresh 10s", "--refresh cannot read standard input again\n  = name files"],
    ["config.yaml --secrets-file - --refresh 10s", "--refresh cannot read standard input again"],
    ["config.yaml --refresh 9s", "It has to be a time from 10s to 24h"],
    ["config.yaml --refresh 5", "It has to be a time from 10s to 24h"],
    ["config.yaml --on-change restart", "--on-change works with --refresh only\n  = add --refresh 5m"],
    ["config.yaml --stop-timeout 5", "--stop-timeout works with --refresh only"],
    ["config.yaml --ready-file ready", "--ready-file works with --refresh only"],
    ["config.yaml --status-file s", "--status-file works with --refresh only"],
    ["config.yaml --log-format json", "--log-format works with --refresh only"],
    ["config.yaml --refresh 10s --on-change reload", "It has to be none, restart, or the name of a signal"],
    ["config.yaml --refresh 10s --stop-timeout 0", "It has to be a number of seconds above 0"],
  ];

  test.for(misuse)("%s", async ([args, message], { directory, inProcess }) => {
    const { status, stdout, stderr } = await inProcess([
      "exec",
      ...args.split(" "),
      ...["--", "touch", directory.at("started")],
    ]);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
    expect(existsSync(directory.at("started"))).toBe(false);
  });

  test("a ready file that is another file", async ({ directory, store, start }) => {
    store({ db: "cAnArY7f3b" });
    directory.write("ready", "mine\n");
    const running = start(["config.yaml", ...HEALTH, "--", "touch", "started"]);
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toContain("--ready-file ready: there is another file");
    expect(directory.read("ready")).toBe("mine\n");
    expect(directory.names()).toEqual(["config.yaml", "ready"]);
  });

  test("a status file that is an input: the input stays", async ({ directory, store, start }) => {
    store({ db: "cAnArY7f3b" });
    const before = directory.read("config.yaml");
    const running = start(["config.yaml", "--status-file", "./config.yaml", "--", "touch", "started"]);
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toContain("--status-file ./config.yaml would overwrite config.yaml");
    expect(directory.read("config.yaml")).toBe(before);
  });

  test("a first look that fails", async ({ directory, store, start }) => {
    store({});
    const running = start(["config.yaml", ...HEALTH, "--", "touch", "started"]);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain("error secret-not-found");
    expect(directory.names()).toEqual(["config.yaml"]);
  });
});

describe("with --log-format json the first look is an object on one line", () => {
  test("with all that it says", async ({ store, start }) => {
    store({ db: "cAnArY7f3b" });
    const options = ["--env", "PW=pwd", "--log-format", "json"];
    const running = start(["config.yaml", ...options, "--", "true", "{}"]);
    expect(await running.ended).toBe(0);
    expect(JSON.parse(running.stderr())).toEqual({
      time: expect.any(String),
      event: "started",
      files: ["config.yaml"],
      message: expect.stringContaining("the variables of --env keep their first values"),
    });
  });

  test("a failure if the files cannot be written", async ({ directory, shell }) => {
    directory.write("secrets.yaml", "db: cAnArY7f3b\n");
    const ran = await shell(
      "ulimit -f 0; $ARNSUBST exec config.yaml --secrets-file secrets.yaml --refresh 1h --log-format json -- true {}",
    );
    expect(ran.status).toBe(3);
    expect(JSON.parse(ran.stderr.trimEnd().split("\n").at(-1) ?? "")).toEqual({
      time: expect.any(String),
      event: "failed",
      message: "",
    });
  });

  test("also if it fails", async ({ store, start }) => {
    store({});
    const running = start(["config.yaml", "--log-format", "json", "--", "true"]);
    expect(await running.ended).toBe(1);
    expect(JSON.parse(running.stderr())).toEqual({
      time: expect.any(String),
      event: "failed",
      message: expect.stringContaining("secret-not-found"),
    });
  });
});

describe("it ends as the command does, and the files and the ready file are gone", () => {
  test.for<[what: string, script: string, end: number | NodeJS.Signals]>([
    ["well", ":", 0],
    ["with a status", "exit 9", 9],
    ["by a signal", "kill -TERM $$", "SIGTERM"],
    ["by a signal that writes a core file", "kill -QUIT $$", 131],
  ])("%s", async ([_, script, end], { directory, store, start }) => {
    store({ db: "cAnArY7f3b" });
    const running = start(["config.yaml", ...HEALTH, "--", "sh", "-c", script]);
    expect(await running.ended).toBe(end);
    expect(running.stderr()).toBe("");
    expect(running.directories()).toEqual([]);
    expect(directory.names()).toEqual(["config.yaml", "status.json"]);
  });

  test("a command that is not there", async ({ directory, store, start }) => {
    store({ db: "cAnArY7f3b" });
    const running = start(["config.yaml", ...HEALTH, "--", "nope"]);
    expect(await running.ended).toBe(127);
    expect(running.directories()).toEqual([]);
    expect(existsSync(directory.at("ready"))).toBe(false);
  });

  test.for(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s", async (signal, { directory, store, start }) => {
    store({ db: "cAnArY7f3b" });
    const running = start(["config.yaml", ...HEALTH, "--", "sh", "-c", WAIT]);
    await running.printed("ready");
    await until(() => existsSync(directory.at("ready")));
    running.child.kill(signal);
    expect(await running.ended).toBe(signal);
    expect(running.directories()).toEqual([]);
    expect(existsSync(directory.at("ready"))).toBe(false);
  });

  test("SIGHUP is the command's", async ({ store, start }) => {
    store({ db: "cAnArY7f3b" });
    const script = `trap 'echo heard; exit 7' HUP; ${WAIT}`;
    const running = start(["config.yaml", "--", "sh", "-c", script]);
    await running.printed("ready");
    running.child.kill("SIGHUP");
    expect(await running.ended).toBe(7);
    expect(running.stdout()).toBe("ready\nheard\n");
  });
});

test("the ready file and the status file are there while the command runs", async ({
  directory,
  store,
  start,
}) => {
  store({ db: "cAnArY7f3b" });
  const running = start(["config.yaml", ...HEALTH, "--", "sh", "-c", WAIT]);
  await until(() => existsSync(directory.at("ready")) && existsSync(directory.at("status.json")));
  expect(directory.read("ready")).toMatch(/^arnsubst is ready: \d{4}-\d\d-\d\dT[\d:.]+Z\n$/);
  const health = JSON.parse(directory.read("status.json")) as Readonly<Record<string, string>>;
  expect(health).toEqual({
    lastLook: expect.any(String),
    result: "changed",
    lastSuccess: health["lastLook"],
    nextLook: expect.any(String),
  });
  const arguments_ = readFileSync(`/proc/${running.pid}/cmdline`, "utf8");
  const seen = [directory.read("ready"), directory.read("status.json"), arguments_, running.stderr()];
  for (const text of seen) expect(text).not.toContain("cAnArY7f3b");
  running.child.kill("SIGTERM");
  expect(await running.ended).toBe("SIGTERM");
});

describe("--env without a restart", () => {
  const message =
    "arnsubst: the variables of --env keep their first values: only a restart can change them\n" +
    "  = add --on-change restart, or give the command a file\n";

  test.for<[options: readonly string[], stderr: string]>([
    [[], message],
    [["--on-change", "HUP"], message],
    [["--on-change", "restart"], ""],
    [["--quiet"], ""],
  ])("%j", async ([options, stderr], { store, start }) => {
    store({ db: "hunter22" });
    const running = start(["config.yaml", "--env", "PW=pwd", ...options, "--", "sh", "-c", 'echo "$PW"']);
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toBe("hunter22\n");
    expect(running.stderr()).toBe(stderr);
  });
});

test("the command gets the files and variables that it gets without --refresh", async ({ store, start }) => {
  store({ db: "hunter22" });
  const script = 'cat "$1" "$ARNSUBST_DIR/config.yaml" "$ARNSUBST_FILE"; env | grep -c hunter22';
  const running = start(["config.yaml", "--", "sh", "-c", script, "sh", "{}"]);
  expect(await running.ended).toBe(1);
  expect(running.stdout()).toBe(`${"pwd: hunter22\n".repeat(3)}0\n`);
});
