/** Makes errors for what a proxy does wrong. The SDK retries them only where that can help. */

import { awsErrorOf, networkError, type Retry } from "../errors/errors.js";
import { isCertificateError } from "../errors/reasons.js";
import type { WebProxy } from "./proxies.js";

const EXCEPT = "NO_PROXY lists hosts to reach without it";
const AUTHORIZE = "write the proxy's user and password in its URL, http://user:password@host:port";

/** The error for a proxy that answers with a refusal. */
export function proxyRefusal({ shown }: WebProxy, status: number): Error {
  const how = status >= 100 && status <= 999 ? `refuses with HTTP status ${status}` : "does not speak HTTP";
  // A failure of the proxy may be over at the next attempt; a refusal is not.
  const retry = status >= 500 ? { $retryable: {} } : {};
  const fix = `${status === 407 ? AUTHORIZE : "the proxy has to allow the connection"}; ${EXCEPT}`;
  return networkError({ kind: "proxy", detail: `the proxy ${shown} ${how}`, fix }, retry);
}

/** The error for a proxy that gives no answer. Returns an error that already has a reason as it is. */
export function proxyUnreached({ shown }: WebProxy, thrown: unknown, late: boolean): unknown {
  const { reason, code } = awsErrorOf(thrown);
  if (reason !== undefined) return thrown;
  const fix = `check the host and the port in the variable; ${EXCEPT}`;
  const failed = (detail: string, retry?: Retry) => networkError({ kind: "proxy", detail, fix }, retry);
  if (late) return failed(`the proxy ${shown} did not answer in time`, { code: "ETIMEDOUT" });
  if (code === undefined || !/^[A-Z][A-Z0-9_]+$/.test(code))
    return failed(`the proxy ${shown} closed the connection without an answer`);
  if (isCertificateError(code))
    return networkError({ kind: "certificate", detail: `${code}, from the proxy ${shown}` });
  return failed(`no connection to the proxy ${shown}: ${code}`, { code });
}
