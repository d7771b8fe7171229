/**
 * Fetches the secrets of one region with one set of credentials: in batches, and one by one where a batch does not help.
 * Decides which calls to make. `api.ts` makes, retries and signs them.
 */

import type { RegionRequests } from "../../../core/services/calls.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { type AwsError, awsErrorOf, isAwsError } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import { isUnknownOperation } from "../errors/refusals.js";
import { LARGEST_ANSWER, tooLarge } from "../network/answer-limit.js";
import type { ClientOptions } from "../requests/client.js";
import {
  newSession,
  resultOf,
  type Session,
  type SessionResult,
  type SessionTools,
  settle,
  settleError,
} from "../session/session.js";
import { settledBy, sortAnswers } from "./answers.js";
import { openApi } from "./api.js";
import { classifyError, forbidsBatch, refusesBatch } from "./classify.js";
import type { Page, SecretsApi } from "./secrets-api.js";

interface SecretSession extends Session {
  readonly api: SecretsApi;
  /** Batches do not work here. */
  singly?: boolean;
}

const FEW_BATCHES = 10;
/** Limits the pages of one batch, because a page may be empty and have a next one. */
const MOST_PAGES = 100;

export function fetchSecrets(
  region: RegionRequests,
  options: ClientOptions,
  tools: SessionTools,
): Promise<SessionResult> {
  return runSession(region, { ...tools, api: openApi(options) });
}

/** Fetches all secrets of a region, then the aliases that turn out to be separate secrets. */
export async function runSession(
  region: RegionRequests,
  { api, ...tools }: SessionTools & { readonly api: SecretsApi },
): Promise<SessionResult> {
  const { batches, versioned, aliases } = region;
  const session: SecretSession = { ...newSession(tools), api };
  await Promise.all([runBatches(session, batches), getAll(session, versioned)]);
  await getAll(session, followAliases(session, aliases));
  return resultOf(session, region);
}

/**
 * Sends the first of up to ten batches alone: if batches are not allowed, that is one refused call only. Sends more than ten
 * all at once, because waiting takes longer than the refused calls: one for every twenty single calls that follow.
 */
async function runBatches(session: SecretSession, batches: RegionRequests["batches"]): Promise<void> {
  const run = async (secrets: readonly SecretRequest[]) =>
    getAll(session, await session.limit(() => tryBatch(session, secrets)));
  const ahead = batches.length > FEW_BATCHES ? 0 : 1;
  for (const secrets of batches.slice(0, ahead)) await run(secrets);
  await Promise.all(batches.slice(ahead).map(run));
}

/** Fetches a batch. Returns the secrets that need a call of their own. */
async function tryBatch(
  session: SecretSession,
  secrets: readonly SecretRequest[],
): Promise<readonly SecretRequest[]> {
  if (session.reason !== undefined) return [];
  if (session.singly) return secrets;
  const read = await readPages(session, secrets);
  if (!isAwsError(read)) {
    const { settled, again } = sortAnswers(secrets, read.answers, read.refusals);
    for (const [secret, known] of settled) settle(session, secret, known);
    return again;
  }
  if (!refusesBatch(read)) {
    session.reason ??= reasonOf(read);
    return [];
  }
  if (forbidsBatch(read)) session.refusal ??= read;
  if (forbidsBatch(read) || isUnknownOperation(read)) session.singly = true;
  return secrets;
}

/** Reads all pages of a batch. Returns the earlier ones where a later one fails; the session fetches the rest singly. */
async function readPages(
  session: SecretSession,
  secrets: readonly SecretRequest[],
): Promise<Page | AwsError> {
  const ids = secrets.map(({ id }) => id.text);
  const tokens = new Set<string>();
  let read: Page = { answers: [], refusals: [] };
  for (let token: string | undefined; ; ) {
    const page = await session.api.batch(ids, token);
    if (isAwsError(page)) return token !== undefined && refusesBatch(page) ? read : page;
    read = { answers: [...read.answers, ...page.answers], refusals: [...read.refusals, ...page.refusals] };
    // The limit is for all pages together: they can contain secrets that nobody asked for.
    if (sizeOf(read) > LARGEST_ANSWER) return awsErrorOf(tooLarge());
    token = page.token;
    // A repeated token would make this loop endless.
    if (token === undefined || tokens.has(token) || tokens.size >= MOST_PAGES) return read;
    tokens.add(token);
  }
}

function sizeOf({ answers }: Page): number {
  return answers.reduce(
    (sum, { SecretString, SecretBinary }) => sum + (SecretString ?? SecretBinary ?? "").length,
    0,
  );
}

async function getAll(session: SecretSession, secrets: readonly SecretRequest[]): Promise<void> {
  await Promise.all(secrets.map((secret) => session.limit(() => getOne(session, secret))));
}

/** Fetches one secret. Does nothing after an error of the environment, because the next request would fail too. */
async function getOne(session: SecretSession, secret: SecretRequest): Promise<void> {
  if (session.reason !== undefined) return;
  const answer = await session.api.get(secret);
  if (!isAwsError(answer)) return settle(session, secret, settledBy(secret, answer));
  settleError(session, secret, classifyError(answer, secret));
}

/**
 * Gives an alias the outcome of its canonical request, where both ask for the same id or the answer has the alias's name.
 * Returns the other aliases.
 */
function followAliases(session: SecretSession, aliases: RegionRequests["aliases"]): readonly SecretRequest[] {
  const others: SecretRequest[] = [];
  for (const [alias, canonical] of aliases) {
    const known = session.known.get(canonical);
    if (known === undefined) continue;
    if (known.name === alias.id.resource || alias.id.text === canonical.id.text)
      settle(session, alias, known);
    else others.push(alias);
  }
  return others;
}
