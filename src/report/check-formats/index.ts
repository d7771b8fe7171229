/** The formats of `check`: a new one is a file here and a line in this constant. Each is loaded when it is asked for. */

import type { FormatCheck } from "./format.js";
// Most runs use this one, and it loads nothing where nothing is wrong.
import * as pretty from "./pretty.js";

export const CHECK_FORMATS = {
  pretty: async () => pretty,
  json: () => import("./json.js"),
  sarif: () => import("./sarif.js"),
  github: () => import("./github.js"),
  gitlab: () => import("./gitlab.js"),
  junit: () => import("./junit.js"),
} as const satisfies Record<string, () => Promise<{ readonly format: FormatCheck }>>;

export type CheckFormat = keyof typeof CHECK_FORMATS;
