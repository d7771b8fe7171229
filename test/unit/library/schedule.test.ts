/** When the next look is: the rules, held against any interval. */

import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextDelay, sleep } from "../../../src/library/schedule.js";

const every = fc.integer({ min: 10, max: 86_400 });
const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const failures = fc.integer({ min: 1, max: 2_000 });

test("after a look that succeeded it is the interval, less a tenth of it at the most", () => {
  expect(nextDelay(300, 0, 0)).toBe(300_000);
  expect(nextDelay(300, 0, 1)).toBe(270_000);
  fc.assert(
    fc.property(every, random, (seconds, part) => {
      const delay = nextDelay(seconds, 0, part);
      expect(delay).toBeLessThanOrEqual(seconds * 1_000);
      expect(delay).toBeGreaterThanOrEqual(seconds * 900);
    }),
  );
});

test("after looks that failed it doubles from 5 seconds, and is never more than the interval", () => {
  expect([1, 2, 3, 4, 5, 6].map((count) => nextDelay(60, count, 0) / 1_000)).toEqual([5, 10, 20, 40, 60, 60]);
  expect(nextDelay(86_400, 100_000, 0)).toBe(86_400_000);
});

describe("for any interval and any count of failures", () => {
  test("a pause is whole milliseconds, fits a timer, and is at most the interval", () => {
    fc.assert(
      fc.property(every, failures, random, (seconds, count, part) => {
        const delay = nextDelay(seconds, count, part);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(4_500);
        expect(delay).toBeLessThanOrEqual(Math.min(seconds * 1_000, 2 ** 31 - 1));
      }),
    );
  });

  test("a pause never shrinks from one failure to the next", () => {
    fc.assert(
      fc.property(every, failures, random, (seconds, count, part) => {
        expect(nextDelay(seconds, count + 1, part)).toBeGreaterThanOrEqual(nextDelay(seconds, count, part));
      }),
    );
  });

  test("many that start at once spread themselves", () => {
    fc.assert(
      fc.property(every, (seconds) => {
        const parts = Array.from({ length: 100 }, (_, index) => index / 100);
        expect(new Set(parts.map((part) => nextDelay(seconds, 0, part))).size).toBe(100);
      }),
    );
  });
});

describe("the wait", () => {
  test("is over after its time, and leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    for (let looks = 0; looks < 20; looks += 1) await sleep(1, signal);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("is over at once where the signal is aborted, before or meanwhile", async () => {
    await sleep(3_600_000, AbortSignal.abort());
    const controller = new AbortController();
    const waiting = sleep(3_600_000, controller.signal);
    controller.abort();
    await waiting;
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});
