/** `exec` on a terminal: its keys, and what the command sees of it. */

import { existsSync } from "node:fs";
import { describe, expect } from "vitest";
import { testWith } from "../support/exec.js";
import { AWS_ENV } from "../support/run.js";
import { hasTerminals, runOnTerminal } from "../support/terminal.js";

const test = testWith(["tok_123"]).extend("where", ({ directory }) => () => ({
  cwd: directory.path,
  env: { ...AWS_ENV, TERM: "xterm" },
  typed: "\x03",
}));

describe.skipIf(!hasTerminals())("on a terminal", () => {
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--", "sh", "-c"];

  test("arnsubst removes the files when the command ends, however it ends: by Ctrl-C", async ({ where }) => {
    const script = 'echo "$ARNSUBST_DIR"; echo secret >&2; while :; do sleep 0.05; done';
    const { status, stdout } = await runOnTerminal([...args, script], where());
    // As Python has it for a death by SIGINT.
    expect(status).toBe(-2);
    expect(stdout).toMatch(/arnsubst-/);
    expect(existsSync(stdout.trim())).toBe(false);
  });

  test("Ctrl-C comes to the command once", async ({ where }) => {
    const program = `let heard = 0;
      process.on("SIGINT", () => { heard += 1; setTimeout(() => { console.log(heard); process.exit(); }, 700); });
      console.error("secret"); setTimeout(() => {}, 30_000);`;
    const counting = [...args.slice(0, -2), process.execPath, "-e", program];
    const { status, stdout } = await runOnTerminal(counting, where());
    expect({ status, stdout }).toEqual({ status: 0, stdout: "1\n" });
  });

  test("a SIGINT that is sent to us alone is not passed on: the key does it", async ({ where }) => {
    const script = "trap 'n=x' INT; kill -INT $PPID; sleep 0.5; echo \"heard:$n\"";
    const { typed: _, ...still } = where();
    const { status, stdout } = await runOnTerminal([...args, script], still);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "heard:\n" });
  });

  test("with --mask arnsubst also waits for what the command leaves running, and Ctrl-C ends that", async ({
    where,
  }) => {
    const script = "setsid sleep 30 & echo $! secret >&2";
    const masking = ["exec", "--mask", ...args.slice(1), script];
    const started = performance.now();
    const { status, terminal } = await runOnTerminal(masking, where());
    process.kill(Number.parseInt(terminal, 10), "SIGKILL");
    expect(status).toBe(0);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("with --mask the command writes to a pipe, and without it to the terminal", async ({ where }) => {
    const script = "test -t 0 && echo in; test -t 2 && echo err";
    const { typed: _, ...still } = where();
    expect((await runOnTerminal([...args, script], still)).stdout).toBe("in\nerr\n");
    const masking = ["exec", "--mask", ...args.slice(1), script];
    expect((await runOnTerminal(masking, still)).stdout).toBe("in\n");
  });
});
