/** What a proxy did wrong → an error that says so, and that the SDK repeats only where that can help. */

import { knownReason, networkError } from "../errors/known-reason.js";
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
  if (knownReason(thrown) !== undefined) return thrown;
  const said = (thrown as NodeJS.ErrnoException).code;
  if (late) {
    return networkError(
      { kind: "proxy", detail: `the proxy ${shown} gives no answer in time` },
      { code: "ETIMEDOUT" },
    );
  }
  const code = typeof said === "string" && /^[A-Z][A-Z0-9_]+$/.test(said) ? said : undefined;
  if (code === undefined) {
    return networkError({
      kind: "proxy",
      detail: `the proxy ${shown} ends the connection without an answer`,
    });
  }
  if (isDistrust(code))
    return networkError({ kind: "certificate", detail: `${code}, from the proxy ${shown}` });
  return networkError({ kind: "proxy", detail: `no connection to the proxy ${shown}: ${code}` }, { code });
}
