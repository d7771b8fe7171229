/** AWS as a provider that loads its SDK with the first secret that is asked for, and not before. */

import type { AwsOptions } from "./aws.js";
import type { Provider } from "./provider.js";

/**
 * Fetches from AWS Secrets Manager: each ARN in its own region, in batches where they are allowed. Credentials come from
 * the SDK's default chain, or from the profile of the options.
 */
export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(plan, fetchOptions) {
      const aws = await import("./aws.js");
      return aws.awsProvider(options).fetch(plan, fetchOptions);
    },
  };
}
