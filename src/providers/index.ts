/** The library's providers, apart from its functions: `check` and `list` need none, and pay for none. */

export type { AwsOptions } from "./aws/provider.js";
export { fileProvider, SecretsFileError } from "./file.js";
export { awsProvider } from "./lazy-aws.js";
export type {
  Attempt,
  FetchError,
  FetchErrorReason,
  FetchOptions,
  FetchResult,
  FetchWarning,
  Provider,
} from "./provider.js";
