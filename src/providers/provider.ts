/** The port to whatever holds the secrets: what is asked, and all that can come back. */

import type { Outcome } from "../core/plan/outcomes.js";
import type { AccountAccess } from "../core/services/access.js";
import type { SecretRequest } from "../core/services/index.js";

/** Whatever holds the secrets. Anything with such a `fetch` will do. */
export interface Provider {
  /**
   * Fetches secrets. Each request has to be in the outcomes, by its key, or among the requests of an error: with one that
   * is in neither no text is made, and nobody is told why. `resolve` and `checkOnline` call it at most once, and only
   * where there is a secret to fetch. They reject with what it throws, so what the other side did wrong should come as an
   * error of the result; the providers of this package throw only for bugs and for options that are wrong.
   */
  fetch(requests: readonly SecretRequest[], options?: FetchOptions): Promise<FetchResult>;
}

/** What a provider is told beside the requests. It may ignore any of it. The functions must not throw. */
export interface FetchOptions {
  /**
   * Ends the fetch early. That of AWS then answers with what it has, and an error for what it has not: `timeout` where the
   * signal's reason is a TimeoutError, as with `AbortSignal.timeout`, else `interrupted`. That of a file answers at once.
   */
  readonly signal?: AbortSignal;
  /** So many more requests have an outcome. Only the provider of AWS calls it. */
  onProgress?(requests: number): void;
  /** A call was made, for the first time or again, and has ended. Only the provider of AWS calls it. */
  onAttempt?(attempt: Attempt): void;
}

/** One call, made and ended. */
export interface Attempt {
  /** By AWS's name: `BatchGetSecretValue`, `GetSecretValue`. */
  readonly operation: string;
  readonly region: string;
  /** From when it was sent to its answer. */
  readonly milliseconds: number;
  /** By which AWS's support finds it again. */
  readonly requestId?: string | undefined;
  /** The error's name, where it failed. */
  readonly error?: string | undefined;
  /** Why it failed, where it was not the signal that ended it. */
  readonly reason?: FetchErrorReason | undefined;
}

/** What came of a fetch. */
export interface FetchResult {
  /** By the key of the request. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What kept requests from being made; empty where all went well. */
  readonly errors: readonly FetchError[];
  /** What went well and could go better. */
  readonly warnings: readonly FetchWarning[];
}

/** What went wrong; {@link FetchError} says for which requests. */
export interface FetchErrorReason {
  /**
   * Credentials: `credentials` none or wrong ones, `expired`, `sso` a session that has ended, `login` one of `aws login`,
   * `role` that cannot be assumed. The way: `clock` this machine's is wrong, `network` nobody reached, `proxy`, `certificate` not trusted. What
   * was said: `setting` a variable or endpoint that is none, `region` none for a name. AWS: `throttled`, `service` an
   * answer that is of no use. The signal: `timeout`, `interrupted`.
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
   * For people; empty where there is nothing to add. A fixed word such as an error's code, or a sentence of our own about a proxy or a variable; never a message of
   * the other side, which could quote a value.
   */
  readonly detail: string;
  /** Who was asked, where that was not Secrets Manager but a service that gives credentials. */
  readonly server?: string | undefined;
  /** What can be done about it, as a sentence, where the kind alone does not say; of a setting what it has to look like. */
  readonly fix?: string | undefined;
  /** Of `timeout` and `interrupted`: what stood in the way at last. */
  readonly waitedFor?: FetchErrorReason["kind"] | undefined;
}

/** An error of the environment, not of the config: nobody was reached, or nobody who would answer. */
export interface FetchError extends FetchErrorReason {
  /** Where it happened; empty where the region is what is missing. */
  readonly regions: readonly string[];
  /** Whose credentials were used; left out where they were the run's own. */
  readonly access?: AccountAccess | undefined;
  /** Those that could not be made. At least one. */
  readonly requests: readonly SecretRequest[];
}

/** Something that went well and could go better. */
export interface FetchWarning {
  /** BatchGetSecretValue is not allowed, so the secrets were fetched one by one. */
  readonly kind: "batch-refused";
  readonly regions: readonly string[];
  /** The ARN of the user or role that was refused, where AWS has named it. */
  readonly principal?: string | undefined;
}
