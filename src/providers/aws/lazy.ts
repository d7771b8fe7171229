/** The AWS provider's entry: loads `aws/provider.ts`, and with it the SDK, at the first fetch only. */

import type { Provider } from "../provider.js";
import type { AwsOptions } from "./provider.js";

/**
 * Fetches from AWS Secrets Manager and SSM Parameter Store. Asks for each ARN in its own region: for secrets in batches of
 * 20 if BatchGetSecretValue is allowed, otherwise one by one; for parameters 10 at once. Each fetch looks for credentials
 * anew: in the profile of the options, or with the SDK's default chain. Repeats throttled requests until the `signal` ends the fetch; without a signal, for 60 seconds.
 *
 * Failures of AWS, the network and the credentials come as errors and outcomes of the result. The fetch rejects only if
 * the SDK cannot be loaded or `concurrency` is invalid. The SDK changes two things in the process. It sets a global
 * `awslambda`. And on a Node version that it will soon drop, it warns once with `process.emitWarning`, unless the
 * environment has AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true.
 */
export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(requests, fetchOptions = {}) {
      const { fetchFromAws } = await import("./provider.js");
      return fetchFromAws(requests, options, fetchOptions);
    },
  };
}
