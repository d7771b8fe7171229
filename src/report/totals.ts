/** What a plan comes to, in one line. */

import { type Plan, totalsOf } from "../core/plan/plan.js";
import { counted } from "../core/text/count.js";
import { groupBy } from "../core/text/group.js";

/** `90 references to 45 secrets: 3 calls (3 × BatchGetSecretValue) in place of 45` */
export function planTotals(plan: Plan): string {
  const { calls } = plan;
  const { references, secrets } = totalsOf(plan);
  const byOperation = [...groupBy(calls, ({ operation }) => operation)].map(
    ([operation, group]) => `${group.length} × ${operation}`,
  );
  const cost =
    calls.length === 0 ? "no call" : `${counted(calls.length, "call")} (${byOperation.join(", ")})`;
  const saved = calls.length < plan.secrets.length ? ` instead of ${plan.secrets.length}` : "";
  return `${counted(references, "reference")} to ${counted(secrets, "secret")}: ${cost}${saved}`;
}
