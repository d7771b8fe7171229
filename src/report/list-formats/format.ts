/** What a format of `list` gets. */

import type { Plan } from "../../core/plan/plan.js";
import type { Remap } from "../../core/plan/remaps.js";
import type { Literal } from "../../core/references/findings.js";

/** A remap, and the config file that it comes from, if it does. */
export interface Remapped extends Remap {
  readonly by?: string;
}

export interface ListReport {
  readonly plan: Plan;
  readonly literals: readonly Literal[];
  readonly remaps: readonly Remapped[];
  /** Whether colours can be used. */
  readonly color: boolean;
}

/** The text for stdout; it ends with a line break. */
export type FormatList = (report: ListReport) => string;
