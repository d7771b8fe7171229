/** A narrow port around the SDK: the two operations that a session needs. The only importer of its client. */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
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
  /** The profile whose other settings count: endpoint, dual stack, FIPS. */
  readonly profile: string | undefined;
  /** In place of the region's own endpoint. */
  readonly endpointUrl: string | undefined;
  retries(): Retries;
  /** Of batches. */
  readonly limiter: RateLimiter;
  readonly signal: AbortSignal;
  onAttempt(attempt: Attempt): void;
}

/** The endpoint decides which region answers, not the ARN: each region has its own client. */
export function openApi(options: ApiOptions): SecretsApi {
  const { region, credentials, requestHandler, profile, endpointUrl, retries, signal } = options;
  const client = new SecretsManagerClient({
    region,
    credentials,
    requestHandler,
    ...retries(),
    logger: SILENT,
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  });
  // It would make a copy of every answer for the logger, values and all.
  client.middlewareStack.remove("loggerMiddleware");
  standByEachAttempt(client, options);
  const sent = { abortSignal: signal };
  return {
    batch(ids, token) {
      const input = { SecretIdList: [...ids], ...(token === undefined ? {} : { NextToken: token }) };
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

/** Stands within the SDK's own retries, so that every attempt is heard, and every batch of them within the quota. */
function standByEachAttempt(client: SecretsManagerClient, options: ApiOptions): void {
  const { region, signal, limiter, onAttempt } = options;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "BatchGetSecretValueCommand") await limiter();
        const start = Date.now();
        const heard = (metadata: Metadata, failure: Pick<Attempt, "error" | "reason"> = {}) =>
          onAttempt({
            operation: String(commandName).replace(/Command$/, ""),
            region,
            milliseconds: Date.now() - start,
            requestId: metadata?.requestId,
            ...failure,
          });
        try {
          const result = await next(args);
          heard(result.output.$metadata);
          return result;
        } catch (thrown) {
          const error = awsErrorOf(thrown);
          // What the end of the run breaks off has not failed by itself.
          const reason = signal.aborted ? undefined : reasonOf(error);
          heard((thrown as { $metadata?: Metadata }).$metadata, { error: error.name, reason });
          throw thrown;
        }
      },
    { name: "standByEachAttempt", step: "finalizeRequest", priority: "low" },
  );
}

/**
 * The SDK heeds the signal on the wire only, not while it looks for credentials. Takes its listener back: a race
 * against one lasting promise would keep every answer to the end.
 */
function unlessAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(Object.assign(new Error("aborted"), { name: "AbortError" }));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    sent.then(done, fail).finally(() => signal.removeEventListener("abort", stop));
  });
}
