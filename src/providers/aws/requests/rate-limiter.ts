/** The quota of BatchGetSecretValue, kept by waiting: so many requests of a region in any second, and no more. */

import pThrottle from "p-throttle";

/** For an account and region: service quotas of Secrets Manager. */
const BATCHES_PER_SECOND = 100;

/** Answers when one more request is within the quota; at once when the run has ended. */
export type RateLimiter = () => Promise<void>;

export function rateLimiterUntil(signal: AbortSignal): RateLimiter {
  const throttle = pThrottle({
    limit: BATCHES_PER_SECOND,
    interval: 1_000,
    strict: true,
    // With weights the window slides; without, calls are spread out once a first hundred is through.
    weight: () => 1,
    ...(signal.aborted ? {} : { signal }),
  });
  const turn = throttle(async () => {});
  return () => turn().catch(() => {});
}
