/** The library's providers, apart from its functions: `check` and `list` need none, and pay for none. */

export type { AwsOptions } from "./aws/provider.js";
export { type FileFault, fileProvider } from "./file.js";
export { awsProvider } from "./lazy-aws.js";
export type {
  Attempt,
  Fault,
  Fetched,
  FetchOptions,
  Notice,
  Provider,
  Trouble,
  Watch,
} from "./provider.js";
