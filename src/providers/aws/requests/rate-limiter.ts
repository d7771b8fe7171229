/** Keeps BatchGetSecretValue within its quota: makes each call wait until the region allows one more in this second. */

import pThrottle from "p-throttle";

/** The quota of an account in a region ("AWS Secrets Manager quotas" in the user guide). */
const BATCHES_PER_SECOND = 100;

/** Resolves when one more request is within the quota; at once when the signal has ended the fetch. */
export type RateLimiter = () => Promise<void>;

export function rateLimiterUntil(signal: AbortSignal): RateLimiter {
  const throttle = pThrottle({
    limit: BATCHES_PER_SECOND,
    interval: 1_000,
    strict: true,
    // With weights the window slides. Without them, p-throttle spaces out all calls after the first hundred.
    weight: () => 1,
    ...(signal.aborted ? {} : { signal }),
  });
  const turn = throttle(async () => {});
  return () => turn().catch(() => {});
}
