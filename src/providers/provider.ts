/** The port between the plan and whatever holds the secrets: what is asked, and all that can come back. */

import type { Outcomes } from "../core/outcomes.js";
import type { Plan, PlannedSecret } from "../core/plan.js";

export interface Provider {
  /**
   * Fetches all secrets of a plan. Every one of them is in the outcomes, or in the secrets of a fault.
   * Rejects only for faults of this program.
   */
  fetch(plan: Plan, options?: { readonly signal?: AbortSignal }): Promise<Fetched>;
}

export interface Fetched {
  readonly outcomes: Outcomes;
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** The world's fault, not the config's: nobody was reached, or nobody who would answer. */
export interface Fault {
  readonly kind: "credentials" | "expired" | "clock" | "network" | "throttled" | "service";
  readonly region: string;
  readonly secrets: readonly PlannedSecret[];
  /** A fixed word such as an error's code; never a message of the other side, which could quote a value. */
  readonly detail: string;
}

/** Something that went well and could go better. */
export interface Notice {
  readonly kind: "batch-refused";
  readonly region: string;
  readonly principal?: string;
}
