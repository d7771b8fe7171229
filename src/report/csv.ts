/**
 * `list` as a spreadsheet takes it: one row a reference, under the field names of the JSON. Literals are left out, for
 * nobody fetches them; the JSON has them.
 */

import type { Plan } from "../core/plan/plan.js";
import { secretsJson } from "./json.js";
import { visible } from "./visible.js";

const FIELDS = [
  ...(["id", "partition", "region", "account", "name"] as const),
  ...(["file", "line", "column", "path", "form", "jsonKey", "versionStage", "versionId"] as const),
] as const;

type Row = Readonly<Partial<Record<(typeof FIELDS)[number], string | number | undefined>>>;

/** RFC 4180 but for the line ends: a CR would stick to the last cell in `cut`, `grep` and `while read`. */
export function listCsv(plan: Plan): string {
  const rows = secretsJson(plan).flatMap(({ references, ...secret }) =>
    references.map((reference): Row => ({ ...secret, ...reference })),
  );
  const lines = rows.map((row) => FIELDS.map((field) => cell(row[field])).join(","));
  return [FIELDS.join(","), ...lines].map((line) => `${line}\n`).join("");
}

/** What a spreadsheet would run as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t]/;

/** Made visible first, so that a row is a line, and a file's name or a key sends nothing to the terminal. */
function cell(value: string | number | undefined): string {
  const text = visible(String(value ?? ""));
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
