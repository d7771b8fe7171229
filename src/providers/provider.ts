/** The port between the plan and whatever holds the secrets: what is asked, and all that can come back. */

import type { Outcomes } from "../core/plan/outcomes.js";
import type { AccountAccess, Plan, PlannedSecret } from "../core/plan/plan.js";

/** Whatever holds the secrets. Anything with such a `fetch` will do; {@link Outcomes} says what its values are. */
export interface Provider {
  /**
   * Fetches all secrets of a plan. Every one of `plan.secrets` is to be in the outcomes, or in the secrets of a fault: with
   * one that is in neither no text is made, and nobody is told why. Is called once for a resolve, and only where there
   * is a secret to fetch. What it throws or rejects with, `resolve` and `checkOnline` reject with as it is, so what the
   * world did wrong should be told as a fault; the providers of this package reject only for faults of the program.
   */
  fetch(plan: Plan, options?: FetchOptions): Promise<Fetched>;
}

/** What a provider is told beside the plan. Both are for it to heed, or not. */
export interface FetchOptions {
  /**
   * Ends the fetch early. That of AWS then answers with what it has, and a fault for what it has not: `timeout` where the
   * signal's reason is a TimeoutError, as with `AbortSignal.timeout`, else `interrupted`. That of a file has no use for it.
   */
  readonly signal?: AbortSignal;
  /** Told only by the provider of AWS. To hear of a resolve, wrap a provider in one that adds it. */
  readonly watch?: Watch;
}

/** Hears of a fetch while it goes on. Must not throw: what it throws is taken for a failure of the request. */
export interface Watch {
  /** So many more secrets have an outcome. */
  settled(secrets: number): void;
  /** A request failed; it may be made again. */
  failed(trouble: Trouble): void;
  /** A request was made, for the first time or again, and has come to an end. */
  attempted?(attempt: Attempt): void;
}

/** One request, made and ended. */
export interface Attempt {
  /** By AWS's name: `BatchGetSecretValue`, `GetSecretValue`. */
  readonly operation: string;
  readonly region: string;
  /** From when it was sent to its answer. */
  readonly milliseconds: number;
  /** By which AWS's support finds it again. */
  readonly requestId?: string;
  /** The error's name, where it failed. */
  readonly error?: string;
}

/** What came of a fetch. */
export interface Fetched {
  readonly outcomes: Outcomes;
  /** What kept secrets from being asked for; empty where all went well. */
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** What went wrong; {@link Fault} says for which secrets. */
export interface Trouble {
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
  readonly server?: string;
  /** What can be done about it, as a sentence, where the kind alone does not say; of a setting what it has to look like. */
  readonly fix?: string;
  /** Of `timeout` and `interrupted`: what stood in the way at last. */
  readonly waitedFor?: Trouble["kind"];
}

/** The world's fault, not the config's: nobody was reached, or nobody who would answer. */
export interface Fault extends Trouble {
  /** Where it befell them; empty where the region is what is missing. */
  readonly regions: readonly string[];
  /** Whose credentials were used; left out where they were the run's own. */
  readonly access?: AccountAccess;
  /** The secrets of the plan that could not be asked for. At least one. */
  readonly secrets: readonly PlannedSecret[];
}

/** Something that went well and could go better. */
export interface Notice {
  /** BatchGetSecretValue is not allowed, so the secrets were fetched one by one. */
  readonly kind: "batch-refused";
  readonly regions: readonly string[];
  /** The ARN of the user or role that was refused, where AWS has named it. */
  readonly principal?: string;
}
