/** Implements `SecretsApi` with the SDK's Secrets Manager client. No other file imports that client. */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { omitUndefined } from "../../../core/text/omit-undefined.js";
import type { Attempt } from "../../provider.js";
import { awsErrorOf } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import { SILENT } from "../network/silent.js";
import type { RateLimiter } from "./rate-limiter.js";
import type { Retries } from "./retry.js";
import type { SecretsApi } from "./secrets-api.js";
import { answerFrom, pageFrom, UNREADABLE } from "./shapes.js";

export interface ApiOptions {
  readonly region: string;
  readonly credentials: NonNullable<SecretsManagerClientConfig["credentials"]>;
  readonly requestHandler: NonNullable<SecretsManagerClientConfig["requestHandler"]>;
  /** The profile whose settings apply: endpoint, dual stack, FIPS. */
  readonly profile: string | undefined;
  /** Replaces the region's endpoint. */
  readonly endpointUrl: string | undefined;
  retries(): Retries;
  /** For batches only. */
  readonly limiter: RateLimiter;
  readonly signal: AbortSignal;
  onAttempt(attempt: Attempt): void;
}

/** Makes the client of one region. A client asks its own region's endpoint, whatever region an ARN names. */
export function openApi(options: ApiOptions): SecretsApi {
  const { region, credentials, requestHandler, profile, endpointUrl, retries, signal } = options;
  const client = new SecretsManagerClient({
    region,
    credentials,
    requestHandler,
    ...retries(),
    logger: SILENT,
    ...omitUndefined({ profile, endpoint: endpointUrl }),
  });
  // It would copy every answer for the logger, with its values.
  client.middlewareStack.remove("loggerMiddleware");
  observeAttempts(client, options);
  const sent = { abortSignal: signal };
  return {
    batch(ids, token) {
      const input = { SecretIdList: [...ids], NextToken: token };
      const page = client.send(new BatchGetSecretValueCommand(input), sent);
      return unlessAborted(page, signal).then((output) => pageFrom({ ...output }), awsErrorOf);
    },
    get({ id, versionStage, versionId }) {
      const input = { SecretId: id.text, VersionStage: versionStage, VersionId: versionId };
      const answer = client.send(new GetSecretValueCommand(input), sent);
      return unlessAborted(answer, signal).then(
        (output) => answerFrom({ ...output }) ?? UNREADABLE,
        awsErrorOf,
      );
    },
  };
}

type Metadata = { readonly requestId?: string | undefined } | undefined;

/** Reports each attempt, and makes each batch wait for the quota. Retries too, because it runs inside the SDK's retries. */
function observeAttempts(client: SecretsManagerClient, options: ApiOptions): void {
  const { region, signal, limiter, onAttempt } = options;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "BatchGetSecretValueCommand") await limiter();
        const start = Date.now();
        const report = (metadata: Metadata, failure: Pick<Attempt, "error" | "reason"> = {}) =>
          onAttempt({
            operation: String(commandName).replace(/Command$/, ""),
            region,
            milliseconds: Date.now() - start,
            requestId: metadata?.requestId,
            ...failure,
          });
        try {
          const result = await next(args);
          report(result.output.$metadata);
          return result;
        } catch (thrown) {
          const error = awsErrorOf(thrown);
          // A request that the signal ended has not failed by itself.
          const reason = signal.aborted ? undefined : reasonOf(error);
          report((thrown as { $metadata?: Metadata }).$metadata, { error: error.name, reason });
          throw thrown;
        }
      },
    { name: "observeAttempts", step: "finalizeRequest", priority: "low" },
  );
}

/**
 * Rejects when the signal ends. The SDK itself obeys the signal only during the HTTP request, not while it looks for
 * credentials. Not a `Promise.race` with one long promise, which would keep all answers in memory until the end.
 */
function unlessAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(Object.assign(new Error("aborted"), { name: "AbortError" }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    sent.then(done, fail).finally(() => signal.removeEventListener("abort", stop));
  });
}
