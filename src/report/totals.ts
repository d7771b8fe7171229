/** What a plan comes to, in one line. */

import { countReferences, distinctSecrets, type Plan } from "../core/plan/plan.js";
import { SERVICES } from "../core/services/index.js";
import type { ServiceName } from "../core/services/secret-id.js";
import { counted } from "../core/text/count.js";
import { groupBy } from "../core/text/group.js";

/** `90 references to 45 secrets: 3 calls (3 × BatchGetSecretValue) instead of 45` */
export function planTotals(plan: Plan): string {
  const { calls } = plan;
  const byOperation = [...groupBy(calls, ({ operation }) => operation)].map(
    ([operation, group]) => `${group.length} × ${operation}`,
  );
  const cost =
    calls.length === 0 ? "no call" : `${counted(calls.length, "call")} (${byOperation.join(", ")})`;
  const saved = calls.length < plan.secrets.length ? ` instead of ${plan.secrets.length}` : "";
  return `${referencesToSecrets(plan)}: ${cost}${saved}`;
}

/** `12 references to 9 secrets` */
export function referencesToSecrets(plan: Plan, home?: string): string {
  return `${counted(countReferences(plan), "reference")} to ${countedSecrets(distinctSecrets(plan, home))}`;
}

/** `9 secrets`, `1 parameter`, `9 secrets and 1 parameter` */
export function countedSecrets(secrets: readonly { readonly service: ServiceName }[]): string {
  const counts = SERVICES.flatMap(({ name, noun }) => {
    const { length } = secrets.filter(({ service }) => service === name);
    return length === 0 ? [] : [counted(length, noun)];
  });
  return counts.length === 0 ? counted(0, "secret") : counts.join(" and ");
}
