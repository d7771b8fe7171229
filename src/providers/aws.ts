/**
 * AWS Secrets Manager as a provider, loaded only when there is something to fetch. Runs a session for each region and
 * its credentials, all side by side, within one limit on the requests in flight.
 */

import { setMaxListeners } from "node:events";
import { loadConfig } from "@smithy/core/config";
import { NODE_MAX_ATTEMPT_CONFIG_OPTIONS } from "@smithy/core/retry";
import pLimit, { type LimitFunction } from "p-limit";
import pThrottle from "p-throttle";
import type { AccountAccess } from "../core/config.js";
import { groupBy } from "../core/group.js";
import { openApi } from "./aws/api.js";
import { type CredentialsProvider, sharedCredentials } from "./aws/credentials.js";
import { type Finished, gather } from "./aws/gather.js";
import { openNetwork, type RequestHandler } from "./aws/network.js";
import { runSession } from "./aws/session.js";
import { type Share, sharesOf } from "./aws/shares.js";
import type { FetchOptions, Provider, Trouble } from "./provider.js";

export interface AwsOptions {
  /** A profile of the shared config files, in place of the default chain's choice. */
  readonly profile?: string;
  /** In place of the region's own endpoint. */
  readonly endpointUrl?: string;
  /** Requests in flight, over all regions; 100 if left out. */
  readonly concurrency?: number;
  /** Where the variables of proxies and certificate authorities are looked for; without it they do not count. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the sessions of a run have in common. */
interface Run extends AwsOptions, Pick<FetchOptions, "watch"> {
  readonly requestHandler: RequestHandler;
  readonly limit: LimitFunction;
  readonly maxAttempts: number;
  readonly signal: AbortSignal;
}

const CONCURRENCY = 100;
/** Milliseconds. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true } as const;
/** Of BatchGetSecretValue, for an account and region: service quotas of Secrets Manager. */
const BATCHES_PER_SECOND = 100;
/** The SDK's own 3 give up on throttling within 3 seconds; here the whole run has a limit. */
const ATTEMPTS = 5;

export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(plan, fetchOptions = {}) {
      const run = await startRun(options, fetchOptions);
      const shares = sharesOf(plan, ownAccess(options));
      const byCredentials = groupBy(shares, ({ access }) => JSON.stringify(access));
      const sessions = [...byCredentials.values()].flatMap((shares) => runShares(shares, run));
      return gather(await Promise.all(sessions).finally(() => run.requestHandler.destroy()));
    },
  };
}

async function startRun(options: AwsOptions, { signal, watch }: FetchOptions): Promise<Run> {
  const { concurrency = CONCURRENCY, profile, env = {} } = options;
  const ended = AbortSignal.any(signal === undefined ? [] : [signal]);
  // Every request listens, and Node takes more than ten listeners for a leak.
  setMaxListeners(0, ended);
  return {
    ...options,
    requestHandler: openNetwork(env, { ...LIMITS, maxSockets: concurrency }),
    limit: pLimit(concurrency),
    maxAttempts: await attemptsOf(profile),
    signal: ended,
    ...(watch === undefined ? {} : { watch }),
  };
}

function ownAccess({ profile }: AwsOptions): AccountAccess | undefined {
  return profile === undefined ? undefined : { profile };
}

/** As the environment or the profile has it. */
async function attemptsOf(profile: string | undefined): Promise<number> {
  const selectors = { ...NODE_MAX_ATTEMPT_CONFIG_OPTIONS, default: ATTEMPTS };
  const load = loadConfig(selectors, profile === undefined ? {} : { profile });
  return load().catch(() => ATTEMPTS);
}

/** Shares that differ in nothing but the region look for their credentials once. */
function runShares(shares: readonly Share[], run: Run): readonly Promise<Finished>[] {
  const credentials = sharedCredentials(shares[0]?.access, ownAccess(run), run.requestHandler);
  return shares.map((share) => runShare(share, credentials, run));
}

async function runShare(share: Share, credentials: CredentialsProvider, run: Run): Promise<Finished> {
  const { requestHandler, limit, maxAttempts, signal, watch, endpointUrl } = run;
  const { region, access } = share;
  let last: Trouble | undefined;
  const api = openApi({
    region,
    credentials,
    requestHandler,
    profile: access !== undefined && "profile" in access ? access.profile : run.profile,
    endpointUrl,
    maxAttempts,
    signal,
    onFailure(trouble) {
      last = trouble;
      watch?.failed(trouble);
    },
  });
  const result = await runSession(share, { api, limit, pace: paceUntil(signal), watch });
  if (result.trouble === undefined || !signal.aborted) return { ...share, ...result };
  return { ...share, ...result, trouble: endedBy(signal, last) };
}

/** Answers when one more batch is within the quota of any second that it falls into; at once when the run has ended. */
function paceUntil(signal: AbortSignal): () => Promise<void> {
  const throttle = pThrottle({
    limit: BATCHES_PER_SECOND,
    interval: 1_000,
    strict: true,
    // With weights the window slides; without, calls are spread out once a first hundred is through.
    weight: () => 1,
    ...(signal.aborted ? {} : { signal }),
  });
  const turn = throttle(async () => {});
  return () => turn().catch(() => {});
}

/** What stood in the way says more than that the time was up. */
function endedBy({ reason }: AbortSignal, last: Trouble | undefined): Trouble {
  const late = reason instanceof Error && reason.name === "TimeoutError";
  return { kind: late ? "timeout" : "interrupted", detail: last === undefined ? "" : last.kind };
}
