/**
 * Decides how often the SDK retries a request. Uses the SDK's standard mode, except for throttling: throttled requests are
 * retried, with full jitter, until the fetch ends. The SDK's own budget for them is too small: a hundred requests in flight
 * use it up at once.
 */

import { loadConfig } from "@smithy/core/config";
import {
  NODE_MAX_ATTEMPT_CONFIG_OPTIONS,
  NODE_RETRY_MODE_CONFIG_OPTIONS,
  StandardRetryStrategy,
} from "@smithy/core/retry";
import { omitUndefined } from "../../../core/text/omit-undefined.js";

type Strategy = Pick<
  StandardRetryStrategy,
  "acquireInitialRetryToken" | "refreshRetryTokenForRetry" | "recordSuccess"
>;

/** The part of a client's configuration about retries. */
export type Retries = { readonly retryStrategy: Strategy } | { readonly maxAttempts: number };

/** More than the SDK's default of 3, which suits programs whose user can try again. */
const ATTEMPTS = 5;
/** Milliseconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 5_000];

/**
 * Reads the attempts and the mode from the environment or the profile. Returns a function, because each client needs a
 * strategy of its own: a strategy counts failures.
 */
export async function retriesOf(profile: string | undefined): Promise<() => Retries> {
  const from = omitUndefined({ profile });
  const own = await loadConfig({ ...NODE_MAX_ATTEMPT_CONFIG_OPTIONS, default: 0 }, from)().catch(() => 0);
  const mode = await loadConfig(NODE_RETRY_MODE_CONFIG_OPTIONS, from)().catch(() => "standard");
  const attempts = own > 0 ? own : ATTEMPTS;
  if (mode === "adaptive") return () => ({ maxAttempts: attempts });
  const throttled = own > 0 ? own : Number.POSITIVE_INFINITY;
  return () => ({ retryStrategy: retryThrottled(new StandardRetryStrategy(attempts), throttled) });
}

function retryThrottled(standard: StandardRetryStrategy, attempts: number): Strategy {
  return {
    acquireInitialRetryToken: (scope) => standard.acquireInitialRetryToken(scope),
    async refreshRetryTokenForRetry(token, info) {
      if (info.errorType !== "THROTTLING") return standard.refreshRetryTokenForRetry(token, info);
      const count = token.getRetryCount() + 1;
      if (count >= attempts) throw new Error("no attempt is left");
      const pause = Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** count);
      return { getRetryCount: () => count, getRetryDelay: () => pause, getRetryCost: () => undefined };
    },
    recordSuccess: (token) => standard.recordSuccess(token),
  };
}
