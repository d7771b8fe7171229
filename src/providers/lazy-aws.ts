/** AWS as a provider that loads its SDK with the first secret that is asked for, and not before. */

import type { AwsOptions } from "./aws/provider.js";
import type { Provider } from "./provider.js";

/**
 * Fetches from AWS Secrets Manager: each ARN in its own region, in batches where they are allowed (BatchGetSecretValue,
 * 20 secrets each), else one by one. Credentials come from the SDK's default chain, or from the profile of the options,
 * and are looked for anew in each fetch. Throttled requests are made again until the `signal` ends the fetch, or 60
 * seconds without one.
 *
 * What AWS, the network or the credentials do wrong comes as errors and outcomes. Rejects where the SDK cannot be loaded,
 * and for a `concurrency` that is none. The SDK does two things to the process: it makes a global `awslambda`, and on a
 * Node that it will soon drop it warns of that, once, with `process.emitWarning`, but not where the environment has
 * AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true.
 */
export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(requests, fetchOptions = {}) {
      const { fetchFromAws } = await import("./aws/provider.js");
      return fetchFromAws(requests, options, fetchOptions);
    },
  };
}
