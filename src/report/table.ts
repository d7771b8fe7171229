/**
 * The plan for people: under each account and region its secrets with keys and places, and how many calls it takes.
 * The other formats of `list` have files of their own.
 */

import { type Plan, type PlannedSecret, totalsOf } from "../core/plan/plan.js";
import type { Remap } from "../core/plan/remaps.js";
import type { Literal, Reference } from "../core/references/findings.js";
import { counted } from "../core/text/count.js";
import { groupBy } from "../core/text/group.js";
import type { Source, Span } from "../core/text/source.js";
import { linesIn } from "./lines.js";
import { type Location, locationsOf } from "./locations.js";
import { paletteOf } from "./pretty.js";
import { visible, visibleName } from "./visible.js";

/** A remap, and the config file that says so, where it is one. */
export interface Remapped extends Remap {
  readonly by?: string;
}

type Row = readonly string[];

const HEAD = ["SECRET", "KEY", "USED IN"];
/** Names stand below the line that says where they are. */
const INDENT = "  ";

export function listTable(
  plan: Plan,
  literals: readonly Literal[],
  color: boolean,
  remaps: readonly Remapped[] = [],
): string {
  const palette = paletteOf(color);
  const kept = literals.map(
    (literal) => `${INDENT}${placeText(literal)}  ${visible(literal.text)}  (${visible(literal.reason)})`,
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

/** One width of columns for all locations, so that the eye finds them. */
function locationText(locations: readonly Location[], bold: (text: string) => string): string {
  if (locations.length === 0) return "";
  const widths = widthsOf(locations);
  // A text for each secret, not for each of its places: a million rows would not be there at once.
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

/** The first row has the secret, the following ones its further places. */
function secretRows(versions: readonly PlannedSecret[]): readonly Row[] {
  const references = versions.flatMap((version) => version.references);
  const name = visible(versions[0]?.id.resource ?? "");
  return references.map((reference, index) => [
    index === 0 ? name : "",
    visible(wantedText(reference)),
    placeText(reference),
  ]);
}

/** What is wanted of the secret: `password`, `password (AWSPREVIOUS)`, `-` for the whole of it. */
function wantedText({ selector }: Reference): string {
  const version = selector.versionStage ?? selector.versionId;
  return `${selector.jsonKey ?? "-"}${version === undefined ? "" : ` (${version})`}`;
}

function placeText({ source, span }: { readonly source: Source; readonly span: Span }): string {
  const { line, column } = linesIn(source).positionAt(span.start);
  return `${visibleName(source.name)}:${line}:${column}`;
}

function widthsOf(locations: readonly Location[]): readonly number[] {
  const widths = HEAD.map(({ length }) => length);
  for (const { secrets } of locations)
    for (const versions of secrets)
      for (const row of secretRows(versions))
        for (const [column, { length }] of row.entries())
          widths[column] = Math.max(widths[column] ?? 0, length);
  return widths;
}

function aligned(row: Row, widths: readonly number[]): string {
  const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return `${INDENT}${cells.join("  ")}`.trimEnd();
}

/** `90 references to 45 secrets: 3 calls (3 × BatchGetSecretValue) in place of 45` */
export function planTotals(plan: Plan): string {
  const { calls } = plan;
  const { references, secrets } = totalsOf(plan);
  const byOperation = [...groupBy(calls, ({ operation }) => operation)].map(
    ([operation, group]) => `${group.length} × ${operation}`,
  );
  const cost =
    calls.length === 0 ? "no call" : `${counted(calls.length, "call")} (${byOperation.join(", ")})`;
  const saved = calls.length < plan.secrets.length ? ` in place of ${plan.secrets.length}` : "";
  return `${counted(references, "reference")} to ${counted(secrets, "secret")}: ${cost}${saved}`;
}
