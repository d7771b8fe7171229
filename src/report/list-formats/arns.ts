/** Each secret's ARN or name once, one a line and nothing else, for `xargs`. */

import type { ListReport } from "./format.js";

export function format({ plan }: ListReport): string {
  return [...new Set(plan.secrets.map(({ id }) => id.text))].map((id) => `${id}\n`).join("");
}
