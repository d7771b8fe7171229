/** Signals while a command of `exec` runs: it gets them, it decides, and nothing is left afterwards. */

import { once } from "node:events";
import { describe, expect } from "vitest";
import { type Executing, testWith } from "../support/exec.js";

const test = testWith(["tok_123"]).extend(
  "started",
  ({ start }) =>
    async (script: string, ...options: readonly string[]): Promise<Executing> => {
      const running = start(["config.yaml", ...options, "--", "sh", "-c", script]);
      await running.printed("ready");
      expect(running.directories()).toHaveLength(1);
      return running;
    },
);
/** Says when it is ready, and then waits for the end. */
const WAIT = "echo ready; while :; do sleep 0.05; done";
const SHOW = 'cat "$ARNSUBST_FILE"';

describe("arnsubst removes the files when the command ends, however it ends", () => {
  test.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends the command, and us in the same way",
    async (signal, { started }) => {
      const running = await started(WAIT);
      running.child.kill(signal);
      expect(await running.ended).toMatchObject({ status: null, signal, stderr: "" });
      expect(running.directories()).toEqual([]);
    },
  );

  test.for([
    ["SIGQUIT", 131],
    ["SIGUSR2", 140],
    ["SIGKILL", 137],
    ["SIGABRT", 134],
    ["SIGSEGV", 139],
  ] as const)(
    "a command that dies of %s: we say so, and leave no core of our own",
    async ([signal, status], { start }) => {
      const running = start(["config.yaml", "--", "sh", "-c", `${SHOW}; kill -${signal.slice(3)} $$`]);
      const ended = await running.ended;
      expect({ ...ended, stdout: ended.stdout.toString() }).toMatchObject({
        status,
        signal: null,
        stdout: "v0: tok_123\n",
      });
      expect(running.directories()).toEqual([]);
    },
  );

  test.for([0, 9])("with status %i", async (status, { start }) => {
    const running = start(["config.yaml", "--", "sh", "-c", `${SHOW}; exit ${status}`]);
    const ended = await running.ended;
    expect({ ...ended, stdout: ended.stdout.toString() }).toMatchObject({ status, stdout: "v0: tok_123\n" });
    expect(running.directories()).toEqual([]);
  });

  test("what the command leaves running loses them too", async ({ start }) => {
    const script = `sh -c 'while [ -e "$0" ]; do sleep 0.02; done; echo gone; exit 0' "$ARNSUBST_FILE" & echo ready`;
    const running = start(["config.yaml", "--", "sh", "-c", script]);
    const [status] = await once(running.child, "exit");
    expect(status).toBe(0);
    expect(running.directories()).toEqual([]);
    // What was left behind has our output still, and sees that its file is gone.
    expect((await running.ended).stdout.toString()).toBe("ready\ngone\n");
  });
});

describe("the command decides what a signal does", () => {
  test.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s: it may end in its own way, and its status is ours",
    async (signal, { started }) => {
      const running = await started(`trap 'cat "$ARNSUBST_FILE"; exit 7' ${signal.slice(3)}; ${WAIT}`);
      running.child.kill(signal);
      const { status, stdout } = await running.ended;
      expect({ status, stdout: stdout.toString() }).toEqual({ status: 7, stdout: "ready\nv0: tok_123\n" });
      expect(running.directories()).toEqual([]);
    },
  );

  test.for(["SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGALRM", "SIGABRT", "SIGXCPU"] as const)(
    "%s is passed on",
    async (signal, { started }) => {
      const running = await started(`trap 'echo heard; exit 0' ${signal.slice(3)}; ${WAIT}`);
      running.child.kill(signal);
      const { status, stdout } = await running.ended;
      expect({ status, stdout: stdout.toString() }).toEqual({ status: 0, stdout: "ready\nheard\n" });
    },
  );

  test("a command that ignores SIGTERM is waited for, has its files meanwhile, and hears each one", async ({
    started,
  }) => {
    const running = await started(
      `trap 'echo no; n=x$n' TERM; echo ready; while [ "$n" != xx ]; do sleep 0.05; done; cat "$ARNSUBST_FILE"`,
    );
    running.child.kill("SIGTERM");
    await running.printed("no\n");
    expect(running.directories()).toHaveLength(1);
    running.child.kill("SIGTERM");
    const { status, stdout } = await running.ended;
    expect({ status, stdout: stdout.toString() }).toEqual({
      status: 0,
      stdout: "ready\nno\nno\nv0: tok_123\n",
    });
    expect(running.directories()).toEqual([]);
  });
});

test("stopped and continued together, as by Ctrl-Z and fg, both go on, and the files are there meanwhile", async ({
  started,
}) => {
  const running = await started(`echo ready; sleep 2; ${SHOW}; exit 7`);
  process.kill(-running.pid, "SIGSTOP");
  await new Promise((done) => setTimeout(done, 3_000));
  expect(running.output().toString()).toBe("ready\n");
  expect(running.directories()).toHaveLength(1);
  process.kill(-running.pid, "SIGCONT");
  const { status, stdout } = await running.ended;
  expect({ status, stdout: stdout.toString() }).toEqual({ status: 7, stdout: "ready\nv0: tok_123\n" });
  expect(running.directories()).toEqual([]);
});

describe("with --mask arnsubst also waits for what the command leaves running", () => {
  test("as in a pipe, but not its files", async ({ exec }) => {
    const script = `sh -c 'while [ -e "$0" ]; do sleep 0.02; done; echo tok_123 gone' "$ARNSUBST_FILE" & echo ready`;
    const ran = await exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout.toString()).toBe("ready\n*** gone\n");
  });

  test("a grandchild in a session of its own too, whose parents are gone", async ({ exec }) => {
    const script =
      "setsid sh -c '(sleep 0.5; printf tok_; sleep 0.2; echo 123 late; exit 0) & exit 0' & exit 5";
    const ran = await exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
    expect({ ...ran, stdout: ran.stdout.toString() }).toMatchObject({ status: 5, stdout: "*** late\n" });
  });

  test("but not once it has closed its output", async ({ exec }) => {
    const script = "sleep 30 >&- 2>&- & echo $!";
    const ran = await exec(["config.yaml", "--mask", "--", "sh", "-c", script]);
    // Were it waited for, it would be gone.
    process.kill(Number.parseInt(ran.stdout.toString(), 10), "SIGKILL");
    expect(ran.status).toBe(0);
  });

  test("and a signal ends that waiting", async ({ start }) => {
    const running = start(["config.yaml", "--mask", "--", "sh", "-c", "sleep 30 & echo $!; echo ready"]);
    await running.printed("ready");
    while (running.directories().length > 0) await new Promise((done) => setTimeout(done, 10));
    running.child.kill("SIGTERM");
    const { status, stdout } = await running.ended;
    process.kill(Number.parseInt(stdout.toString(), 10), "SIGKILL");
    expect(status).toBe(0);
  });
});
