/** What the SDK's clients of all services share: their options, the report of each attempt, and the end by the signal. */

import type { Client } from "@smithy/core/client";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import type { Attempt } from "../../provider.js";
import type { SharedCredentials } from "../credentials/credentials.js";
import { awsErrorOf } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import type { RequestHandler } from "../network/network.js";
import { SILENT } from "../network/silent.js";
import type { RateLimiter } from "./rate-limiter.js";
import type { Retries } from "./retry.js";

export interface ClientOptions {
  readonly region: string;
  readonly credentials: SharedCredentials["find"];
  readonly requestHandler: RequestHandler;
  /** The profile whose settings apply: endpoint, dual stack, FIPS. */
  readonly profile: string | undefined;
  /** Replaces the region's endpoint. */
  readonly endpointUrl: string | undefined;
  retries(): Retries;
  readonly signal: AbortSignal;
  onAttempt(attempt: Attempt): void;
}

/** The configuration of a client. It asks its own region's endpoint, whatever region an ARN names. */
export function clientConfig(options: ClientOptions) {
  const { region, credentials, requestHandler, profile, endpointUrl, retries } = options;
  return {
    region,
    credentials,
    requestHandler,
    ...retries(),
    logger: SILENT,
    ...omitUndefined({ profile, endpoint: endpointUrl }),
  };
}

/** The limiter of an operation; undefined where it has none. */
export type LimiterOf = (operation: string) => RateLimiter | undefined;

type Metadata = { readonly requestId?: string | undefined } | undefined;
type Middleware = Pick<
  Client<unknown, object, { $metadata: object }, never>["middlewareStack"],
  "remove" | "add"
>;

/** Reports each attempt, and makes each wait for the quota. Retries too, because it runs inside the SDK's retries. */
export function observeAttempts(
  stack: Middleware,
  { region, signal, onAttempt }: ClientOptions,
  limiterOf: LimiterOf,
): void {
  // It would copy every answer for the logger, with its values.
  stack.remove("loggerMiddleware");
  stack.add(
    (next, { commandName }) => {
      const operation = String(commandName).replace(/Command$/, "");
      const limiter = limiterOf(operation);
      return async (args) => {
        await limiter?.turn();
        const start = Date.now();
        const report = (metadata: Metadata, failure: Pick<Attempt, "error" | "reason"> = {}) =>
          onAttempt({
            operation,
            region,
            milliseconds: Date.now() - start,
            requestId: metadata?.requestId,
            ...failure,
          });
        try {
          const result = await next(args);
          report(result.output.$metadata);
          limiter?.learn();
          return result;
        } catch (thrown) {
          const error = awsErrorOf(thrown);
          // A request that the signal ended has not failed by itself.
          const reason = signal.aborted ? undefined : reasonOf(error);
          report((thrown as { $metadata?: Metadata }).$metadata, { error: error.name, reason });
          limiter?.learn(thrown);
          throw thrown;
        }
      };
    },
    { name: "observeAttempts", step: "finalizeRequest", priority: "low" },
  );
}

/**
 * Rejects when the signal ends. The SDK itself obeys the signal only during the HTTP request, not while it looks for
 * credentials. Not a `Promise.race` with one long promise, which would keep all answers in memory until the end.
 */
export function unlessAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(Object.assign(new Error("aborted"), { name: "AbortError" }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    sent.then(done, fail).finally(() => signal.removeEventListener("abort", stop));
  });
}
