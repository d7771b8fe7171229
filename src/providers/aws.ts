/** AWS Secrets Manager as a provider. The only importer of the SDK client, and loaded only when it is to fetch. */

import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { groupBy } from "../core/group.js";
import type { Outcome } from "../core/outcomes.js";
import type { Call, PlannedSecret } from "../core/plan.js";
import {
  type Answer,
  outcomeFrom,
  type Refusal,
  type Reply,
  settle,
  type WorldFault,
} from "./aws-answers.js";
import { type AwsError, faultOf, judge, principalIn, refusesBatch } from "./aws-errors.js";
import type { Fault, Fetched, Notice, Provider } from "./provider.js";

export interface AwsOptions {
  /** A profile of the shared config files, in place of the default chain's choice. */
  readonly profile?: string;
  /** In place of the region's own endpoint. */
  readonly endpointUrl?: string;
}

interface Session {
  readonly client: SecretsManagerClient;
  readonly signal?: AbortSignal;
}

/** Left to itself the SDK writes advice of its own to stderr, over a profile beside keys in the environment. */
const SILENT: NonNullable<SecretsManagerClientConfig["logger"]> = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** A page may be empty, but there is an end to them. */
const MOST_PAGES = 100;
const CONNECT_MS = 5_000;
const ANSWER_MS = 20_000;

export function awsProvider(options: AwsOptions = {}): Provider {
  return {
    async fetch(plan, { signal } = {}) {
      const regions = groupBy(plan.calls, ({ region }) => region);
      const fetched = await Promise.all(
        Array.from(regions, async ([region, calls]) => {
          const client = clientFor(region, options);
          try {
            return await fetchRegion({ client, ...(signal === undefined ? {} : { signal }) }, region, calls);
          } finally {
            client.destroy();
          }
        }),
      );
      return {
        outcomes: new Map(fetched.flatMap(({ outcomes }) => [...outcomes])),
        faults: fetched.flatMap(({ faults }) => faults.map((fault) => withProfile(fault, options))),
        notices: fetched.flatMap(({ notices }) => notices),
      };
    },
  };
}

/** Whose credentials were looked for, where the user has said it. */
function withProfile(fault: Fault, { profile }: AwsOptions): Fault {
  if (fault.kind !== "credentials" || profile === undefined) return fault;
  return { ...fault, detail: `${fault.detail} (profile ${profile})` };
}

/** The endpoint decides which region answers, not the ARN: each region has its own client. */
function clientFor(region: string, { profile, endpointUrl }: AwsOptions): SecretsManagerClient {
  const config: SecretsManagerClientConfig = {
    region,
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
  return new SecretsManagerClient(config);
}

/** After the first fault a region is asked no more: what has stopped one call stops the next. */
async function fetchRegion(session: Session, region: string, calls: readonly Call[]): Promise<Fetched> {
  const outcomes = new Map<PlannedSecret, Outcome>();
  const secrets = calls.flatMap((call) => call.secrets);
  let fault: WorldFault | undefined;
  let refusal: AwsError | undefined;
  for (const call of calls) {
    if (fault !== undefined) break;
    const batch = call.operation === "BatchGetSecretValue" && refusal === undefined;
    let reply = batch ? await fetchBatch(session, call.secrets) : await fetchSingly(session, call.secrets);
    if (reply.failure !== undefined) {
      // Policies that allow GetSecretValue and not the batch are common, and the refusal names no secret.
      if (reply.failure.name === "AccessDeniedException") refusal = reply.failure;
      reply = await fetchSingly(session, call.secrets);
    }
    for (const [secret, outcome] of reply.outcomes) outcomes.set(secret, outcome);
    fault = reply.fault;
  }
  const missing = secrets.filter((secret) => !outcomes.has(secret));
  return {
    outcomes,
    faults: fault === undefined ? [] : [{ ...fault, region, secrets: missing }],
    notices: refusal === undefined ? [] : [noticeOf(refusal, region)],
  };
}

function noticeOf(refusal: AwsError, region: string): Notice {
  const principal = principalIn(refusal.message);
  return { kind: "batch-refused", region, ...(principal === undefined ? {} : { principal }) };
}

async function fetchBatch({ client, signal }: Session, secrets: readonly PlannedSecret[]): Promise<Reply> {
  const answers: Answer[] = [];
  const refusals: Refusal[] = [];
  const tokens = new Set<string>();
  for (let token: string | undefined; ; ) {
    const input = {
      SecretIdList: secrets.map(({ arn }) => arn.id),
      ...(token === undefined ? {} : { NextToken: token }),
    };
    const page = await client.send(new BatchGetSecretValueCommand(input), abortable(signal)).catch(awsError);
    if ("message" in page) {
      return refusesBatch(page)
        ? { outcomes: new Map(), failure: page }
        : { outcomes: new Map(), fault: faultOf(page) };
    }
    answers.push(...(page.SecretValues ?? []));
    for (const { SecretId = "", ErrorCode = "", Message = "" } of page.Errors ?? []) {
      refusals.push({ id: SecretId, error: { name: ErrorCode, message: Message } });
    }
    token = page.NextToken || undefined;
    // A token that comes again would lead round in a circle.
    if (token === undefined || tokens.has(token) || tokens.size > MOST_PAGES) break;
    tokens.add(token);
  }
  return settle(secrets, answers, refusals);
}

async function fetchSingly({ client, signal }: Session, secrets: readonly PlannedSecret[]): Promise<Reply> {
  const outcomes = new Map<PlannedSecret, Outcome>();
  for (const secret of secrets) {
    const { arn, versionStage, versionId } = secret;
    const command = new GetSecretValueCommand({
      SecretId: arn.id,
      VersionStage: versionStage,
      VersionId: versionId,
    });
    const answer = await client.send(command, abortable(signal)).catch(awsError);
    const verdict = "message" in answer ? judge(answer, secret) : undefined;
    if (verdict === undefined) outcomes.set(secret, outcomeFrom(secret, answer as Answer));
    else if ("problem" in verdict) outcomes.set(secret, { kind: "problem", ...verdict });
    else return { outcomes, fault: verdict };
  }
  return { outcomes };
}

function abortable(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function awsError(thrown: unknown): AwsError {
  const { name, message, code, $metadata } = thrown as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  return {
    name: String(name),
    message: String(message),
    ...(typeof code === "string" ? { code } : {}),
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
  };
}
