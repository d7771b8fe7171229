/** The streams of a command behind `exec --mask`: bytes that come out as they were, and at once, but for the values. */

import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { testWith } from "../support/exec.js";
import { EXECUTABLE, runProcess } from "../support/run.js";

const test = testWith(["hunter2-long", "abcdef", "defghi"]);

const NOISE = `
  import { createHash } from "node:crypto";
  const noise = [];
  for (let index = 0; index < 327_680; index += 1) noise.push(createHash("sha256").update(String(index)).digest());
`;

describe("--mask holds output back only while it could be the start of a value", () => {
  test("each stream by itself", async ({ masked }) => {
    const { stdout, stderr } = await masked(`
      await say("hunter2-"); await say("hunter2-long ", process.stderr); await pause(200);
      await say("long ", process.stderr); await say("long");
    `);
    expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: "***", stderr: "*** long " });
  });

  test("each stream by itself, a byte of one and a byte of the other", async ({ masked }) => {
    const { stdout, stderr } = await masked(`
      for (const byte of Buffer.from("<hunter2-long>"))
        for (const to of [process.stdout, process.stderr]) await say(Buffer.of(byte), to);
    `);
    expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: "<***>", stderr: "<***>" });
  });

  test("200 MB go through without being kept in memory", async ({ directory }) => {
    const counting = `process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS / 1024)))`;
    const before = ["--import", `data:text/javascript,${encodeURIComponent(counting)}`];
    const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--mask", "--", "sh", "-c"];
    const rows = 'yes "0123456789 hunter2-long abcdef hunter2-l" | head -c 205000000';
    const command = `"$0" "$@" | (sleep 1; wc -c)`;
    const usage = async (script: string) =>
      runProcess("/bin/sh", ["-c", command, process.execPath, ...before, EXECUTABLE, ...args, script], {
        cwd: directory.path,
      });
    const [little, much] = [await usage("echo"), await usage(rows)];
    expect(Number(much.stdout)).toBe(5_000_000 * "0123456789 *** *** hunter2-l\n".length);
    expect(Number(much.stderr) - Number(little.stderr)).toBeLessThan(60);
  });

  test("a prompt comes at once", async ({ start }) => {
    const running = start(["config.yaml", "--mask", "--", "sh", "-c", "printf 'continue? '; exec sleep 30"]);
    await running.printed("continue? ");
    running.child.kill("SIGTERM");
    expect((await running.ended).signal).toBe("SIGTERM");
  });

  test("10 MB of bytes without a value come out as they were", async ({ masked }) => {
    const { status, stdout } = await masked(`${NOISE} await say(Buffer.concat(noise));`);
    expect(status).toBe(0);
    const noise = Array.from({ length: 327_680 }, (_, index) =>
      createHash("sha256").update(String(index)).digest(),
    );
    expect(stdout.equals(Buffer.concat(noise))).toBe(true);
  });

  test("10 MB with values lose them all, and nothing else", async ({ masked }) => {
    const { stdout } = await masked(`await say("0123456789 hunter2-long abcdefghi\\n".repeat(300_000));`);
    expect(stdout.toString() === "0123456789 *** ***\n".repeat(300_000)).toBe(true);
  });
});

test("the command can open its output anew, as scripts do", async ({ exec }) => {
  const script = "echo hunter2-long > /dev/stderr; echo abcdef > /dev/stdout";
  const { status, stdout, stderr } = await exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
  expect({ status, stdout: stdout.toString(), stderr }).toEqual({
    status: 0,
    stdout: "***\n",
    stderr: "***\n",
  });
});

test("a command that is not there is told as without it", async ({ exec }) => {
  expect(await exec(["config.yaml", "--mask", "--", "nope"])).toMatchObject({ status: 127 });
});

test("a command whose reader has gone is told so, and ends", async ({ directory }) => {
  const command = `"$0" "$@" | head -1; echo "\${PIPESTATUS[0]}"`;
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--mask", "--", "yes"];
  const ran = await runProcess("/bin/bash", ["-c", command, process.execPath, EXECUTABLE, ...args], {
    cwd: directory.path,
  });
  // SIGPIPE, as without us.
  expect(ran).toEqual({ status: 0, stdout: "y\n141\n", stderr: "" });
});

test("a full disk behind the masked output is told, and nothing is left", async ({ directory }) => {
  const command = `"$0" "$@" > /dev/full`;
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--mask", "--", "echo", "x"];
  const ran = await runProcess("/bin/sh", ["-c", command, process.execPath, EXECUTABLE, ...args], {
    cwd: directory.path,
  });
  expect(ran).toMatchObject({ status: 3, stderr: "arnsubst: the output cannot be written (ENOSPC)\n" });
});
