/** What the catalogue holds of each code. */

import type { Description } from "../words.js";

/** Only an `error` keeps sources from being resolved. */
export type Severity = "error" | "warning" | "note";

/** All that is known of a code. `D` are the details of a problem: what its sentences need beside the code. */
export interface Entry<D extends object> {
  /** How bad it is as a rule. */
  readonly severity: Severity;
  /** How bad it is with these details; undefined where the rule holds. */
  severityFor?(details: D): Severity | undefined;
  /** A line that can stand alone. */
  readonly title: string;
  /** What is wrong: a sentence or two, in Markdown. */
  readonly wrong: string;
  /** Why it matters: a sentence or two, in Markdown. */
  readonly why: string;
  /** What to write or to do, whatever the details. */
  readonly help: string;
  /** The sentences about one problem. Text of the user's config may be quoted in them, a secret's value never. */
  describe(details: D): Description;
}

/** Makes an entry; TypeScript takes the type of a problem from `D`. */
export function entry<D extends object>(it: Entry<D>): Entry<D> {
  return it;
}
