/** What ended a session: the signal, or an error that a new sign-in puts right. */

import type { FetchErrorReason } from "../../provider.js";
import type { SharedCredentials } from "../credentials/credentials.js";
import { answerOf } from "../credentials/errors.js";

/** Adds the command `aws login` as the fix, where the credentials come from it. */
export async function withFix(
  reason: FetchErrorReason,
  credentials: SharedCredentials,
): Promise<FetchErrorReason> {
  if (reason.fix !== undefined || !/^(?:credentials|expired)$/.test(reason.kind)) return reason;
  const { login } = await credentials.profile();
  return login === undefined ? reason : { ...reason, fix: `run ${login}` };
}

/** Why the signal has ended a session, and what the session waited for then. */
export function endReason(
  signal: AbortSignal,
  credentials: SharedCredentials,
  last: FetchErrorReason | undefined,
): FetchErrorReason {
  const requests = credentials.pending();
  const asked = requests?.at(-1);
  return {
    kind: endOf(signal),
    detail: asked === undefined ? "" : `${asked.url} ${answerOf(asked)}`,
    waitedFor: requests === undefined ? last?.kind : "credentials",
  };
}

function endOf({ reason }: AbortSignal): "timeout" | "interrupted" {
  return reason instanceof Error && reason.name === "TimeoutError" ? "timeout" : "interrupted";
}
