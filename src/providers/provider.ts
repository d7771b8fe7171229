/** The port to a secret store: a provider gets requests, and returns outcomes, errors and warnings. */

import type { Outcome } from "../core/plan/outcomes.js";
import type { AccountAccess } from "../core/services/account-access.js";
import type { SecretRequest } from "../core/services/request.js";

/** Fetches secrets from where they are stored. Any object with such a `fetch` is a provider. */
export interface Provider {
  /**
   * Fetches secrets. Each request has to be in the outcomes, by its key, or among the requests of an error. If one is in
   * neither, its texts are missing from the result without a message. `resolve` and `checkOnline` call `fetch` at most once,
   * and only if there is a secret to fetch. They reject with what it throws. So failures of the store should be errors in
   * the result. The providers of this package throw for bugs and invalid options only.
   */
  fetch(requests: readonly SecretRequest[], options?: FetchOptions): Promise<FetchResult>;
}

/** Options of a fetch. A provider may ignore any of them. The functions must not throw. */
export interface FetchOptions {
  /**
   * Ends the fetch early. The AWS provider then returns what it has, and an error for the rest: `timeout` if the signal's
   * reason is a TimeoutError, as with `AbortSignal.timeout`, otherwise `interrupted`. The file provider ignores it.
   */
  readonly signal?: AbortSignal;
  /** Called with the number of requests that have a new outcome. Only the AWS provider calls it. */
  onProgress?(requests: number): void;
  /** Called after each call and each retry of it. Only the AWS provider calls it. */
  onAttempt?(attempt: Attempt): void;
}

/** One call that has ended: a first attempt or a retry. */
export interface Attempt {
  /** `BatchGetSecretValue`, `GetSecretValue`, `GetParameters` or `GetParameter`. */
  readonly operation: string;
  readonly region: string;
  /** The time from sending it to its answer. */
  readonly milliseconds: number;
  /** The id by which AWS Support finds the call. */
  readonly requestId?: string | undefined;
  /** The error's name, if the call failed. */
  readonly error?: string | undefined;
  /** Why the call failed. Left out if the signal ended it. */
  readonly reason?: FetchErrorReason | undefined;
}

/** The result of a fetch. */
export interface FetchResult {
  /** By the key of the request. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Why requests have no outcome. Empty if all have one. */
  readonly errors: readonly FetchError[];
  /** Problems that did not stop the fetch. */
  readonly warnings: readonly FetchWarning[];
}

/** The cause of an error. {@link FetchError} adds the requests that it stopped. */
export interface FetchErrorReason {
  /**
   * - `credentials`: there are none, or AWS rejects them. `expired`: they have expired. `sso`: the SSO session has ended.
   *   `login`: there is no session of `aws login`, or it has ended. `role`: the role cannot be assumed.
   * - `network`: AWS cannot be reached. `proxy`: the proxy fails or refuses. `certificate`: a certificate is not trusted.
   *   `clock`: the clock of this machine is wrong.
   * - `setting`: a variable, proxy or endpoint is invalid. `region`: a name has no region.
   * - `throttled`: AWS asks to slow down. `service`: AWS gives no usable answer.
   * - `timeout`, `interrupted`: the signal ended the fetch.
   */
  readonly kind:
    | "credentials"
    | "expired"
    | "sso"
    | "login"
    | "role"
    | "clock"
    | "network"
    | "proxy"
    | "certificate"
    | "setting"
    | "region"
    | "throttled"
    | "service"
    | "timeout"
    | "interrupted";
  /**
   * Details: an error's code, or a phrase about a proxy or a variable. Empty if there is nothing to add. Never a message of
   * the server, because that could quote a value.
   */
  readonly detail: string;
  /** The server that failed, if that does not hold the secrets but issues credentials. */
  readonly server?: string | undefined;
  /** What the user can do, as a sentence, if the kind does not say it. */
  readonly fix?: string | undefined;
  /** For `timeout` and `interrupted`: what last delayed the fetch. */
  readonly waitedFor?: FetchErrorReason["kind"] | undefined;
}

/** An error of the environment, not of the config: AWS cannot be reached or does not answer. */
export interface FetchError extends FetchErrorReason {
  /** The regions where it happened. Empty if the region is unknown. */
  readonly regions: readonly string[];
  /** The credentials that were used. Left out if they were the run's own. */
  readonly access?: AccountAccess | undefined;
  /** The requests that have no outcome because of it. At least one. */
  readonly requests: readonly SecretRequest[];
}

/** A problem that did not stop the fetch. */
export interface FetchWarning {
  /** BatchGetSecretValue is not allowed, so the secrets were fetched one by one. */
  readonly kind: "batch-refused";
  readonly regions: readonly string[];
  /** The ARN of the user or role that AWS refused, if AWS names it. */
  readonly principal?: string | undefined;
}
