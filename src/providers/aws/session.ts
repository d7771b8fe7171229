/**
 * The secrets of one region under one set of credentials: batches, and calls of their own for what a batch cannot
 * answer. Decides what to ask; how a request is made, retried and signed is the API's.
 */

import type { Outcomes } from "../../core/outcomes.js";
import type { PlannedSecret } from "../../core/plan.js";
import type { Trouble, Watch } from "../provider.js";
import { type Answer, namesSecret, type Refusal, type Settled, settledBy, sortAnswers } from "./answers.js";
import { type AwsError, faultOf, forbidsBatch, judge, refusesBatch } from "./errors.js";
import type { Share } from "./shares.js";

/** What Secrets Manager is asked, and no more of the SDK. Errors of the other side are answers too. */
export interface SecretsApi {
  batch(ids: readonly string[], token?: string): Promise<Page | AwsError>;
  get(secret: PlannedSecret): Promise<Answer | AwsError>;
}

export interface Page {
  readonly answers: readonly Answer[];
  readonly refusals: readonly Refusal[];
  /** There is more to come, even where this page is empty. */
  readonly token?: string;
}

export interface SessionTools {
  readonly api: SecretsApi;
  /** Runs a request when there is room for one more in flight. */
  limit<T>(request: () => Promise<T>): Promise<T>;
  /** Waits until one more batch is within the quota. */
  pace(): Promise<void>;
  readonly watch?: Watch | undefined;
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
  readonly settled: Map<PlannedSecret, Settled>;
  trouble?: Trouble;
  refusal?: AwsError;
}

/** A page may be empty, but there is an end to them. */
const MOST_PAGES = 100;

/** Asks for all secrets of a share, and then for those followers that turn out to be secrets of their own. */
export async function runSession(
  { batches, versioned, followers }: Share,
  tools: SessionTools,
): Promise<SessionResult> {
  const session: Session = { ...tools, settled: new Map() };
  await Promise.all([runBatches(session, batches), getAll(session, versioned)]);
  await getAll(session, follow(session, followers));
  const { settled, trouble, refusal } = session;
  const all = [...batches.flat(), ...versioned, ...followers.keys()];
  return {
    outcomes: new Map(Array.from(settled, ([secret, { outcome }]) => [secret, outcome])),
    left: all.filter((secret) => !settled.has(secret)),
    ...(trouble === undefined ? {} : { trouble }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The first goes ahead: where batches are not allowed, one refused call is enough to know it. */
async function runBatches(session: Session, [first, ...rest]: Share["batches"]): Promise<void> {
  if (first === undefined) return;
  await runBatch(session, first);
  await Promise.all(rest.map((secrets) => runBatch(session, secrets)));
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
  if (session.refusal !== undefined) return secrets;
  const read = await readPages(session, secrets);
  if (!("message" in read)) {
    const { settled, again } = sortAnswers(secrets, read.answers, read.refusals);
    for (const [secret, known] of settled) settle(session, secret, known);
    return again;
  }
  if (!refusesBatch(read)) {
    session.trouble ??= faultOf(read);
    return [];
  }
  if (forbidsBatch(read)) session.refusal ??= read;
  return secrets;
}

async function readPages(session: Session, secrets: readonly PlannedSecret[]): Promise<Page | AwsError> {
  const ids = secrets.map(({ arn }) => arn.id);
  const answers: Answer[] = [];
  const refusals: Refusal[] = [];
  const tokens = new Set<string>();
  for (let token: string | undefined; ; ) {
    await session.pace();
    const page = await session.api.batch(ids, token);
    if ("message" in page) return page;
    answers.push(...page.answers);
    refusals.push(...page.refusals);
    token = page.token;
    // A token that comes again would lead round in a circle.
    if (token === undefined || tokens.has(token) || tokens.size >= MOST_PAGES) return { answers, refusals };
    tokens.add(token);
  }
}

async function getAll(session: Session, secrets: readonly PlannedSecret[]): Promise<void> {
  await Promise.all(secrets.map((secret) => session.limit(() => getOne(session, secret))));
}

/** After the first fault nothing more is asked: what has stopped one request stops the next. */
async function getOne(session: Session, secret: PlannedSecret): Promise<void> {
  if (session.trouble !== undefined) return;
  const answer = await session.api.get(secret);
  if (!("message" in answer)) {
    if (namesSecret(answer)) settle(session, secret, settledBy(secret, answer));
    else session.trouble ??= { kind: "service", detail: "an answer that names no secret" };
    return;
  }
  const verdict = judge(answer, secret);
  if ("problem" in verdict) settle(session, secret, { outcome: { kind: "problem", ...verdict } });
  else session.trouble ??= verdict;
}

/** Gives each follower the value of its leader where the answer's name is its own; answers the others. */
function follow(session: Session, followers: Share["followers"]): readonly PlannedSecret[] {
  const others: PlannedSecret[] = [];
  for (const [follower, leader] of followers) {
    const known = session.settled.get(leader);
    if (known?.name === follower.arn.resource) settle(session, follower, known);
    else if (known !== undefined) others.push(follower);
  }
  return others;
}

function settle(session: Session, secret: PlannedSecret, known: Settled): void {
  session.settled.set(secret, known);
  session.watch?.settled(1);
}
