/** `exec --refresh` while secrets rotate: what the command sees, and what it hears. Each test waits for a look or two. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { type Refreshing, test, until } from "../support/rotation.js";

const [OLD, NEW] = ["hunter22-old", "cAnArY7f3b-new"];
const CHANGED = `arnsubst: wrote config.yaml: ${arn("db")} has a new value\n`;
const WAIT = "while [ ! -e stop ]; do sleep 0.05; done";

const shell = (script: string) => ["--", "sh", "-c", script, "sh", "{}"];

/** What others can see of the run, but for what the command prints. */
function expectNoValues(running: Refreshing, directory: { read(name: string): string }): void {
  const process = readFileSync(`/proc/${running.pid}/cmdline`, "utf8");
  const texts = [running.stderr(), directory.read("status.json"), directory.read("ready"), process];
  for (const text of texts) for (const value of [OLD, NEW, "cAnArY"]) expect(text).not.toContain(value);
}

describe.concurrent("a secret rotates", () => {
  test("none: who reads the file again sees the new value, and nobody sees half of it", async ({
    directory,
    store,
    start,
  }) => {
    store({ db: OLD });
    const options = ["--ready-file", "ready", "--status-file", "status.json"];
    const reader = `while [ ! -e stop ]; do cat "$1"; sleep 0.02; done; echo; echo "$$"; exit 7`;
    const running = start(["config.yaml", ...options, ...shell(`echo "$$"; ${reader}`)]);
    await running.printed(OLD);
    const [place = ""] = running.directories();
    store({ db: NEW });
    await running.printed(NEW);
    expect(readdirSync(place)).toEqual(["config.yaml"]);
    expect(statSync(join(place, "config.yaml")).mode & 0o777).toBe(0o600);
    await until(() => directory.read("status.json").includes('"changed"') && running.stderr() !== "");
    expectNoValues(running, directory);
    directory.write("stop", "");
    expect(await running.ended).toBe(7);
    expect(running.stderr()).toBe(CHANGED);
    expect(running.stdout()).toMatch(/^(\d+)\n(pwd: hunter22-old\n)+(pwd: cAnArY7f3b-new\n)+\n\1\n$/);
    expect([existsSync(place), existsSync(directory.at("ready"))]).toEqual([false, false]);
  });

  test("a signal: the command hears it when the new file is there", async ({ directory, store, start }) => {
    store({ db: OLD });
    const script = `trap 'echo heard; cat "$1"' HUP; echo ready; ${WAIT}`;
    const running = start(["config.yaml", "--on-change", "HUP", ...shell(script)]);
    await running.printed("ready");
    store({ db: NEW });
    await running.printed(NEW);
    directory.write("stop", "");
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toBe(`ready\nheard\npwd: ${NEW}\n`);
    expect(running.stderr()).toBe(CHANGED);
  });

  test("restart: the command starts again with the new files and variables", async ({ store, start }) => {
    store({ db: OLD });
    const script = 'echo "$PW $(cat "$1") $ARNSUBST_FILE"; exec sleep 60';
    const options = ["--on-change", "restart", "--env", "PW=pwd"];
    const running = start(["config.yaml", ...options, ...shell(script)]);
    await running.printed(OLD);
    store({ db: NEW });
    await running.printed(NEW);
    const [first = "", second = ""] = running.stdout().split("\n");
    expect(first).toMatch(/^hunter22-old pwd: hunter22-old \/.*config\.yaml$/);
    expect(second).toBe(first.replaceAll(OLD, NEW));
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe("SIGTERM");
    expect(running.directories()).toEqual([]);
    expect(running.stderr()).toBe(CHANGED.replace("config.yaml", "config.yaml, $PW"));
  });

  test("restart: variables alone", async ({ store, start }) => {
    store({ db: OLD });
    const options = ["--on-change", "restart", "--env", "PW=pwd", "--log-format", "json"];
    const running = start(["config.yaml", ...options, "--", "sh", "-c", 'echo "$PW"; exec sleep 60']);
    await running.printed(OLD);
    store({ db: NEW });
    await running.printed(NEW);
    expect(running.directories()).toEqual([]);
    running.child.kill("SIGINT");
    expect(await running.ended).toBe("SIGINT");
    const lines = running.stderr().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { time: expect.any(String), event: "started", files: [], message: "" },
      { time: expect.any(String), event: "changed", files: ["$PW"], secrets: [arn("db")] },
    ]);
  });

  test("restart: a command that ignores SIGTERM gets SIGKILL", async ({ store, start }) => {
    store({ db: OLD });
    const options = ["--on-change", "restart", "--stop-timeout", "1"];
    const script = `trap '' TERM; cat "$1"; while :; do sleep 0.1; done`;
    const running = start(["config.yaml", ...options, ...shell(script)]);
    await running.printed(OLD);
    store({ db: NEW });
    await running.printed(NEW);
    running.child.kill("SIGINT");
    expect(await running.ended).toBe("SIGINT");
    expect(running.stdout()).toBe(`pwd: ${OLD}\npwd: ${NEW}\n`);
    expect(running.directories()).toEqual([]);
  });

  test("SIGTERM during a restart ends it all, with the command's status", async ({ store, start }) => {
    store({ db: OLD });
    const script = `trap 'echo term; n=x$n; [ "$n" = x ] || exit 7' TERM; cat "$1"; while :; do sleep 0.1; done`;
    const running = start(["config.yaml", "--on-change", "restart", ...shell(script)]);
    await running.printed(OLD);
    store({ db: NEW });
    await running.printed("term\n");
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(7);
    expect(running.stdout()).toBe(`pwd: ${OLD}\nterm\nterm\n`);
    expect(running.directories()).toEqual([]);
  });

  test("--env without a restart: no signal for what the command cannot see", async ({
    directory,
    store,
    start,
  }) => {
    store({ db: OLD });
    const options = ["--env", "PW=pwd", "--on-change", "HUP", "--status-file", "status.json", "--quiet"];
    const script = `trap 'echo heard' HUP; echo ready; ${WAIT}`;
    const running = start(["config.yaml", ...options, "--", "sh", "-c", script]);
    await running.printed("ready");
    store({ db: NEW });
    await until(
      () => existsSync(directory.at("status.json")) && directory.read("status.json").includes("unchanged"),
    );
    directory.write("stop", "");
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toBe("ready\n");
  });

  test("a change of the config takes effect too, in the files that it is in", async ({
    directory,
    store,
    start,
  }) => {
    store({ db: OLD });
    directory.write("more.yaml", "a: 1\n");
    const script = `echo ready; ${WAIT}; cat "$ARNSUBST_DIR/more.yaml" "$1"`;
    const running = start(["config.yaml", "more.yaml", ...shell(script)]);
    await running.printed("ready");
    directory.write("more.yaml", `a: ${arn("db")}\n`);
    await running.said("wrote more.yaml: the config or the file has changed\n");
    directory.write("stop", "");
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toBe(`ready\na: ${OLD}\npwd: ${OLD}\n`);
  });
});

describe.concurrent("a value is hidden before the command can print it", () => {
  test("--mask: the new one and the old one", async ({ directory, store, start }) => {
    store({ db: OLD });
    const script = `while [ ! -e stop ]; do cat "$1" | tee /dev/stderr; sleep 0.02; done; echo ${OLD} ${NEW}`;
    const running = start(["config.yaml", "--mask", ...shell(script)]);
    await running.printed("pwd: ***\n");
    store({ db: NEW });
    await running.said(CHANGED);
    await new Promise((done) => setTimeout(done, 500));
    directory.write("stop", "");
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toMatch(/^(pwd: \*{3}\n)+\*{3} \*{3}\n$/);
    expect(running.stderr().replace(CHANGED, "")).toMatch(/^(pwd: \*{3}\n)+$/);
  });

  test("--mask with a restart: in what either process prints", async ({ store, start }) => {
    store({ db: OLD });
    const options = ["--mask", "--on-change", "restart", "--env", "PW=pwd"];
    const script = `trap 'cat "$1"; exit 1' TERM; echo "$PW ${NEW}"; while :; do sleep 0.1; done`;
    const running = start(["config.yaml", ...options, ...shell(script)]);
    await running.printed(`*** ${NEW}\n`);
    store({ db: NEW });
    // The first process ends with the new file, and the second begins.
    await running.printed("pwd: ***\n*** ***\n");
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(1);
    expect(running.stdout()).toBe(`*** ${NEW}\npwd: ***\n*** ***\npwd: ***\n`);
  });

  test("a GitHub runner hears of it on stderr, and nobody else", async ({ directory, store, start }) => {
    store({ db: OLD });
    const options = ["--ready-file", "ready", "--status-file", "status.json", "-v"];
    const script = `while [ ! -e stop ]; do cat "$1" >&2; sleep 0.02; done`;
    const running = start(["config.yaml", ...options, ...shell(script)], { GITHUB_ACTIONS: "true" });
    await running.said(`pwd: ${OLD}`);
    store({ db: NEW });
    await running.said(`pwd: ${NEW}`);
    await running.said(CHANGED);
    for (const name of ["ready", "status.json"]) expect(directory.read(name)).not.toMatch(/hunter|cAnArY/);
    directory.write("stop", "");
    expect(await running.ended).toBe(0);
    for (const value of [OLD, NEW]) {
      const [before = "", ...after] = running.stderr().split(`::add-mask::${value}\n`);
      expect(after.length).toBeGreaterThan(0);
      expect(before).not.toContain(value);
    }
    const messages = running.stderr().replaceAll(/^(?:::add-mask::|pwd: ).*\n/gm, "");
    expect(messages).not.toMatch(/hunter|cAnArY/);
  });
});
