/** What is shown during a fetch, and when: the rules, with timers that the test sets off. */

import { clearLine, cursorTo, moveCursor } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startProgress, type Timers } from "../../../../src/cli/outputs/progress.js";
import type { CommonFlags, FetchFlags } from "../../../../src/cli/shared-options.js";
import { leftOn } from "../../../support/terminal.js";

const SPINNER_MS = 500;
const NOTICE_MS = 5_000;

/** A call that AWS has refused, because there were too many. */
const THROTTLED = {
  operation: "BatchGetSecretValue",
  region: "us-west-2",
  milliseconds: 1,
  reason: { kind: "throttled", detail: "" },
} as const;

interface Given extends Partial<CommonFlags & FetchFlags> {
  readonly terminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Moves the cursor with escape sequences, as a terminal's stream does. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  cursorTo = (column: number) => cursorTo(this, column);
  moveCursor = (columns: number, rows: number) => moveCursor(this, columns, rows);
  clearLine = (direction: -1 | 0 | 1) => clearLine(this, direction);
}

/** A fetch of 45 secrets whose time goes on as the test says. */
function wait({ terminal = false, env = {}, ...flags }: Given = {}) {
  let now = 0;
  const due = new Set<{ at: number; act: () => void; again?: number }>();
  const add = (timer: { at: number; act: () => void; again?: number }) => {
    due.add(timer);
    return () => due.delete(timer);
  };
  const timers: Timers = {
    after: (milliseconds, act) => add({ at: now + milliseconds, act }),
    every: (milliseconds, act) => add({ at: now + milliseconds, act, again: milliseconds }),
  };
  const stderr = terminal ? new Terminal() : new PassThrough();
  const context = {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr,
    env: { ...env },
    cwd: () => "/",
  };
  const waiting = startProgress("45 secrets", { timeout: 60, ...flags }, context, timers);
  let shown = "";
  stderr.on("data", (chunk) => {
    shown += chunk;
  });
  return {
    ...waiting,
    shown: () => shown,
    timers: () => due.size,
    /** Comes when all has been done that was due by then. */
    async pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of due) {
        if (timer.at > now) continue;
        timer.act();
        if (timer.again === undefined) due.delete(timer);
        else timer.at = now + timer.again;
      }
      await import("yocto-spinner");
      await new Promise((done) => setTimeout(done, 1));
    },
  };
}

afterEach(() => vi.unstubAllEnvs());

describe("where there is no terminal, one line after five seconds", () => {
  test("and not before, and once", async () => {
    const { pass, shown, stop } = wait();
    await pass(NOTICE_MS - 1);
    expect(shown()).toBe("");
    await pass(1);
    const line =
      "arnsubst: still waiting for AWS: 0 of 45 secrets\n  = the limit is 60 seconds (--timeout)\n";
    expect(shown()).toBe(line);
    await pass(NOTICE_MS);
    await stop();
    expect(shown()).toBe(line);
  });

  test("says how far it is, and why it takes so long until it goes on", async () => {
    const throttled = wait();
    throttled.onProgress(12);
    throttled.onAttempt(THROTTLED);
    await throttled.pass(NOTICE_MS);
    expect(throttled.shown()).toContain("12 of 45 secrets, AWS is throttling requests\n");
    const goesOn = wait();
    goesOn.onAttempt(THROTTLED);
    goesOn.onProgress(20);
    await goesOn.pass(NOTICE_MS);
    expect(goesOn.shown()).toContain("20 of 45 secrets\n");
  });

  test.each<[string, Given]>([
    ["a terminal that cannot take back", { terminal: true, env: { TERM: "dumb" } }],
    ["a CI system", { terminal: true, env: { CI: "true" } }],
  ])("%s is no terminal here", async (_, given) => {
    const { pass, shown } = wait(given);
    await pass(SPINNER_MS);
    expect(shown()).toBe("");
    await pass(NOTICE_MS);
    expect(shown()).toMatch(/^arnsubst: still waiting for AWS/);
  });
});

describe("nothing is shown", () => {
  test.each([true, false])("with --quiet, on a terminal or not: %s", async (terminal) => {
    const { pass, shown, timers } = wait({ quiet: true, terminal });
    await pass(2 * NOTICE_MS);
    expect({ shown: shown(), timers: timers() }).toEqual({ shown: "", timers: 0 });
  });

  test.each([true, false])("of a fetch that has ended, on a terminal or not: %s", async (terminal) => {
    const { pass, shown, stop, timers } = wait({ terminal });
    await pass(SPINNER_MS - 1);
    await stop();
    await pass(NOTICE_MS);
    expect({ shown: shown(), timers: timers() }).toEqual({ shown: "", timers: 0 });
  });
});

describe("on a terminal a spinner after half a second", () => {
  test("counts, and leaves nothing behind", async () => {
    // The package looks for itself whether it may draw.
    for (const name of ["CI", "TERM"]) vi.stubEnv(name, undefined);
    const { pass, shown, onProgress, onAttempt, stop, timers } = wait({ terminal: true });
    await pass(SPINNER_MS - 1);
    expect(shown()).toBe("");
    await pass(1);
    expect(shown()).toContain("0 of 45 secrets");
    onProgress(12);
    onAttempt(THROTTLED);
    await pass(100);
    await vi.waitFor(() => expect(shown()).toContain("12 of 45 secrets, AWS is throttling requests"));
    await stop();
    expect({ left: leftOn(shown()), timers: timers() }).toEqual({ left: "", timers: 0 });
    expect(shown().lastIndexOf("\x1b[?25h")).toBeGreaterThan(shown().lastIndexOf("\x1b[?25l"));
  });
});

describe("the limit", () => {
  test.each([0.0015, 0.01])("of %d seconds", async (timeout) => {
    const { signal } = wait({ timeout });
    expect(signal.aborted).toBe(false);
    await vi.waitFor(() => expect(signal.reason).toMatchObject({ name: "TimeoutError" }));
  });
});
