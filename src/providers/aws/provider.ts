/**
 * AWS Secrets Manager as a provider, loaded only when there is something to fetch. Runs a session for each region and
 * its credentials, all side by side, within one limit on the requests in flight.
 */

import { setMaxListeners } from "node:events";
import pLimit, { type LimitFunction } from "p-limit";
import type { AccountAccess } from "../../core/plan/plan.js";
import { groupBy } from "../../core/text/group.js";
import type { Fetched, FetchOptions, Provider, Trouble } from "../provider.js";
import { type SharedCredentials, sharedCredentials } from "./credentials/credentials.js";
import { answerOf } from "./credentials/errors.js";
import { homeRegion, stsRegionFor } from "./credentials/region.js";
import { openNetwork, type RequestHandler } from "./network/network.js";
import { openApi } from "./requests/api.js";
import { type Finished, faulted, gather, unbegun } from "./requests/merge.js";
import { type Pace, paceUntil } from "./requests/rate-limiter.js";
import { type Share, sharesOf } from "./requests/region-requests.js";
import { type Retries, retriesOf } from "./requests/retry.js";
import { runSession } from "./session/session.js";
import { settingsTrouble } from "./session/settings.js";

/** How to reach AWS. */
export interface AwsOptions {
  /** A profile of the shared config files. Its credentials count alone; without it the SDK's default chain looks for some. */
  readonly profile?: string;
  /**
   * The region of the run: where names are looked up, and STS is asked for credentials. Left out, it is AWS_REGION or
   * AWS_DEFAULT_REGION of `env`, or the profile's. An ARN is asked for in its own.
   */
  readonly region?: string;
  /** In place of each region's own endpoint: an `http:` or `https:` URL. */
  readonly endpointUrl?: string;
  /** Requests in flight at most, over all regions: a whole number from 1 up, else the fetch rejects with a TypeError. 100 if left out. */
  readonly concurrency?: number;
  /**
   * Where this package looks for variables: HTTPS_PROXY and its like, NO_PROXY, AWS_CA_BUNDLE, AWS_REGION. Mostly
   * `process.env`; left out, none of them counts. The SDK reads its own (credentials, endpoints, attempts) in `process.env`
   * all the same.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the sessions of a run have in common. */
interface Run extends AwsOptions, Pick<FetchOptions, "watch"> {
  readonly requestHandler: RequestHandler;
  readonly limit: LimitFunction;
  /** The share of `limit` that a session may have, so that a throttled region cannot take all of it. */
  readonly perSession: number;
  readonly home: string | undefined;
  readonly signal: AbortSignal;
  retries(): Retries;
  paceOf(region: string): Pace;
}

const CONCURRENCY = 100;
/** Milliseconds, of a fetch that has no signal of its own: as many as `--timeout` where that is left out. */
const LIMIT = 60_000;
/** Milliseconds. */
const LIMITS = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true } as const;

/** The same as that of `lazy-aws.ts`, which loads this one. */
export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(plan, fetchOptions = {}) {
      const trouble = settingsTrouble(options.env ?? {});
      if (trouble !== undefined) return faulted(sharesOf(plan, ownAccess(options)), trouble);
      const home = await homeRegion(options);
      return fetchShares(sharesOf(plan, ownAccess(options), home), home, options, fetchOptions);
    },
  };
}

async function fetchShares(
  shares: readonly Share[],
  home: string | undefined,
  options: AwsOptions,
  { signal, watch }: FetchOptions,
): Promise<Fetched> {
  const over = new AbortController();
  const late = () => over.abort(new DOMException("no time is left", "TimeoutError"));
  const timer = signal === undefined ? setTimeout(late, LIMIT) : undefined;
  const ended = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  // Every request listens, and Node takes more than ten listeners for a leak.
  setMaxListeners(0, ended);
  const { concurrency = CONCURRENCY, env = {} } = options;
  const requestHandler = openNetwork(env, { ...LIMITS, maxSockets: concurrency });
  try {
    const run: Run = {
      ...options,
      requestHandler,
      limit: pLimit(concurrency),
      perSession: Math.ceil(concurrency / shares.length),
      home,
      signal: ended,
      retries: await retriesOf(options.profile),
      paceOf: remembered(() => paceUntil(ended)),
      ...(watch === undefined ? {} : { watch }),
    };
    const byCredentials = groupBy(shares, ({ access }) => JSON.stringify(access));
    const sessions = [...byCredentials.values()].flatMap((alike) => runAlike(alike, run));
    return gather(await Promise.all(sessions), env["AWS_PROFILE"]);
  } finally {
    clearTimeout(timer);
    over.abort();
    requestHandler.destroy();
  }
}

function ownAccess({ profile }: AwsOptions): AccountAccess | undefined {
  return profile === undefined ? undefined : { profile };
}

function remembered<T>(make: () => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  };
}

/** Shares that differ in nothing but the region look for their credentials once. */
function runAlike(shares: readonly Share[], run: Run): readonly Promise<Finished>[] {
  const [first] = shares;
  const credentials = sharedCredentials(first?.access, {
    own: ownAccess(run),
    requestHandler: run.requestHandler,
    stsRegion: stsRegionFor(run.home, first?.region ?? ""),
  });
  return shares.map((share) => runShare(share, credentials, run));
}

async function runShare(share: Share, credentials: SharedCredentials, run: Run): Promise<Finished> {
  const { requestHandler, limit, perSession, retries, paceOf, signal, watch, endpointUrl } = run;
  const { region, access } = share;
  if (region === undefined) return unbegun(share, { kind: "region", detail: "" });
  let last: Trouble | undefined;
  const api = openApi({
    region,
    credentials: credentials.find,
    requestHandler,
    profile: access !== undefined && "profile" in access ? access.profile : run.profile,
    endpointUrl,
    retries,
    pace: paceOf(region),
    signal,
    onFailure(trouble) {
      last = trouble;
      watch?.failed(trouble);
    },
    onAttempt: (attempt) => watch?.attempted?.(attempt),
  });
  const own = pLimit(perSession);
  const result = await runSession(share, {
    api,
    limit: (request) => own(() => limit(request)),
    settled(secrets) {
      last = undefined;
      watch?.settled(secrets);
    },
  });
  const { trouble } = result;
  if (trouble === undefined) return { ...share, ...result };
  if (!signal.aborted) return { ...share, ...result, trouble: await withFix(trouble, credentials) };
  return { ...share, ...result, trouble: endTrouble(signal, credentials, last) };
}

/** Who has signed in by `aws login` is told of no other way to do that. */
async function withFix(trouble: Trouble, credentials: SharedCredentials): Promise<Trouble> {
  if (trouble.fix !== undefined || !/^(?:credentials|expired)$/.test(trouble.kind)) return trouble;
  const { login } = await credentials.profile();
  return login === undefined ? trouble : { ...trouble, fix: `run ${login}` };
}

function endTrouble(signal: AbortSignal, credentials: SharedCredentials, last: Trouble | undefined): Trouble {
  const requests = credentials.pending();
  const waitedFor = requests === undefined ? last?.kind : "credentials";
  const asked = requests?.at(-1);
  return {
    kind: endOf(signal),
    detail: asked === undefined ? "" : `${asked.url} ${answerOf(asked)}`,
    ...(waitedFor === undefined ? {} : { waitedFor }),
  };
}

function endOf({ reason }: AbortSignal): "timeout" | "interrupted" {
  return reason instanceof Error && reason.name === "TimeoutError" ? "timeout" : "interrupted";
}
