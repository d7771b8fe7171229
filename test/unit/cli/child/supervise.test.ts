/** The command as one thing, whichever process it is just now: who gets which signal, and when all is over. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { supervise } from "../../../../src/cli/child/supervise.js";
import type { Child, Ended } from "../../../../src/io/child.js";

const PATIENCE = 10_000;
const EXITED: Ended = { kind: "exited", status: 0 };
const TERMINATED: Ended = { kind: "died", signal: "SIGTERM" };

/** A process that only the test ends. */
interface Fake extends Child {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly got: NodeJS.Signals[];
  end(ended: Ended): void;
  drain(error?: NodeJS.ErrnoException): void;
  left: boolean;
}

function fake(env: Fake["env"]): Fake {
  let end: Fake["end"] = () => {};
  let drain: Fake["drain"] = () => {};
  const ended = new Promise<Ended>((done) => {
    end = done;
  });
  const drained = new Promise<NodeJS.ErrnoException | undefined>((done) => {
    drain = done;
  });
  const got: NodeJS.Signals[] = [];
  return {
    env,
    got,
    send: (signal) => got.push(signal),
    ended,
    end,
    drained,
    drain,
    left: false,
    leave() {
      this.left = true;
    },
  };
}

function started() {
  const children: Fake[] = [];
  const supervisor = supervise(
    (env) => {
      const child = fake(env);
      children.push(child);
      return child;
    },
    { A: "old" },
  );
  const over = vi.fn<(ended: Ended) => void>();
  void supervisor.ended().then(over);
  const at = (index: number) => children[index] as Fake;
  return { ...supervisor, children, at, over };
}

/** Lets all that waits for a promise go on. */
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a restart ends the command with SIGTERM, and starts it with other variables", async () => {
  const { restart, children, at, over } = started();
  restart({ A: "new" }, PATIENCE);
  expect(at(0).got).toEqual(["SIGTERM"]);
  await settled();
  expect(children).toHaveLength(1);
  at(0).end(TERMINATED);
  await settled();
  expect(children.map(({ env }) => env)).toEqual([{ A: "old" }, { A: "new" }]);
  expect(over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2 * PATIENCE);
  expect(at(1).got).toEqual([]);
  at(1).end(EXITED);
  await settled();
  expect(over).toHaveBeenCalledExactlyOnceWith(EXITED);
});

test("a command that does not end gets SIGKILL after that time, and not before", async () => {
  const { restart, at } = started();
  restart({}, PATIENCE);
  await vi.advanceTimersByTimeAsync(PATIENCE - 1);
  expect(at(0).got).toEqual(["SIGTERM"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(at(0).got).toEqual(["SIGTERM", "SIGKILL"]);
});

test("a restart while the command still ends changes the variables only", async () => {
  const { restart, children, at } = started();
  restart({ A: "newer" }, PATIENCE);
  await vi.advanceTimersByTimeAsync(PATIENCE - 1);
  restart({ A: "newest" }, PATIENCE);
  await vi.advanceTimersByTimeAsync(1);
  expect(at(0).got).toEqual(["SIGTERM", "SIGKILL"]);
  at(0).end(TERMINATED);
  await settled();
  expect(children.map(({ env }) => env)).toEqual([{ A: "old" }, { A: "newest" }]);
  restart({ A: "last" }, PATIENCE);
  expect(at(1).got).toEqual(["SIGTERM"]);
});

test.each(["SIGTERM", "SIGINT", "SIGQUIT"] as const)(
  "%s from outside during a restart ends it all, with the command's own end",
  async (signal) => {
    const { restart, hear, children, at, over } = started();
    restart({}, PATIENCE);
    hear(signal);
    expect(at(0).got).toEqual(["SIGTERM", signal]);
    at(0).end(TERMINATED);
    await settled();
    expect(over).toHaveBeenCalledExactlyOnceWith(TERMINATED);
    expect(children).toHaveLength(1);
  },
);

test("after SIGTERM from outside nothing is started again, however long the command takes", async () => {
  const { restart, hear, at, over } = started();
  hear("SIGTERM");
  restart({}, PATIENCE);
  await vi.advanceTimersByTimeAsync(2 * PATIENCE);
  expect(at(0).got).toEqual(["SIGTERM"]);
  at(0).end(EXITED);
  await settled();
  expect(over).toHaveBeenCalledExactlyOnceWith(EXITED);
});

test("other signals are for the command, and a restart goes on", async () => {
  const { restart, hear, children, at } = started();
  restart({}, PATIENCE);
  hear("SIGUSR1");
  at(0).end(EXITED);
  await settled();
  hear("SIGHUP");
  expect(children.map(({ got }) => got)).toEqual([["SIGTERM", "SIGUSR1"], ["SIGHUP"]]);
});

test("a command that cannot be started again is the end", async () => {
  const { restart, at, over } = started();
  restart({}, PATIENCE);
  at(0).end(EXITED);
  await settled();
  at(1).end({ kind: "not-started", code: "ENOENT" });
  await settled();
  expect(over).toHaveBeenCalledExactlyOnceWith({ kind: "not-started", code: "ENOENT" });
});

test("the output of every process is waited for, and left", async () => {
  const { restart, drained, leave, children, at } = started();
  restart({}, PATIENCE);
  at(0).end(EXITED);
  await settled();
  const done = vi.fn<(error: unknown) => void>();
  void drained().then(done);
  at(1).drain();
  await settled();
  expect(done).not.toHaveBeenCalled();
  leave();
  expect(children.map(({ left }) => left)).toEqual([true, true]);
  const full = Object.assign(new Error("full"), { code: "ENOSPC" });
  at(0).drain(full);
  await settled();
  expect(done).toHaveBeenCalledExactlyOnceWith(full);
});
