/** Makes the provider that the options ask for: AWS, or a local file. The AWS SDK is loaded for the first secret. */

import type { Accounts } from "../../core/services/account-access.js";
import { awsProvider } from "../../providers/aws/lazy.js";
import type { Provider } from "../../providers/provider.js";
import { type CliContext, failWith } from "../context/context.js";
import { EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags, FetchFlags } from "../shared-options.js";
import { readOption } from "./sources.js";

export function awsProviderFor(options: FetchFlags, accounts: Accounts, { env }: CliContext): Provider {
  const { profile, endpointUrl, concurrency, region } = options;
  const provider = awsProvider({ accounts, env, profile, region, endpointUrl, concurrency });
  return {
    fetch(...given) {
      silenceSdk(env);
      return provider.fetch(...given);
    },
  };
}

/** Turns off the SDK's advice for developers: to upgrade Node, and on timeouts, from clients that have no logger. */
function silenceSdk(env: CliContext["env"]): void {
  env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  // The proxy agent prints each step where it is set, and it is the variable of other programs.
  delete env["DEBUG"];
  // A new object, because under Node's --frozen-intrinsics the console cannot be changed.
  if (isSilent) return;
  globalThis.console = Object.create(globalThis.console, { warn: { value: () => {} } });
  isSilent = true;
}

/** A run that stays would put one console upon the other. */
let isSilent = false;

/** A status where the secrets file cannot be used; the reason is logged. */
export async function fileProviderFor(
  path: string,
  options: CommonFlags,
  context: CliContext,
): Promise<Provider | ExitStatus> {
  const { fileProvider, SecretsFileError } = await import("../../providers/file.js");
  const source = await readOption("--secrets-file", path, options, context);
  if (typeof source === "number") return source;
  try {
    return fileProvider(source);
  } catch (thrown) {
    if (!(thrown instanceof SecretsFileError)) throw thrown;
    const hint = 'a line of a secrets file looks like this: prod/db: { username: app, password: "…" }';
    return failWith(EXIT_USAGE, context, thrown.message, hint);
  }
}
