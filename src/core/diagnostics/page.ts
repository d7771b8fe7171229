/** The page that explains each code: `docs/diagnostics.md`, made of the catalogue. */

import type { Code } from "./catalogue.js";

/** As package.json has it. */
export const HOMEPAGE = "https://github.com/OWNER/arnsubst";

export const DIAGNOSTICS_PAGE = `${HOMEPAGE}/blob/main/docs/diagnostics.md`;

export function pageOf(code: Code): string {
  return `${DIAGNOSTICS_PAGE}#${code}`;
}
