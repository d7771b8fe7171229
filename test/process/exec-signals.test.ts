/** Signals while a command of `exec` runs: it gets them, it decides, and nothing is left afterwards. */

import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { benchWith, type Executing } from "../support/exec.js";
import { AWS_ENV } from "../support/run.js";
import { hasTerminals, runOnTerminal } from "../support/terminal.js";

const bench = benchWith(["tok_123"]);
/** Says when it is ready, and then waits for the end. */
const WAIT = "echo ready; while :; do sleep 0.05; done";

async function started(script: string, ...options: readonly string[]): Promise<Executing> {
  const running = bench.start(["config.yaml", ...options, "--", "sh", "-c", script]);
  await running.printed("ready");
  expect(running.folders()).toHaveLength(1);
  return running;
}

describe.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s", (signal) => {
  test("ends the command, and us in the same way", async () => {
    const running = await started(WAIT);
    running.child.kill(signal);
    expect(await running.ended).toMatchObject({ status: null, signal, stderr: "" });
    expect(running.folders()).toEqual([]);
  });

  test("is the command's to answer, and its status is ours", async () => {
    const running = await started(`trap 'cat "$ARNSUBST_FILE"; exit 7' ${signal.slice(3)}; ${WAIT}`);
    running.child.kill(signal);
    const { status, stdout } = await running.ended;
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 7, stdout: "ready\nv0: tok_123\n" });
    expect(running.folders()).toEqual([]);
  });
});

test.each(["SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGALRM", "SIGABRT", "SIGXCPU"] as const)(
  "%s is passed on",
  async (signal) => {
    const running = await started(`trap 'echo heard; exit 0' ${signal.slice(3)}; ${WAIT}`);
    running.child.kill(signal);
    const { status, stdout } = await running.ended;
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 0, stdout: "ready\nheard\n" });
  },
);

test.each([
  ["SIGQUIT", 131],
  ["SIGUSR2", 140],
  ["SIGKILL", 137],
  ["SIGABRT", 134],
] as const)("a command that dies of %s: we say so, and leave no core of our own", async (signal, status) => {
  const running = bench.start(["config.yaml", "--", "sh", "-c", `kill -${signal.slice(3)} $$`]);
  expect(await running.ended).toMatchObject({ status, signal: null });
  expect(running.folders()).toEqual([]);
});

test("a command that ignores SIGTERM is waited for, has its files meanwhile, and hears each one", async () => {
  const running = await started(
    `trap 'echo no; n=x$n' TERM; echo ready; while [ "$n" != xx ]; do sleep 0.05; done; cat "$ARNSUBST_FILE"`,
  );
  running.child.kill("SIGTERM");
  await running.printed("no\n");
  expect(running.folders()).toHaveLength(1);
  running.child.kill("SIGTERM");
  const { status, stdout } = await running.ended;
  expect({ status, stdout: stdout.toString() }).toEqual({
    status: 0,
    stdout: "ready\nno\nno\nv0: tok_123\n",
  });
  expect(running.folders()).toEqual([]);
});

test("a command that leaves a process behind ends, and the files with it", async () => {
  const script = `sh -c 'while [ -e "$0" ]; do sleep 0.02; done; echo gone; exit 0' "$ARNSUBST_FILE" & echo ready`;
  const running = bench.start(["config.yaml", "--", "sh", "-c", script]);
  const [status] = await once(running.child, "exit");
  expect(status).toBe(0);
  expect(running.folders()).toEqual([]);
  // What was left behind has our output still, and sees that its file is gone.
  expect((await running.ended).stdout.toString()).toBe("ready\ngone\n");
});

test("with --mask what is left behind is waited for, as in a pipe, but not its files", async () => {
  const script = `sh -c 'while [ -e "$0" ]; do sleep 0.02; done; echo tok_123 gone' "$ARNSUBST_FILE" & echo ready`;
  const ran = await bench.exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  expect(ran.stdout.toString()).toBe("ready\n*** gone\n");
});

test("and a signal ends that waiting", async () => {
  const running = bench.start(["config.yaml", "--mask", "--", "sh", "-c", "sleep 30 & echo $!; echo ready"]);
  await running.printed("ready");
  while (running.folders().length > 0) await new Promise((done) => setTimeout(done, 10));
  running.child.kill("SIGTERM");
  const { status, stdout } = await running.ended;
  process.kill(Number.parseInt(stdout.toString(), 10), "SIGKILL");
  expect(status).toBe(0);
});

describe.skipIf(!hasTerminals())("on a terminal", () => {
  const where = () => ({ cwd: bench.folder(), env: { ...AWS_ENV, TERM: "xterm" }, typed: "\x03" });
  const args = ["exec", "--secrets-file", "secrets.yaml", "config.yaml", "--", "sh", "-c"];

  test("Ctrl-C ends the command and us, and removes the files", async () => {
    const script = 'echo "$ARNSUBST_DIR"; echo secret >&2; while :; do sleep 0.05; done';
    const { status, stdout } = await runOnTerminal([...args, script], where());
    // As Python has it for a death by SIGINT.
    expect(status).toBe(-2);
    expect(stdout).toMatch(/arnsubst-/);
    expect(existsSync(stdout.trim())).toBe(false);
  });

  test("Ctrl-C comes to the command once", async () => {
    const program = `let heard = 0;
      process.on("SIGINT", () => { heard += 1; setTimeout(() => { console.log(heard); process.exit(); }, 700); });
      console.error("secret"); setTimeout(() => {}, 30_000);`;
    const counting = [...args.slice(0, -2), process.execPath, "-e", program];
    const { status, stdout } = await runOnTerminal(counting, where());
    expect({ status, stdout }).toEqual({ status: 0, stdout: "1\n" });
  });

  test("what a key does at the command is not done again by us", async () => {
    const script = "trap 'n=x' INT; kill -INT $PPID; sleep 0.5; echo \"heard:$n\"";
    const { typed: _, ...still } = where();
    const { status, stdout } = await runOnTerminal([...args, script], still);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "heard:\n" });
  });

  test("Ctrl-C ends the waiting for what the command has left behind", async () => {
    const script = "setsid sleep 30 & echo $! secret >&2";
    const masked = ["exec", "--mask", ...args.slice(1), script];
    const started = performance.now();
    const { status, terminal } = await runOnTerminal(masked, where());
    process.kill(Number.parseInt(terminal, 10), "SIGKILL");
    expect(status).toBe(0);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test("the command has the terminal itself, and with --mask a pipe", async () => {
    const script = "test -t 0 && echo in; test -t 2 && echo err";
    const { typed: _, ...still } = where();
    expect((await runOnTerminal([...args, script], still)).stdout).toBe("in\nerr\n");
    const masked = ["exec", "--mask", ...args.slice(1), script];
    expect((await runOnTerminal(masked, still)).stdout).toBe("in\n");
  });
});
