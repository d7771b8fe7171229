/** The message after a run that replaces nothing and keeps ARNs: a pipeline could get an ARN for its password. */

import type { Literal } from "../core/references/findings.js";
import { counted } from "../core/text/count.js";
import { groupBy } from "../core/text/group.js";
import { placeText } from "./lines.js";
import { visible } from "./visible.js";

/** Further reasons are only counted. */
const MOST_REASONS = 4;

/** `no reference was found, and 3 ARNs were kept: 2 for key secret_arn (first a.yaml:3:5), 1 for tag !Sub (a.yaml:9:4)` */
export function keptText(literals: readonly Literal[]): readonly [message: string, hint: string] {
  const byReason = [...groupBy(literals, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
  const shown = byReason.slice(0, MOST_REASONS).map(([reason, all]) => {
    const first = all[0] === undefined ? "" : placeText(all[0].source, all[0].span);
    return `${all.length} for ${visible(reason)} (${all.length > 1 ? "first " : ""}${first})`;
  });
  const others = byReason.slice(MOST_REASONS).reduce((sum, [, all]) => sum + all.length, 0);
  const more = others === 0 ? [] : [`${others} for other reasons`];
  return [
    `no reference was found, and ${counted(literals.length, "ARN")} ${literals.length === 1 ? "was" : "were"} kept: ${[...shown, ...more].join(", ")}`,
    "arnsubst list shows all of them; # arnsubst: resolve at the end of a line replaces its ARN",
  ];
}
