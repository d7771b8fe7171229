/** `exec --refresh` when a look fails, or comes too late: the command goes on, and nothing is left behind. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { arn } from "../support/arns.js";
import { directoriesOf } from "../support/exec.js";
import { test, until } from "../support/rotation.js";
import type { Interceptor } from "../support/secrets-server.js";
import { fail } from "../support/secrets-server.js";

const [OLD, NEW] = ["hunter22-old", "cAnArY7f3b-new"];
const WAIT = "while [ ! -e stop ]; do sleep 0.05; done";
const HEALTH = ["--status-file", "status.json"] as const;
const shell = (script: string) => ["--", "sh", "-c", script, "sh", "{}"];

const refused: Interceptor = (_, response) => {
  response.destroy();
  return true;
};
/** With the value in the message, as no server says it. */
const throttled: Interceptor = (_, response) => {
  fail(response, { code: "ThrottlingException", message: `Rate exceeded ${NEW}` });
  return true;
};
const expired: Interceptor = (_, response) => {
  fail(response, { code: "ExpiredTokenException", message: `expired ${NEW}` });
  return true;
};
const deleted: Interceptor = (_, response) => {
  fail(response, {
    code: "InvalidRequestException",
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  });
  return true;
};

describe.concurrent("a look that fails stops nothing, and is said once", () => {
  const faults: readonly (readonly [
    what: string,
    reason: string,
    values: Readonly<Record<string, string>>,
    Interceptor?,
  ])[] = [
    ["the server is away", "cannot be reached", { db: OLD }, refused],
    ["throttled", "throttl", { db: OLD }, throttled],
    ["credentials have expired", "expired", { db: OLD }, expired],
    ["the secret is gone", "error secret-not-found", { other: OLD }],
    ["the secret is to be deleted", "deleti", { db: OLD }, deleted],
    ["a key is gone", "error ", { db: "{}" }],
  ];

  test.for(faults)("%s", async ([_, reason, values, intercept], { directory, service, store, start }) => {
    const value = JSON.stringify({ pwd: OLD });
    store({ db: value });
    directory.write("config.yaml", `pwd: ${arn("db")}:pwd\n`);
    const running = start(["config.yaml", ...HEALTH, ...shell(`cat "$1"; ${WAIT}; cat "$1"; exit 7`)]);
    await running.printed(OLD);
    await until(() => existsSync(directory.at("status.json")));
    store(values, intercept);
    await running.said("the next try is in 5 seconds\n");
    await until(() => directory.read("status.json").includes('"failed"'));
    const looked = () => (JSON.parse(directory.read("status.json")) as { lastLook: string }).lastLook;
    const first = looked();
    await until(() => looked() !== first);
    expect(service.calls.length).toBeGreaterThan(0);
    store({ db: JSON.stringify({ pwd: NEW }) });
    await running.said("has a new value\n");
    expect(directory.read("status.json")).not.toMatch(/hunter|cAnArY/);
    directory.write("stop", "");
    expect(await running.ended).toBe(7);
    expect(running.stdout()).toBe(`pwd: ${OLD}\npwd: ${NEW}\n`);
    const said = running.stderr();
    expect(said.toLowerCase()).toContain(reason.toLowerCase());
    expect(said.match(/the refresh failed/g)).toHaveLength(1);
    expect(said.match(/the refresh works again/g)).toHaveLength(1);
    expect(said).not.toMatch(/hunter|cAnArY/);
    expect(running.directories()).toEqual([]);
  });

  test("one secret of twenty is gone: it is named, and no other changes the file", async ({
    directory,
    store,
    start,
  }) => {
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const values = (value: string, kept = names) => Object.fromEntries(kept.map((name) => [name, value]));
    directory.write("config.yaml", names.map((name) => `${name}: ${arn(name)}\n`).join(""));
    store(values(OLD));
    const running = start(["config.yaml", ...shell(`echo ready; ${WAIT}; cat "$1"; exit 7`)]);
    await running.printed("ready");
    store(values(NEW, names.slice(1)));
    await running.said("the next try is in 5 seconds\n");
    directory.write("stop", "");
    expect(await running.ended).toBe(7);
    expect(running.stdout()).toBe(`ready\n${names.map((name) => `${name}: ${OLD}\n`).join("")}`);
    expect(running.stderr().match(/error [a-z-]+/g)).toEqual(["error secret-not-found"]);
    expect(running.stderr()).toContain(arn("s0"));
  });

  test("the config is broken, and then right again", async ({ directory, store, start }) => {
    store({ db: OLD });
    const running = start([
      "config.yaml",
      ...HEALTH,
      "--env",
      "PW=pwd",
      "--on-change",
      "restart",
      ...shell(`cat "$1"; ${WAIT}; exit 7`),
    ]);
    await running.printed(OLD);
    store({ db: NEW });
    directory.write("config.yaml", "pwd: [\n");
    await running.said("config.yaml:");
    await running.said("the next try is in 5 seconds\n");
    // Another fault is another message.
    directory.write("config.yaml", `password: ${arn("db")}\n`);
    await running.said("there is no pwd in config.yaml");
    directory.write("config.yaml", `pwd: ${arn("db")}\n`);
    await running.printed(NEW);
    directory.write("stop", "");
    expect(await running.ended).toBe(7);
    expect(running.stdout()).toBe(`pwd: ${OLD}\npwd: ${NEW}\n`);
    expect(running.stderr().match(/the refresh failed/g)).toHaveLength(2);
    expect(running.stderr()).not.toMatch(/hunter|cAnArY/);
  });

  test("the files cannot be replaced: the command has removed their directory", async ({
    directory,
    store,
    start,
  }) => {
    store({ db: OLD });
    const running = start(["config.yaml", ...shell(`rm -r "$ARNSUBST_DIR"; echo ready; ${WAIT}; exit 7`)]);
    await running.printed("ready");
    store({ db: NEW });
    await running.said("arnsubst: the files cannot be written (ENOENT)\narnsubst: the refresh failed");
    directory.write("stop", "");
    expect(await running.ended).toBe(7);
    expect(running.directories()).toEqual([]);
  });
});

describe.concurrent("what is left", () => {
  test("after a SIGKILL the next run removes the files, the new ones too", async ({
    directory,
    store,
    start,
  }) => {
    store({ db: OLD });
    const running = start(["config.yaml", "--ready-file", "ready", ...shell(`echo ready; ${WAIT}`)]);
    await running.printed("ready");
    store({ db: NEW });
    await running.said("has a new value\n");
    const [left = ""] = running.directories();
    running.child.kill("SIGKILL");
    directory.write("stop", "");
    await running.ended;
    expect(readdirSync(left)).toEqual(["config.yaml"]);
    expect(readFileSync(join(left, "config.yaml"), "utf8")).toBe(`pwd: ${NEW}\n`);
    const next = start(["config.yaml", "--ready-file", "ready", "--", "true"]);
    expect(await next.ended).toBe(0);
    expect([existsSync(left), existsSync(directory.at("ready"))]).toEqual([false, false]);
  });

  test("nothing of a look that is answered after the command has ended", async ({
    directory,
    service,
    store,
    start,
  }) => {
    store({ db: OLD });
    // What the command leaves running keeps the output open, so that --mask waits for it.
    const running = start([
      "config.yaml",
      "--mask",
      "--ready-file",
      "ready",
      ...shell(`(while [ ! -e end ]; do sleep 0.05; done) & echo ready; ${WAIT}; exit 7`),
    ]);
    await running.printed("ready");
    let answer = () => {};
    const held = new Promise<boolean>((done) => {
      answer = () => done(false);
    });
    store({ db: NEW }, () => held);
    await until(() => service.calls.length > 0);
    directory.write("stop", "");
    await until(() => running.directories().length === 0 && !existsSync(directory.at("ready")));
    answer();
    await new Promise((done) => setTimeout(done, 1_000));
    expect(directoriesOf(running.pid)).toEqual([]);
    directory.write("end", "");
    expect(await running.ended).toBe(7);
    expect(running.stderr()).toBe("");
    expect(running.directories()).toEqual([]);
  });
});
