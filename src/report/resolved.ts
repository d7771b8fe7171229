/** What a resolve has done, in one line. */

import { type Plan, totalsOf } from "../core/plan/plan.js";
import { counted } from "../core/text/count.js";
import { visible } from "./visible.js";

export interface Done {
  readonly plan: Plan;
  /** The file that the values are from; left out for AWS. */
  readonly secretsFile?: string;
  /** The region of the run, where only its profile says it. */
  readonly home?: string;
  /** Left out where there were others than planned: what AWS refuses in batches takes more. */
  readonly calls?: number;
  /** Where the texts are now; undefined where nothing had to be written. */
  readonly where: string | undefined;
}

/** `resolved 12 references to 9 secrets in 1 call → /run/io_config.yaml` */
export function resolvedLine({ plan, secretsFile, home, calls, where }: Done): string {
  const { references, secrets } = totalsOf(plan, home);
  const from = secretsFile === undefined ? "" : ` from ${secretsFile}`;
  const cost = secretsFile === undefined && calls !== undefined ? ` in ${counted(calls, "call")}` : "";
  const done =
    references === 0
      ? "found no references"
      : `resolved ${counted(references, "reference")} to ${counted(secrets, "secret")}${from}${cost}`;
  return visible(where === undefined ? `${done}, and wrote nothing` : `${done} → ${where}`);
}
