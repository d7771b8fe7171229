/** The waits between looks, with a clock and signals in the test's hand. */

import type { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { onSignals } from "../../../../src/cli/context/early-signals.js";
import { clockOf, hearPauses, withoutHangUp } from "../../../../src/cli/refresh/pause.js";
import { testContext } from "../../../support/refreshing.js";

const listeners = (signals: EventEmitter) =>
  signals.eventNames().reduce((sum, name) => sum + signals.listenerCount(name), 0);

test("a pause lasts as long as it has to", async () => {
  const context = testContext();
  const pauses = hearPauses(context);
  const woken = pauses.next(300_000);
  const start = context.clock.now();
  expect(await context.clock.asleep()).toBe(300_000);
  await context.clock.move();
  expect(await woken).toBe("look");
  expect(context.clock.now() - start).toBe(300_000);
});

test("SIGHUP ends a pause", async () => {
  const { signals, ...context } = testContext();
  const pauses = hearPauses(context);
  const woken = pauses.next(300_000);
  signals.emit("SIGHUP");
  expect(await woken).toBe("look");
});

test("SIGHUP during a look makes the next one follow at once, and only that one", async () => {
  const { signals, clock, ...rest } = testContext();
  const pauses = hearPauses({ ...rest, clock });
  signals.emit("SIGHUP");
  signals.emit("SIGHUP");
  expect(await pauses.next(300_000)).toBe("look");
  const second = pauses.next(300_000);
  expect(await clock.asleep()).toBe(300_000);
  await clock.move();
  expect(await second).toBe("look");
});

describe.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
  ["SIGQUIT", 131],
] as const)("%s", (signal, status) => {
  test("ends a pause with its status", async () => {
    const { signals, ...context } = testContext();
    const woken = hearPauses(context).next(300_000);
    signals.emit(signal);
    expect(await woken).toBe(status);
  });

  test("between two steps of a look is not lost", async () => {
    const { signals, ...context } = testContext();
    const pauses = hearPauses(context);
    signals.emit(signal);
    expect(await pauses.next(300_000)).toBe(status);
  });

  test("before a step that a signal can end is heard there", async () => {
    const { signals, ...context } = testContext();
    const pauses = hearPauses(context);
    signals.emit(signal);
    expect(await new Promise((heard) => onSignals(pauses.context, heard))).toBe(status);
  });

  test("during such a step is heard there", async () => {
    const { signals, ...context } = testContext();
    const pauses = hearPauses(context);
    const heard = new Promise((done) => onSignals(pauses.context, done));
    signals.emit(signal);
    expect(await heard).toBe(status);
  });
});

test("SIGHUP ends no step of a look", () => {
  const { signals, ...context } = testContext();
  const heard: number[] = [];
  onSignals(hearPauses(context).context, (status) => heard.push(status));
  onSignals(withoutHangUp(context), (status) => heard.push(status));
  signals.emit("SIGHUP");
  expect(heard).toEqual([]);
});

test("a look that ends the process tidies up first", () => {
  const { exits, ...context } = testContext();
  const done: string[] = [];
  const { context: own } = hearPauses({ ...context, exit: (status) => done.push(`exit ${status}`) }, () =>
    done.push("tidied"),
  );
  own.exit?.(143);
  expect(done).toEqual(["tidied", "exit 143"]);
  expect(exits).toEqual([]);
});

test("a thousand pauses leave no listeners", async () => {
  const { signals, clock, ...rest } = testContext();
  const pauses = hearPauses({ ...rest, clock });
  const before = listeners(signals);
  for (let count = 0; count < 1_000; count += 1) {
    const woken = pauses.next(10_000);
    await clock.move();
    await woken;
  }
  expect(listeners(signals)).toBe(before);
  pauses.stop();
  expect(listeners(signals)).toBe(0);
});

test("without a clock it is that of this machine, and a signal ends its sleep too", async () => {
  const { clock, signals, ...context } = testContext();
  expect(Math.abs(clockOf(context).now() - Date.now())).toBeLessThan(60_000);
  const pauses = hearPauses(context);
  expect(await pauses.next(1)).toBe("look");
  const woken = pauses.next(86_400_000);
  signals.emit("SIGTERM");
  expect(await woken).toBe(143);
  expect(clock.now()).toBeLessThan(Date.now());
});
