/** Implements `SecretsApi` with the SDK's Secrets Manager client. No other file imports that client. */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { awsErrorOf } from "../errors/errors.js";
import { type ClientOptions, clientConfig, observeAttempts, unlessAborted } from "../requests/client.js";
import { rateLimiterUntil } from "../requests/rate-limiter.js";
import { UNREADABLE } from "../requests/shapes.js";
import type { SecretsApi } from "./secrets-api.js";
import { answerFrom, pageFrom } from "./shapes.js";

/** The quota of an account in a region ("AWS Secrets Manager quotas" in the user guide). */
const BATCHES_PER_SECOND = 100;

/** Makes the client of one region. */
export function openApi(options: ClientOptions): SecretsApi {
  const { signal } = options;
  const client = new SecretsManagerClient(clientConfig(options));
  const limiter = rateLimiterUntil(signal, BATCHES_PER_SECOND);
  observeAttempts(client.middlewareStack, options, (operation) =>
    operation === "BatchGetSecretValue" ? limiter : undefined,
  );
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
