/**
 * The secrets of one region under one set of credentials: batches, and calls of their own for what a batch cannot
 * answer. Decides what to ask; how a request is made, retried and signed is the API's.
 */

import type { Outcome } from "../../../core/plan/outcomes.js";
import type { SecretRequest } from "../../../core/services/index.js";
import { type RegionRequests, requestsIn } from "../../../core/services/secrets-manager/calls.js";
import type { FetchErrorReason } from "../../provider.js";
import { classifyError, forbidsBatch, lacksBatch, refusesBatch } from "../errors/classify.js";
import { type AwsError, awsErrorOf, isAwsError } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
import { LARGEST_ANSWER, tooLarge } from "../network/answer-limit.js";
import { type Settled, settledBy, sortAnswers } from "../requests/answers.js";
import type { Page, SecretsApi } from "../requests/secrets-api.js";

export interface SessionTools {
  readonly api: SecretsApi;
  /** Runs a request when there is room for one more in flight. */
  limit<T>(request: () => Promise<T>): Promise<T>;
  /** So many more secrets have an outcome. */
  onProgress(secrets: number): void;
}

export interface SessionResult {
  readonly outcomes: ReadonlyMap<SecretRequest, Outcome>;
  /** What stopped the session, and the requests that it left. */
  readonly reason?: FetchErrorReason | undefined;
  readonly left: readonly SecretRequest[];
  /** That the caller may not use batches. */
  readonly refusal?: AwsError | undefined;
}

interface Session extends SessionTools {
  readonly known: Map<SecretRequest, Settled>;
  reason?: FetchErrorReason;
  refusal?: AwsError;
  /** Batches are of no use here. */
  singly?: boolean;
}

const FEW_BATCHES = 10;
/** A page may be empty, but there is an end to them. */
const MOST_PAGES = 100;

/** Asks for all secrets of a region, and then for those aliases that turn out to be secrets of their own. */
export async function runSession(region: RegionRequests, tools: SessionTools): Promise<SessionResult> {
  const { batches, versioned, aliases } = region;
  const session: Session = { ...tools, known: new Map() };
  await Promise.all([runBatches(session, batches), getAll(session, versioned)]);
  await getAll(session, followAliases(session, aliases));
  const { known, reason, refusal } = session;
  return {
    outcomes: new Map(Array.from(known, ([secret, { outcome }]) => [secret, outcome])),
    left: requestsIn(region).filter((secret) => !known.has(secret)),
    reason,
    refusal,
  };
}

/**
 * Up to ten batches the first goes ahead: where batches are not allowed, one refused call tells. More go together: there a
 * round trip costs more than the refused calls, which are at most one for each twenty single calls that follow.
 */
async function runBatches(session: Session, batches: RegionRequests["batches"]): Promise<void> {
  const ahead = batches.length > FEW_BATCHES ? 0 : 1;
  for (const secrets of batches.slice(0, ahead)) await runBatch(session, secrets);
  await Promise.all(batches.slice(ahead).map((secrets) => runBatch(session, secrets)));
}

async function runBatch(session: Session, secrets: readonly SecretRequest[]): Promise<void> {
  const again = await session.limit(() => tryBatch(session, secrets));
  await getAll(session, again);
}

/** Settles what a batch can, and answers what is left to be asked for singly. */
async function tryBatch(
  session: Session,
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
  if (forbidsBatch(read) || lacksBatch(read)) session.singly = true;
  return secrets;
}

/** All pages; where a later one is refused, what came before it counts, and the rest is asked for singly. */
async function readPages(session: Session, secrets: readonly SecretRequest[]): Promise<Page | AwsError> {
  const ids = secrets.map(({ id }) => id.text);
  const tokens = new Set<string>();
  let read: Page = { answers: [], refusals: [] };
  for (let token: string | undefined; ; ) {
    const page = await session.api.batch(ids, token);
    if (isAwsError(page)) return token !== undefined && refusesBatch(page) ? read : page;
    read = { answers: [...read.answers, ...page.answers], refusals: [...read.refusals, ...page.refusals] };
    // All pages together are one answer, and what nobody asked for may be in them.
    if (sizeOf(read) > LARGEST_ANSWER) return awsErrorOf(tooLarge());
    token = page.token;
    // A token that comes again would lead round in a circle.
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

async function getAll(session: Session, secrets: readonly SecretRequest[]): Promise<void> {
  await Promise.all(secrets.map((secret) => session.limit(() => getOne(session, secret))));
}

/** After the first error of the environment nothing more is asked: what has stopped one request stops the next. */
async function getOne(session: Session, secret: SecretRequest): Promise<void> {
  if (session.reason !== undefined) return;
  const answer = await session.api.get(secret);
  if (!isAwsError(answer)) return settle(session, secret, settledBy(secret, answer));
  const found = classifyError(answer, secret);
  if ("problem" in found) settle(session, secret, { outcome: found });
  else session.reason ??= found;
}

/** Gives each alias what its canonical request has, where that is its own by the answer's name or by what was asked; answers the others. */
function followAliases(session: Session, aliases: RegionRequests["aliases"]): readonly SecretRequest[] {
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

function settle(session: Session, secret: SecretRequest, known: Settled): void {
  session.known.set(secret, known);
  session.onProgress(1);
}
