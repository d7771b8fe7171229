/** `list` for people: under each account and region its secrets with keys and places, and how many calls they take. */

import type { PlannedSecret } from "../../core/plan/plan.js";
import type { Reference } from "../../core/references/findings.js";
import { placeText } from "../lines.js";
import { type Location, locationsOf } from "../locations.js";
import { paletteOf } from "../pretty-diagnostics.js";
import { planTotals } from "../totals.js";
import { visible } from "../visible.js";
import type { ListReport } from "./format.js";

type Row = readonly string[];

const HEAD = ["SECRET", "SERVICE", "KEY", "USED IN"];
const SERVICE = HEAD.indexOf("SERVICE");
const INDENT = "  ";

export function format({ plan, literals, remaps, color }: ListReport): string {
  const palette = paletteOf(color);
  const kept = literals.map(
    (literal) =>
      `${INDENT}${placeText(literal.source, literal.span)}  ${visible(literal.text)}  (${visible(literal.reason)})`,
  );
  const left = kept.length === 0 ? [] : [palette.bold("KEPT AS THEY ARE"), ...kept, ""];
  const gone = remaps.map(
    ({ part, from, to, by }) =>
      `${INDENT}${part} ${from} → ${to}${by === undefined ? "" : `  (${visible(by)})`}`,
  );
  const remapped = gone.length === 0 ? [] : [palette.bold("REMAPPED"), ...gone, ""];
  const others = [...remapped, ...left, planTotals(plan)];
  return locationText(locationsOf(plan), palette.bold) + others.map((row) => `${row}\n`).join("");
}

/** All locations have the same columns. */
function locationText(locations: readonly Location[], bold: (text: string) => string): string {
  if (locations.length === 0) return "";
  const widths = widthsOf(locations);
  // One text for each secret, so that the rows of all secrets are never in memory at once.
  const blocks = locations.flatMap(({ account, region, secrets }) => [
    `${bold(visible(`ACCOUNT ${account}, REGION ${region}`))}\n`,
    ...secrets.map((versions) =>
      secretRows(versions)
        .map((row) => `${aligned(row, widths)}\n`)
        .join(""),
    ),
    "\n",
  ]);
  return `${bold(aligned(HEAD, widths))}\n\n${blocks.join("")}`;
}

/** The first row names the secret, the next ones its further places. */
function secretRows(versions: readonly PlannedSecret[]): readonly Row[] {
  const references = versions.flatMap((version) => version.references);
  const { resource = "", service = "" } = versions[0]?.id ?? {};
  return references.map((reference, index) => [
    index === 0 ? visible(resource) : "",
    index === 0 ? service : "",
    visible(selectorText(reference)),
    placeText(reference.source, reference.span),
  ]);
}

/** What is used of the secret: `password`, `password (AWSPREVIOUS)`, `-` for all of it. */
function selectorText({ selector }: Reference): string {
  const version = selector.versionStage ?? selector.versionId;
  return `${selector.jsonKey ?? "-"}${version === undefined ? "" : ` (${version})`}`;
}

/** The width of each column. That of the service is 0, and not shown, where all are secrets of Secrets Manager. */
function widthsOf(locations: readonly Location[]): readonly number[] {
  const all = locations.flatMap(({ secrets }) => secrets.flat());
  const mixed = all.some(({ service }) => service !== "secretsmanager");
  const widths = HEAD.map(({ length }, column) => (column === SERVICE && !mixed ? 0 : length));
  for (const { secrets } of locations)
    for (const versions of secrets)
      for (const row of secretRows(versions))
        for (const [column, { length }] of row.entries())
          if (widths[column] !== 0) widths[column] = Math.max(widths[column] ?? 0, length);
  return widths;
}

function aligned(row: Row, widths: readonly number[]): string {
  const cells = row.flatMap((cell, column) =>
    widths[column] === 0 ? [] : [cell.padEnd(widths[column] ?? 0)],
  );
  return `${INDENT}${cells.join("  ")}`.trimEnd();
}
