/** The formats of `list`, and who writes each. */

import type { Plan } from "../core/plan/plan.js";
import type { Literal } from "../core/references/findings.js";
import { listCsv } from "./csv.js";
import { listJson } from "./json.js";
import { listMermaid } from "./mermaid.js";
import { listTable, type Remapped } from "./table.js";

export type ListFormat = "table" | "json" | "csv" | "arns" | "mermaid";

export function listingText(
  format: ListFormat,
  plan: Plan,
  literals: readonly Literal[],
  color: boolean,
  remaps: readonly Remapped[] = [],
): string {
  switch (format) {
    case "table":
      return listTable(plan, literals, color, remaps);
    case "json":
      return listJson(plan, literals);
    case "csv":
      return listCsv(plan);
    case "arns":
      return listArns(plan);
    case "mermaid":
      return listMermaid(plan);
  }
}

/** Each secret's ARN once, one a line and nothing else, for `xargs`. */
function listArns({ secrets }: Plan): string {
  return [...new Set(secrets.map(({ id }) => id.text))].map((id) => `${id}\n`).join("");
}
