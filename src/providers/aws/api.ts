/** A narrow port around the SDK: the two operations that a session needs. The only importer of its client. */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import type { Trouble } from "../provider.js";
import { type AwsError, awsErrorOf, faultOf } from "./errors.js";
import type { SecretsApi } from "./session.js";
import { SILENT } from "./silent.js";

export interface ApiOptions {
  readonly region: string;
  readonly credentials: NonNullable<SecretsManagerClientConfig["credentials"]>;
  readonly requestHandler: NonNullable<SecretsManagerClientConfig["requestHandler"]>;
  /** The profile whose other settings count: endpoint, dual stack, FIPS. */
  readonly profile: string | undefined;
  /** In place of the region's own endpoint. */
  readonly endpointUrl: string | undefined;
  readonly maxAttempts: number;
  readonly signal: AbortSignal;
  /** Hears of every attempt that failed, the last one too. */
  onFailure(trouble: Trouble): void;
}

/** The endpoint decides which region answers, not the ARN: each region has its own client. */
export function openApi(options: ApiOptions): SecretsApi {
  const { region, credentials, requestHandler, profile, endpointUrl, maxAttempts, signal } = options;
  const client = new SecretsManagerClient({
    region,
    credentials,
    requestHandler,
    maxAttempts,
    logger: SILENT,
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  });
  // It would make a copy of every answer for the logger, values and all.
  client.middlewareStack.remove("loggerMiddleware");
  hearFailures(client, options);
  const stopped = whenAborted(signal);
  /** The SDK heeds the signal on the wire only, not while it looks for credentials. */
  const answered = <T>(sent: Promise<T>): Promise<T | AwsError> =>
    Promise.race([sent, stopped]).catch(awsErrorOf);
  return {
    async batch(ids, token) {
      const input = { SecretIdList: [...ids], ...(token === undefined ? {} : { NextToken: token }) };
      const command = new BatchGetSecretValueCommand(input);
      const page = await answered(client.send(command, { abortSignal: signal }));
      if ("message" in page) return page;
      const refusals = (page.Errors ?? []).map(({ SecretId = "", ErrorCode = "", Message = "" }) => ({
        id: SecretId,
        error: { name: ErrorCode, message: Message },
      }));
      const answers = page.SecretValues ?? [];
      return page.NextToken ? { answers, refusals, token: page.NextToken } : { answers, refusals };
    },
    async get({ arn, versionStage, versionId }) {
      const input = { SecretId: arn.id, VersionStage: versionStage, VersionId: versionId };
      return answered(client.send(new GetSecretValueCommand(input), { abortSignal: signal }));
    },
  };
}

/** Stands within the SDK's own retries, so that every attempt is heard. */
function hearFailures(client: SecretsManagerClient, { onFailure }: ApiOptions): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (thrown) {
        onFailure(faultOf(awsErrorOf(thrown)));
        throw thrown;
      }
    },
    { name: "hearFailures", step: "finalizeRequest", priority: "low" },
  );
}

/** Rejects when the signal is given; never settles otherwise. */
function whenAborted(signal: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, fail) => {
    const stop = () => fail(Object.assign(new Error("aborted"), { name: "AbortError" }));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  stopped.catch(() => {});
  return stopped;
}
