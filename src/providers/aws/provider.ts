/**
 * Fetches secrets and parameters from AWS. Runs a session for each service, region and set of credentials, all at the same
 * time, with one limit on the requests in flight. `lazy.ts` loads this file at the first fetch.
 */

import { setMaxListeners } from "node:events";
import pLimit, { type LimitFunction } from "p-limit";
import type { AccountAccess, Accounts } from "../../core/services/account-access.js";
import type { RegionRequests } from "../../core/services/calls.js";
import { groupRequests } from "../../core/services/index.js";
import type { SecretRequest } from "../../core/services/request.js";
import type { ServiceName } from "../../core/services/secret-id.js";
import { groupBy } from "../../core/text/group.js";
import type { FetchErrorReason, FetchOptions, FetchResult } from "../provider.js";
import { type SharedCredentials, sharedCredentials } from "./credentials/credentials.js";
import { homeRegion, stsRegionFor } from "./credentials/region.js";
import { openNetwork, type RequestHandler } from "./network/network.js";
import type { ClientOptions } from "./requests/client.js";
import { type Retries, retriesOf } from "./requests/retry.js";
import { fetchSecrets } from "./secrets-manager/session.js";
import { endReason, withFix } from "./session/end.js";
import { mergeResults, notFetched, type RegionResult } from "./session/merge.js";
import type { SessionResult, SessionTools } from "./session/session.js";
import { wrongSetting } from "./session/settings.js";

/** Options of the AWS provider. */
export interface AwsOptions {
  /** A profile of the AWS config files. Only its credentials are used. Without it, the SDK's default chain looks for credentials. */
  readonly profile?: string | undefined;
  /** Other credentials for the secrets of some accounts. */
  readonly accounts?: Accounts | undefined;
  /**
   * The region of the run, for names and for STS. An ARN is fetched from its own region. Default: AWS_REGION or
   * AWS_DEFAULT_REGION in `env`, or the profile's region.
   */
  readonly region?: string | undefined;
  /** Replaces the endpoint of every region and of both services: an `http:` or `https:` URL. */
  readonly endpointUrl?: string | undefined;
  /** The maximum number of parallel requests, over all regions and services: 1 or more, otherwise the fetch rejects with a TypeError. Default: 100. */
  readonly concurrency?: number | undefined;
  /**
   * The environment for this package's variables: HTTPS_PROXY and its like, NO_PROXY, AWS_CA_BUNDLE, AWS_REGION. Usually
   * `process.env`. Default: empty. The SDK always reads its own (credentials, endpoints, attempts) in `process.env`.
   */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What all sessions of a fetch share. */
interface Run extends AwsOptions, Omit<FetchOptions, "signal"> {
  readonly requestHandler: RequestHandler;
  readonly limit: LimitFunction;
  /** The most requests in flight of one session, so that a throttled region cannot use up `limit`. */
  readonly perSession: number;
  readonly home: string | undefined;
  readonly signal: AbortSignal;
  retries(): Retries;
}

type FetchRegion = (
  region: RegionRequests,
  options: ClientOptions,
  tools: SessionTools,
) => Promise<SessionResult>;

const FETCH_REGION: Readonly<Record<ServiceName, FetchRegion>> = {
  secretsmanager: fetchSecrets,
  // Loads the SDK's client only where there are parameters.
  async ssm(...session) {
    const { fetchParameters } = await import("./parameter-store/session.js");
    return fetchParameters(...session);
  },
};

const CONCURRENCY = 100;
/** Milliseconds. The timeout of a fetch without a signal: the default of `--timeout`. */
const TIMEOUT = 60_000;
/** Milliseconds. */
const NETWORK_LIMITS = {
  connectionTimeout: 5_000,
  requestTimeout: 20_000,
  throwOnRequestTimeout: true,
} as const;

/** Fetches the secrets: see `awsProvider` in `lazy.ts`. */
export async function fetchFromAws(
  requests: readonly SecretRequest[],
  options: AwsOptions,
  fetchOptions: FetchOptions,
): Promise<FetchResult> {
  const { accounts, env = {} } = options;
  const reason = wrongSetting(env);
  const home = reason === undefined ? await homeRegion(options) : undefined;
  const regions = groupRequests(requests, { accounts, own: ownAccess(options), home });
  if (reason !== undefined) return mergeResults(regions.map((region) => notFetched(region, reason)));
  return fetchRegions(regions, home, options, fetchOptions);
}

async function fetchRegions(
  regions: readonly RegionRequests[],
  home: string | undefined,
  options: AwsOptions,
  { signal, ...listeners }: FetchOptions,
): Promise<FetchResult> {
  const over = new AbortController();
  const late = () => over.abort(new DOMException("no time is left", "TimeoutError"));
  const timer = signal === undefined ? setTimeout(late, TIMEOUT) : undefined;
  const ended = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  // Every request adds a listener, and Node warns of a leak after ten.
  setMaxListeners(0, ended);
  const { concurrency = CONCURRENCY, env = {} } = options;
  const requestHandler = openNetwork(env, { ...NETWORK_LIMITS, maxSockets: concurrency });
  try {
    const run: Run = {
      ...options,
      ...listeners,
      requestHandler,
      limit: pLimit(concurrency),
      perSession: Math.ceil(concurrency / regions.length),
      home,
      signal: ended,
      retries: await retriesOf(options.profile),
    };
    const byCredentials = groupBy(regions, ({ access }) => JSON.stringify(access));
    const sessions = [...byCredentials.values()].flatMap((group) => runWithSameCredentials(group, run));
    return mergeResults(await Promise.all(sessions), env["AWS_PROFILE"]);
  } finally {
    clearTimeout(timer);
    over.abort();
    requestHandler.destroy();
  }
}

function ownAccess({ profile }: AwsOptions): AccountAccess | undefined {
  return profile === undefined ? undefined : { profile };
}

/** Runs the sessions of regions with the same credentials, which look for them only once. */
function runWithSameCredentials(
  regions: readonly RegionRequests[],
  run: Run,
): readonly Promise<RegionResult>[] {
  const [first] = regions;
  const credentials = sharedCredentials(first?.access, {
    own: ownAccess(run),
    requestHandler: run.requestHandler,
    stsRegion: stsRegionFor(run.home, first?.region ?? ""),
  });
  return regions.map((each) => runRegion(each, credentials, run));
}

async function runRegion(
  requests: RegionRequests,
  credentials: SharedCredentials,
  run: Run,
): Promise<RegionResult> {
  const { requestHandler, limit, perSession, retries, signal, endpointUrl } = run;
  const { service, region, access } = requests;
  if (region === undefined) return notFetched(requests, { kind: "region", detail: "" });
  let last: FetchErrorReason | undefined;
  const client: ClientOptions = {
    region,
    credentials: credentials.find,
    requestHandler,
    profile: access !== undefined && "profile" in access ? access.profile : run.profile,
    endpointUrl,
    retries,
    signal,
    onAttempt(attempt) {
      last = attempt.reason ?? last;
      run.onAttempt?.(attempt);
    },
  };
  const own = pLimit(perSession);
  const result = await FETCH_REGION[service](requests, client, {
    limit: (request) => own(() => limit(request)),
    onProgress(secrets) {
      last = undefined;
      run.onProgress?.(secrets);
    },
  });
  if (result.reason === undefined) return { ...requests, ...result };
  const reason = signal.aborted
    ? endReason(signal, credentials, last)
    : await withFix(result.reason, credentials);
  return { ...requests, ...result, reason };
}
