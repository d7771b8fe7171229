/**
 * The library's providers, and the types to write your own. This is a separate entry point, because `check` and `list`
 * need no provider and should not load one.
 */

export type { SecretProblem } from "../core/diagnostics/catalogue.js";
export type { Outcome } from "../core/plan/outcomes.js";
export { type Redacted, redact } from "../core/secrets/redacted.js";
export type { SecretValue } from "../core/secrets/value.js";
export type { AccountAccess, Accounts } from "../core/services/account-access.js";
export type { SecretRequest } from "../core/services/request.js";
export type { SecretArn, SecretId, SecretName, ServiceName } from "../core/services/secret-id.js";
export type { Source } from "../core/text/source.js";
export { awsProvider } from "./aws/lazy.js";
export type { AwsOptions } from "./aws/provider.js";
export { fileProvider, SecretsFileError } from "./file.js";
export type {
  Attempt,
  FetchError,
  FetchErrorReason,
  FetchOptions,
  FetchResult,
  FetchWarning,
  Provider,
} from "./provider.js";
