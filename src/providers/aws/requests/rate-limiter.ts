/** Keeps calls within a quota: makes each wait until the region allows one more in this second. */

import { DefaultRateLimiter } from "@smithy/core/retry";
import pLimit from "p-limit";
import pThrottle from "p-throttle";

export interface RateLimiter {
  /** Resolves when one more call is within the quota; at once when the signal has ended the fetch. */
  turn(): Promise<void>;
  /** Called at the end of each call, with its error if it failed. */
  learn(error?: unknown): void;
}

/** @param limit calls in a second */
export function rateLimiterUntil(signal: AbortSignal, limit: number): RateLimiter {
  const throttle = pThrottle({
    limit,
    interval: 1_000,
    strict: true,
    // With weights the window slides. Without them, p-throttle spaces out all calls after the first full second.
    weight: () => 1,
    ...(signal.aborted ? {} : { signal }),
  });
  const turn = throttle(async () => {});
  return {
    async turn() {
      if (!signal.aborted) await turn().catch(() => {});
    },
    learn() {},
  };
}

/**
 * Keeps within a quota that others may use too: slower after each throttled call, and faster again later. The SDK's own
 * limiter of its adaptive mode learns the pace, which starts at a quarter of the limit when AWS throttles the first calls.
 */
export function learningLimiterUntil(signal: AbortSignal, limit: number): RateLimiter {
  const most = rateLimiterUntil(signal, limit);
  const learned = new DefaultRateLimiter({ minFillRate: limit / 4 });
  // The calls behind the first one wait for what it learns. And the SDK's limiter does not know the signal.
  const oneByOne = pLimit(1);
  return {
    turn: () =>
      oneByOne(async () => {
        if (!signal.aborted) await learned.getSendToken();
        await most.turn();
      }),
    learn(error) {
      learned.updateClientSendingRate({ error });
    },
  };
}
