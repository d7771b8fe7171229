/**
 * How often a request is made again: the SDK's standard mode with full jitter, but for throttling, which goes on as long
 * as the run does. The SDK draws throttling from a budget that a hundred requests in flight use up at once.
 */

import { loadConfig } from "@smithy/core/config";
import {
  NODE_MAX_ATTEMPT_CONFIG_OPTIONS,
  NODE_RETRY_MODE_CONFIG_OPTIONS,
  StandardRetryStrategy,
} from "@smithy/core/retry";

type Strategy = Pick<
  StandardRetryStrategy,
  "acquireInitialRetryToken" | "refreshRetryTokenForRetry" | "recordSuccess"
>;

/** For a client's configuration. */
export type Retries = { readonly retryStrategy: Strategy } | { readonly maxAttempts: number };

/** The SDK's own 3 are for programs that can ask their user. */
const ATTEMPTS = 5;
/** Milliseconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 5_000];

/** As the environment or the profile has it; made anew for each client, as a strategy keeps count of its failures. */
export async function retriesOf(profile: string | undefined): Promise<() => Retries> {
  const from = profile === undefined ? {} : { profile };
  const own = await loadConfig({ ...NODE_MAX_ATTEMPT_CONFIG_OPTIONS, default: 0 }, from)().catch(() => 0);
  const mode = await loadConfig(NODE_RETRY_MODE_CONFIG_OPTIONS, from)().catch(() => "standard");
  const attempts = own > 0 ? own : ATTEMPTS;
  if (mode === "adaptive") return () => ({ maxAttempts: attempts });
  const throttled = own > 0 ? own : Number.POSITIVE_INFINITY;
  return () => ({ retryStrategy: patient(new StandardRetryStrategy(attempts), throttled) });
}

function patient(standard: StandardRetryStrategy, attempts: number): Strategy {
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
