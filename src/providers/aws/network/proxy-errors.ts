/** What a proxy did wrong → an error that says so, and that the SDK repeats only where that can help. */

import { awsErrorOf, networkError, type Retry } from "../errors/errors.js";
import { isDistrust } from "../errors/reasons.js";
import type { WebProxy } from "./proxies.js";

/** It answered, and lets nothing through. */
export function proxyRefusal({ shown }: WebProxy, status: number): Error {
  const how = status >= 100 && status <= 999 ? `refuses with HTTP status ${status}` : "does not speak HTTP";
  // Its own trouble, or that of the way behind it, may pass; what is not allowed stays so.
  const passing = status >= 500;
  return networkError(
    { kind: "proxy", detail: `the proxy ${shown} ${how}` },
    passing ? { $retryable: {} } : {},
  );
}

/** It could not be asked: everything that comes before its answer. */
export function proxyUnreached({ shown }: WebProxy, thrown: unknown, late: boolean): unknown {
  const { reason, code } = awsErrorOf(thrown);
  if (reason !== undefined) return thrown;
  const failed = (detail: string, retry?: Retry) => networkError({ kind: "proxy", detail }, retry);
  if (late) return failed(`the proxy ${shown} gives no answer in time`, { code: "ETIMEDOUT" });
  if (code === undefined || !/^[A-Z][A-Z0-9_]+$/.test(code))
    return failed(`the proxy ${shown} ends the connection without an answer`);
  if (isDistrust(code))
    return networkError({ kind: "certificate", detail: `${code}, from the proxy ${shown}` });
  return failed(`no connection to the proxy ${shown}: ${code}`, { code });
}
