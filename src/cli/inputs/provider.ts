/** Where values come from. The AWS SDK is loaded when the first secret is asked for. */

import type { Plan } from "../../core/plan/plan.js";
import type { Accounts } from "../../core/services/access.js";
import { awsProvider } from "../../providers/lazy-aws.js";
import type { Attempt, Provider } from "../../providers/provider.js";
import { type CliContext, logMessage } from "../context/context.js";
import { EXIT_USAGE, type ExitStatus } from "../exit-status.js";
import type { CommonFlags, FetchFlags, ValueFlags } from "../flags.js";
import { startProgress } from "../outputs/progress.js";
import { readOption } from "./sources.js";

/** A status where the secrets file is none; the user has been told. */
export async function providerFor(
  options: ValueFlags,
  planned: PlannedFetch,
  context: CliContext,
): Promise<Provider | ExitStatus> {
  const { secretsFile } = options;
  return secretsFile === undefined
    ? lazyAws(options, planned, context)
    : fromFile(secretsFile, options, context);
}

/** What is to be fetched from AWS. */
export interface PlannedFetch {
  readonly accounts: Accounts;
  /** Asked for with -v only. */
  plan(): Plan;
}

/** AWS itself, with the user's side of waiting for it. */
export function lazyAws(
  options: CommonFlags & FetchFlags,
  { accounts, plan }: PlannedFetch,
  context: CliContext,
): Provider {
  const { profile, endpointUrl, concurrency, region } = options;
  return {
    async fetch(requests) {
      hushSdk(context);
      if (options.verbose) await tellPlan(plan(), context);
      const aws = awsProvider({ accounts, env: context.env, profile, region, endpointUrl, concurrency });
      const progress = startProgress(requests.length, options, context);
      const start = Date.now();
      try {
        return await aws.fetch(requests, progress);
      } finally {
        await progress.stop();
        if (options.verbose) await tellAttempts(progress.attempts, Date.now() - start, context);
      }
    },
  };
}

async function tellPlan(plan: Plan, context: CliContext): Promise<void> {
  const { planTotals } = await import("../../report/table.js");
  await logMessage(context, `the plan is ${planTotals(plan)}`);
}

async function tellAttempts(
  attempts: readonly Attempt[],
  milliseconds: number,
  context: CliContext,
): Promise<void> {
  const { attemptLines } = await import("../../report/attempts.js");
  for (const line of attemptLines(attempts, milliseconds)) await logMessage(context, line);
}

/** Its advice is for developers: to upgrade Node, and, from clients of its own that take no logger, on timeouts. */
function hushSdk({ env }: CliContext): void {
  env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  // The way through a proxy prints each step where it is set, and it is the variable of other programs.
  delete env["DEBUG"];
  // Another console in its place, for under Node's --frozen-intrinsics that one cannot be changed.
  globalThis.console = Object.create(globalThis.console, { warn: { value: () => {} } });
}

async function fromFile(
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
    await logMessage(context, thrown.message, hint);
    return EXIT_USAGE;
  }
}
