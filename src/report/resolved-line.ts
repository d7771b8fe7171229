/** The line that says what `resolve` has done. */

import { countReferences, type Plan } from "../core/plan/plan.js";
import { counted } from "../core/text/count.js";
import { referencesToSecrets } from "./totals.js";
import { visible } from "./visible.js";

interface Done {
  readonly plan: Plan;
  /** The file that the values come from; left out for AWS. */
  readonly secretsFile?: string;
  /** The region of the run, where it comes from the profile. */
  readonly home?: string;
  /** Left out where more calls were made than planned, because AWS refused batches. */
  readonly calls?: number;
  /** Where the texts were written; undefined where nothing had to be. */
  readonly where: string | undefined;
}

/** `resolved 12 references to 9 secrets in 1 call → /run/io_config.yaml` */
export function resolvedLine({ plan, secretsFile, home, calls, where }: Done): string {
  const from = secretsFile === undefined ? "" : ` from ${secretsFile}`;
  const cost = secretsFile === undefined && calls !== undefined ? ` in ${counted(calls, "call")}` : "";
  const done =
    countReferences(plan) === 0
      ? "found no references"
      : `resolved ${referencesToSecrets(plan, home)}${from}${cost}`;
  return visible(where === undefined ? `${done}, and wrote nothing` : `${done} → ${where}`);
}
