/** The pace of batches, by a clock that the test holds. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rateLimiterUntil } from "../../../src/providers/aws/requests/rate-limiter.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** When each of so many requests was let through, in milliseconds; asked for at the times given. */
async function letThrough(asked: readonly number[]): Promise<readonly number[]> {
  const limiter = rateLimiterUntil(new AbortController().signal, 100);
  const at: number[] = [];
  const turns = asked.map(async (time) => {
    await new Promise((done) => setTimeout(done, time));
    await limiter.turn();
    at.push(Date.now());
  });
  await vi.runAllTimersAsync();
  await Promise.all(turns);
  return at.sort((a, b) => a - b);
}

test.each([
  ["all at once", Array.from({ length: 350 }, () => 0)],
  ["one ahead, the others when it is answered", [0, ...Array.from({ length: 299 }, () => 70)]],
  ["one after the other", Array.from({ length: 300 }, (_, index) => index * 3)],
])("%s: never more than 100 in a second, and no slower than that", async (_, asked) => {
  const at = await letThrough(asked);
  expect(at).toHaveLength(asked.length);
  for (const [index, time] of at.entries()) {
    expect(time - (at[index - 100] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_000);
  }
  expect(at.at(-1)).toBeLessThanOrEqual(1_000 * Math.floor((asked.length - 1) / 100) + 1_000);
});

test("nobody waits once the run has ended", async () => {
  const over = new AbortController();
  const limiter = rateLimiterUntil(over.signal, 100);
  const turns = Array.from({ length: 300 }, () => limiter.turn());
  over.abort();
  await Promise.all(turns);
  expect(Date.now()).toBe(0);
});
