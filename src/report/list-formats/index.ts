/** The formats of `list`: a new one is a file here and a line in this constant. Each is loaded when it is asked for. */

import type { FormatList } from "./format.js";

export const LIST_FORMATS = {
  table: () => import("./table.js"),
  json: () => import("./json.js"),
  csv: () => import("./csv.js"),
  arns: () => import("./arns.js"),
  mermaid: () => import("./mermaid.js"),
} as const satisfies Record<string, () => Promise<{ readonly format: FormatList }>>;

export type ListFormat = keyof typeof LIST_FORMATS;
