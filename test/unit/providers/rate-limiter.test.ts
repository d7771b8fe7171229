/** The pace of calls, by a clock that the test holds. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  learningLimiterUntil,
  type RateLimiter,
  rateLimiterUntil,
} from "../../../src/providers/aws/requests/rate-limiter.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** When each of so many requests was let through, in milliseconds; asked for at the times given. */
async function letThrough(
  asked: readonly number[],
  limiter: RateLimiter = rateLimiterUntil(new AbortController().signal, 100),
): Promise<readonly number[]> {
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

const ALL_AT_ONCE = Array.from({ length: 120 }, () => 0);
const THROTTLED = Object.assign(new Error(), { name: "ThrottlingException" });

/** Node waits for a millisecond at least. Without that, time would stand still for the SDK's limiter. */
function asInNode(): void {
  const { setTimeout: fake } = globalThis;
  vi.stubGlobal("setTimeout", (run: () => void, wait = 0) => fake(run, Math.max(1, wait)));
}

test("one that learns lets as many through as the other, until it learns", async () => {
  const at = await letThrough(ALL_AT_ONCE, learningLimiterUntil(new AbortController().signal, 40));
  expect(at.filter((time) => time < 1_000)).toHaveLength(40);
  expect(at.filter((time) => time < 2_000)).toHaveLength(80);
});

test("a throttled call slows it down, and answers make it faster again, up to its limit", async () => {
  asInNode();
  const limiter = learningLimiterUntil(new AbortController().signal, 40);
  const start = 10_000;
  const throttled: RateLimiter = {
    ...limiter,
    async turn() {
      await limiter.turn();
      limiter.learn(Date.now() === start ? THROTTLED : undefined);
    },
  };
  const at = await letThrough(
    Array.from({ length: 400 }, () => start),
    throttled,
  );
  const inSecond = (second: number) =>
    at.filter((time) => Math.floor((time - start) / 1_000) === second).length;
  expect(inSecond(1)).toBeLessThanOrEqual(20);
  expect(Math.max(...at.map((time) => inSecond(Math.floor((time - start) / 1_000))))).toBe(40);
});

test("one that has learned keeps nobody once the run has ended", async () => {
  asInNode();
  const over = new AbortController();
  const limiter = learningLimiterUntil(over.signal, 40);
  await limiter.turn();
  limiter.learn(THROTTLED);
  const turns = Array.from({ length: 300 }, () => limiter.turn());
  over.abort();
  await vi.runAllTimersAsync();
  await Promise.all(turns);
  expect(Date.now()).toBeLessThan(200);
});
