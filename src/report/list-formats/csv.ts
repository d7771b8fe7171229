/**
 * `list` for spreadsheets: one row for each reference, under the field names of the JSON. Literals are left out, because
 * nobody fetches them; the JSON has them.
 */

import { visible } from "../visible.js";
import type { ListReport } from "./format.js";
import { secretsJson } from "./json.js";

const FIELDS = [
  ...(["id", "service", "partition", "region", "account", "name"] as const),
  ...(["file", "line", "column", "path", "form", "jsonKey", "versionStage", "versionId"] as const),
] as const;

type Row = Readonly<Partial<Record<(typeof FIELDS)[number], string | number | undefined>>>;

/** RFC 4180, except for line ends: with CR LF, `cut`, `grep` and `while read` see a CR in the last cell. */
export function format({ plan }: ListReport): string {
  const rows = secretsJson(plan).flatMap(({ references, ...secret }) =>
    references.map((reference): Row => ({ ...secret, ...reference })),
  );
  const lines = rows.map((row) => FIELDS.map((field) => cell(row[field])).join(","));
  return [FIELDS.join(","), ...lines].map((line) => `${line}\n`).join("");
}

/** What a spreadsheet runs as a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t]/;

/** Without control characters, so that a row is one line, and nothing reaches the terminal as an escape sequence. */
function cell(value: string | number | undefined): string {
  const text = visible(String(value ?? ""));
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
