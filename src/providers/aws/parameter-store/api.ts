/** Implements `ParametersApi` with the SDK's SSM client. No other file imports that client. */

import { GetParameterCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { awsErrorOf } from "../errors/errors.js";
import { type ClientOptions, clientConfig, observeAttempts, unlessAborted } from "../requests/client.js";
import { learningLimiterUntil } from "../requests/rate-limiter.js";
import { UNREADABLE } from "../requests/shapes.js";
import type { ParametersApi } from "./parameters-api.js";
import { answerFrom, pageFrom } from "./shapes.js";

/**
 * The default quota of an account in a region, for GetParameter and GetParameters together ("AWS Systems Manager endpoints
 * and quotas" in the AWS General Reference).
 */
const CALLS_PER_SECOND = 40;

/** Makes the client of one region. */
export function openApi(options: ClientOptions): ParametersApi {
  const { signal } = options;
  const client = new SSMClient(clientConfig(options));
  const limiter = learningLimiterUntil(signal, CALLS_PER_SECOND);
  observeAttempts(client.middlewareStack, options, () => limiter);
  const sent = { abortSignal: signal };
  return {
    getAll(names) {
      const page = client.send(new GetParametersCommand({ Names: [...names], WithDecryption: true }), sent);
      return unlessAborted(page, signal).then((output) => pageFrom({ ...output }), awsErrorOf);
    },
    get(name) {
      const answer = client.send(new GetParameterCommand({ Name: name, WithDecryption: true }), sent);
      return unlessAborted(answer, signal).then(
        ({ Parameter }) => answerFrom({ ...Parameter }) ?? UNREADABLE,
        awsErrorOf,
      );
    },
  };
}
