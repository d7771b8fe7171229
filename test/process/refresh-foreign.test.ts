/** What another user, or a pipe, can do to a run that stays: nothing is written to what is not ours, and nothing blocks. */

import { lchownSync, symlinkSync } from "node:fs";
import { describe, expect } from "vitest";
import { test as base } from "../support/test.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

const test = base.extend("directory", ({ directory }) => {
  directory.write("config.yaml", `a: ${ARN}\n`);
  directory.write("secrets.yaml", "prod/db: cAnArY7f3b\n");
  return directory;
});

const RESOLVE = "$ARNSUBST config.yaml --secrets-file secrets.yaml -o out.yaml --refresh 1h";
/** Starts it, waits for its file, asks for a look, gives it time, and ends it. */
const looked = (between: string, options = "") => `
  ${RESOLVE} ${options} & pid=$!
  for _ in $(seq 300); do [ -s out.yaml ] && break; sleep 0.1; done; sleep 0.3
  ${between}
  kill -HUP $pid; sleep 1; kill $pid
  for _ in $(seq 50); do kill -0 $pid 2>/dev/null || break; sleep 0.1; done
  kill -9 $pid 2>/dev/null && echo "it did not end"
  wait $pid; echo "status $?"`;

describe("resolve --refresh", () => {
  test("an input that is a pipe is refused: at the next look it would be empty", async ({ shell }) => {
    const ran = await shell(`${RESOLVE.replace("config.yaml", "<(cat config.yaml)")}`);
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining("is a pipe") });
  });

  test("an input that becomes a pipe is a look that fails, and a signal still ends the run", async ({
    directory,
    shell,
  }) => {
    const ran = await shell(looked("rm config.yaml; mkfifo config.yaml"));
    expect(ran.stdout).toBe("status 143\n");
    expect(ran.stderr).toContain("is a pipe");
    expect(directory.read("out.yaml")).toBe("a: cAnArY7f3b\n");
  });

  test("an output that becomes a pipe gets no value", async ({ shell }) => {
    const ran = await shell(looked("rm out.yaml; mkfifo out.yaml; timeout 3 cat out.yaml > stolen &"));
    expect(ran.stdout).toBe("status 143\n");
    expect((await shell("cat stolen")).stdout).toBe("");
    expect(ran.stderr).toContain("out.yaml: cannot be written");
  });

  test("a status file that is a pipe does not block", async ({ shell }) => {
    const ran = await shell(`mkfifo status\n${looked("", "--status-file status")}`);
    expect(ran).toMatchObject({
      stdout: "status 143\n",
      stderr: expect.stringContaining("status: cannot be written"),
    });
  });

  test("JSON messages show no control characters of names", async ({ directory, shell }) => {
    directory.write("config.yaml", `a: ${ARN}\n`);
    const ran = await shell(
      `mkdir $'d\\u009b'\n${looked("", "--log-format json").replaceAll("out.yaml", "$'d\\u009b/out.yaml'")}`,
    );
    expect(ran.stderr).toContain("\\u009b");
    expect(ran.stderr).not.toContain("\u009b");
  });
});

test("exec --refresh: a run that fails leaves no ready file of an earlier one", async ({
  directory,
  shell,
}) => {
  directory.write("ready", "arnsubst is ready: 2026-01-01T00:00:00.000Z\n");
  directory.write("secrets.yaml", "prod/other: x\n");
  const ran = await shell(
    "$ARNSUBST exec config.yaml --secrets-file secrets.yaml --refresh 10s --ready-file ready -- true",
  );
  expect(ran.status).toBe(1);
  expect(directory.names()).not.toContain("ready");
});

describe.skipIf(!isRoot)("a link of another user", () => {
  test("is not followed: the value stays here, and what it leads to stays as it is", async ({
    directory,
    shell,
  }) => {
    directory.write("precious", "old\n");
    symlinkSync(directory.at("precious"), directory.at("out.yaml"));
    lchownSync(directory.at("out.yaml"), NOBODY, NOBODY);
    const ran = await shell("$ARNSUBST config.yaml --secrets-file secrets.yaml -o out.yaml");
    expect(ran).toMatchObject({ status: 3, stderr: expect.stringContaining("belongs to another user") });
    expect(directory.read("precious")).toBe("old\n");
  });

  test("is followed where the directory is that user's, too", async ({ directory, shell }) => {
    symlinkSync("target.yaml", directory.at("out.yaml"));
    await shell(`mkdir own && ln -s ../target.yaml own/out.yaml && chown -h ${NOBODY} own own/out.yaml`);
    const ran = await shell("$ARNSUBST config.yaml --secrets-file secrets.yaml -o own/out.yaml");
    expect({ status: ran.status, text: directory.read("target.yaml") }).toEqual({
      status: 0,
      text: "a: cAnArY7f3b\n",
    });
  });
});
