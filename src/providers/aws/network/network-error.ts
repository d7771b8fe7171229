/**
 * An error that knows what it will be told as. The fault hangs on a symbol: an answer of AWS names its own errors
 * and fields, so neither could be believed to come from here.
 */

import type { Trouble } from "../../provider.js";

const FAULT = Symbol("fault");

/** What the SDK looks at when it decides whether to ask again. */
export interface Retry {
  /** Of Node's network errors. */
  readonly code?: string;
  readonly $retryable?: Readonly<Record<string, never>>;
}

export function networkError(fault: Trouble, retry: Retry = {}): Error {
  return Object.assign(new Error(fault.detail), { name: "NetworkError", [FAULT]: fault }, retry);
}

export function networkFaultOf(thrown: unknown): Trouble | undefined {
  return (thrown as { [FAULT]?: Trouble })[FAULT];
}

const DISTRUST =
  /^(?:UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)$/;

/** Whether a code of Node means that a certificate has not stood its test; such an attempt is not made again. */
export function isDistrust(code: string): boolean {
  return DISTRUST.test(code);
}
