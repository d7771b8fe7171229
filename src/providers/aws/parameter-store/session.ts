/**
 * Fetches the parameters of one region with one set of credentials: ten in a call, and one by one where a call for several
 * does not help. Decides which calls to make. `api.ts` makes, retries and signs them.
 */

import type { RegionRequests } from "../../../core/services/calls.js";
import type { SecretRequest } from "../../../core/services/request.js";
import { type AwsError, isAwsError } from "../errors/errors.js";
import { reasonOf } from "../errors/reasons.js";
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
import { nameOf, outcomeIn, outcomeOf } from "./answers.js";
import { openApi } from "./api.js";
import { classifyError, refusesCall } from "./classify.js";
import type { Page, ParametersApi } from "./parameters-api.js";

interface ParameterSession extends Session {
  readonly api: ParametersApi;
}

export function fetchParameters(
  region: RegionRequests,
  options: ClientOptions,
  tools: SessionTools,
): Promise<SessionResult> {
  return runSession(region, { ...tools, api: openApi(options) });
}

/** Fetches all parameters of a region. Others that ask for the same have the same outcome. */
export async function runSession(
  region: RegionRequests,
  { api, ...tools }: SessionTools & { readonly api: ParametersApi },
): Promise<SessionResult> {
  const session: ParameterSession = { ...newSession(tools), api };
  await Promise.all(region.batches.map((batch) => getAll(session, batch)));
  for (const [alias, canonical] of region.aliases) {
    const known = session.known.get(canonical);
    if (known !== undefined) settle(session, alias, known);
  }
  return resultOf(session, region);
}

/** Fetches parameters in one call. Where one of them is refused, AWS refuses the call: then each in a call of its own. */
async function getAll(session: ParameterSession, requests: readonly SecretRequest[]): Promise<void> {
  const page = await session.limit(async () =>
    session.reason === undefined ? session.api.getAll(requests.map(nameOf)) : undefined,
  );
  if (page === undefined) return;
  if (!isAwsError(page)) return settlePage(session, requests, page);
  if (!refusesCall(page)) session.reason ??= reasonOf(page);
  else await getEach(session, requests, requests.length, page);
}

/**
 * Fetches each parameter in a call of its own: with the same operation first, because a policy for the least permissions
 * allows only that one.
 *
 * @param asked how many were in the call that did not help
 */
async function getEach(
  session: ParameterSession,
  requests: readonly SecretRequest[],
  asked: number,
  refusal?: AwsError,
): Promise<void> {
  const get = (request: SecretRequest) =>
    asked > 1 ? getAll(session, [request]) : getOne(session, request, refusal);
  await Promise.all(requests.map(get));
}

async function settlePage(
  session: ParameterSession,
  requests: readonly SecretRequest[],
  page: Page,
): Promise<void> {
  const [answer] = page.answers;
  const alone = requests.length === 1 && page.invalid.length === 0 ? answer : undefined;
  const again = requests.filter((request) => {
    const outcome = alone === undefined ? outcomeIn(page, request, requests) : outcomeOf(request, alone);
    if (outcome !== undefined) settle(session, request, { outcome });
    return outcome === undefined;
  });
  const isInvalid = (request: SecretRequest) => page.invalid.includes(nameOf(request));
  const unclear = again.filter((request) => !isInvalid(request));
  await Promise.all([
    ...again.filter(isInvalid).map((request) => getOne(session, request)),
    getEach(session, unclear, requests.length),
  ]);
}

/** Fetches one parameter with GetParameter, whose errors say more. */
async function getOne(session: ParameterSession, request: SecretRequest, refusal?: AwsError): Promise<void> {
  const answer = await session.limit(async () =>
    session.reason === undefined ? session.api.get(nameOf(request)) : undefined,
  );
  if (answer === undefined) return;
  if (isAwsError(answer)) settleError(session, request, classifyError(answer, request, refusal));
  else settle(session, request, { outcome: outcomeOf(request, answer) });
}
