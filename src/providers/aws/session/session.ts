/**
 * The secrets of one region under one set of credentials: batches, and calls of their own for what a batch cannot
 * answer. Decides what to ask; how a request is made, retried and signed is the API's.
 */

import type { Outcomes } from "../../../core/plan/outcomes.js";
import type { PlannedSecret } from "../../../core/plan/plan.js";
import type { Trouble } from "../../provider.js";
import { type AwsError, awsErrorOf, isAwsError } from "../errors/errors.js";
import { troubleOf } from "../errors/reasons.js";
import { LARGEST_ANSWER, tooLarge } from "../requests/answer-limit.js";
import { type Answer, type Settled, settledBy, sortAnswers } from "../requests/answers.js";
import { type Share, secretsOf } from "../requests/region-requests.js";
import type { Page } from "../requests/shapes.js";
import { applyRules, forbidsBatch, lacksBatch, refusesBatch } from "./verdicts.js";

/** What Secrets Manager is asked, and no more of the SDK. Errors of the other side are answers too. */
export interface SecretsApi {
  batch(ids: readonly string[], token?: string): Promise<Page | AwsError>;
  get(secret: PlannedSecret): Promise<Answer | AwsError>;
}

export interface SessionTools {
  readonly api: SecretsApi;
  /** Runs a request when there is room for one more in flight. */
  limit<T>(request: () => Promise<T>): Promise<T>;
  /** So many more secrets have an outcome. */
  settled(secrets: number): void;
}

export interface SessionResult {
  readonly outcomes: Outcomes;
  /** What stopped the session, and the secrets that it left. */
  readonly trouble?: Trouble;
  readonly left: readonly PlannedSecret[];
  /** That the caller may not use batches. */
  readonly refusal?: AwsError;
}

interface Session extends SessionTools {
  readonly known: Map<PlannedSecret, Settled>;
  trouble?: Trouble;
  refusal?: AwsError;
  /** Batches are of no use here. */
  singly?: boolean;
}

const FEW_BATCHES = 10;
/** A page may be empty, but there is an end to them. */
const MOST_PAGES = 100;

/** Asks for all secrets of a share, and then for those followers that turn out to be secrets of their own. */
export async function runSession(share: Share, tools: SessionTools): Promise<SessionResult> {
  const { batches, versioned, followers } = share;
  const session: Session = { ...tools, known: new Map() };
  await Promise.all([runBatches(session, batches), getAll(session, versioned)]);
  await getAll(session, follow(session, followers));
  const { known, trouble, refusal } = session;
  return {
    outcomes: new Map(Array.from(known, ([secret, { outcome }]) => [secret, outcome])),
    left: secretsOf(share).filter((secret) => !known.has(secret)),
    ...(trouble === undefined ? {} : { trouble }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/**
 * Up to ten batches the first goes ahead: where batches are not allowed, one refused call tells. More go together: there a
 * round trip costs more than the refused calls, which are at most one for each twenty single calls that follow.
 */
async function runBatches(session: Session, batches: Share["batches"]): Promise<void> {
  const ahead = batches.length > FEW_BATCHES ? 0 : 1;
  for (const secrets of batches.slice(0, ahead)) await runBatch(session, secrets);
  await Promise.all(batches.slice(ahead).map((secrets) => runBatch(session, secrets)));
}

async function runBatch(session: Session, secrets: readonly PlannedSecret[]): Promise<void> {
  const again = await session.limit(() => tryBatch(session, secrets));
  await getAll(session, again);
}

/** Settles what a batch can, and answers what is left to be asked for singly. */
async function tryBatch(
  session: Session,
  secrets: readonly PlannedSecret[],
): Promise<readonly PlannedSecret[]> {
  if (session.trouble !== undefined) return [];
  if (session.singly) return secrets;
  const read = await readPages(session, secrets);
  if (!isAwsError(read)) {
    const { settled, again } = sortAnswers(secrets, read.answers, read.refusals);
    for (const [secret, known] of settled) settle(session, secret, known);
    return again;
  }
  if (!refusesBatch(read)) {
    session.trouble ??= troubleOf(read);
    return [];
  }
  if (forbidsBatch(read)) session.refusal ??= read;
  if (forbidsBatch(read) || lacksBatch(read)) session.singly = true;
  return secrets;
}

/** All pages; where a later one is refused, what came before it counts, and the rest is asked for singly. */
async function readPages(session: Session, secrets: readonly PlannedSecret[]): Promise<Page | AwsError> {
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

async function getAll(session: Session, secrets: readonly PlannedSecret[]): Promise<void> {
  await Promise.all(secrets.map((secret) => session.limit(() => getOne(session, secret))));
}

/** After the first fault nothing more is asked: what has stopped one request stops the next. */
async function getOne(session: Session, secret: PlannedSecret): Promise<void> {
  if (session.trouble !== undefined) return;
  const answer = await session.api.get(secret);
  if (!isAwsError(answer)) return settle(session, secret, settledBy(secret, answer));
  const verdict = applyRules(answer, secret);
  if ("problem" in verdict) settle(session, secret, { outcome: { kind: "problem", ...verdict } });
  else session.trouble ??= verdict;
}

/** Gives each follower what its leader has, where that is its own by the answer's name or by what was asked; answers the others. */
function follow(session: Session, followers: Share["followers"]): readonly PlannedSecret[] {
  const others: PlannedSecret[] = [];
  for (const [follower, leader] of followers) {
    const known = session.known.get(leader);
    if (known === undefined) continue;
    if (known.name === follower.id.resource || follower.id.text === leader.id.text)
      settle(session, follower, known);
    else others.push(follower);
  }
  return others;
}

function settle(session: Session, secret: PlannedSecret, known: Settled): void {
  session.known.set(secret, known);
  session.settled(1);
}
