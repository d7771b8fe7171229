/** The port between the plan and whatever holds the secrets: what is asked, and all that can come back. */

import type { AccountAccess } from "../core/config.js";
import type { Outcomes } from "../core/outcomes.js";
import type { Plan, PlannedSecret } from "../core/plan.js";

export interface Provider {
  /**
   * Fetches all secrets of a plan. Every one of them is in the outcomes, or in the secrets of a fault.
   * Rejects only for faults of this program.
   */
  fetch(plan: Plan, options?: FetchOptions): Promise<Fetched>;
}

export interface FetchOptions {
  /** Ends the fetch early: as a fault `timeout` where its reason is a TimeoutError, else as `interrupted`. */
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
}

/** Hears of a fetch while it goes on. */
export interface Watch {
  /** So many more secrets have an outcome. */
  settled(secrets: number): void;
  /** A request failed; it may be made again. */
  failed(trouble: Trouble): void;
  /** A request was made, for the first time or again, and has come to an end. */
  attempted?(attempt: Attempt): void;
}

export interface Attempt {
  readonly operation: string;
  readonly region: string;
  readonly milliseconds: number;
  /** By which AWS's support finds it again. */
  readonly requestId?: string;
  /** The error's name, where it failed. */
  readonly error?: string;
}

export interface Fetched {
  readonly outcomes: Outcomes;
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** What went wrong, without whom it befell. */
export interface Trouble {
  readonly kind:
    | "credentials"
    | "expired"
    | "sso"
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
   * A fixed word such as an error's code, or a sentence of our own about a proxy or a variable; never a message of
   * the other side, which could quote a value.
   */
  readonly detail: string;
  /** What a setting has to look like. */
  readonly cure?: string;
}

/** The world's fault, not the config's: nobody was reached, or nobody who would answer. */
export interface Fault extends Trouble {
  readonly regions: readonly string[];
  /** Whose credentials were used; left out where they were the run's own. */
  readonly access?: AccountAccess;
  readonly secrets: readonly PlannedSecret[];
}

/** Something that went well and could go better. */
export interface Notice {
  readonly kind: "batch-refused";
  readonly regions: readonly string[];
  readonly principal?: string;
}
