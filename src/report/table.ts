/** The plan for people: every secret with its region, account, keys and places, and how many calls it takes. */

import { counted } from "../core/count.js";
import type { Literal, Reference } from "../core/findings.js";
import { groupBy } from "../core/group.js";
import type { Plan, PlannedSecret } from "../core/plan.js";
import type { Source, Span } from "../core/source.js";
import { linesIn } from "./lines.js";
import { paletteOf } from "./pretty.js";
import { visible } from "./visible.js";

const HEAD = ["SECRET", "REGION", "ACCOUNT", "KEYS", "USED IN"];

export function listTable(plan: Plan, literals: readonly Literal[], color: boolean): string {
  const palette = paletteOf(color);
  const byId = [...groupBy(plan.secrets, ({ arn }) => arn.id).values()];
  const rows = byId.flatMap(secretRows);
  const [head, ...body] = rows.length === 0 ? [] : aligned([HEAD, ...rows]);
  const table = head === undefined ? [] : [palette.bold(head), ...body, ""];
  const kept = literals.map(
    (literal) => `  ${placeText(literal)}  ${visible(literal.text)}  (${visible(literal.reason)})`,
  );
  const left = kept.length === 0 ? [] : [palette.bold("KEPT AS THEY ARE"), ...kept, ""];
  return [...table, ...left, planTotals(plan)].map((row) => `${row}\n`).join("");
}

/** The first row has the secret, the following ones its further places. */
function secretRows(versions: readonly PlannedSecret[]): readonly (readonly string[])[] {
  const references = versions.flatMap((version) => version.references);
  const { name = "", suffix, region = "", account = "" } = versions[0]?.arn ?? {};
  const keys = [...new Set(references.map(wantedText))].join(", ");
  return references.map((reference, index) => {
    const place = placeText(reference);
    return index === 0
      ? [suffix === undefined ? name : `${name}-${suffix}`, region, account, visible(keys), place]
      : ["", "", "", "", place];
  });
}

/** What is wanted of the secret: `password`, `password (AWSPREVIOUS)`, `-` for the whole of it. */
function wantedText({ selector }: Reference): string {
  const version = selector.versionStage ?? selector.versionId;
  return `${selector.jsonKey ?? "-"}${version === undefined ? "" : ` (${version})`}`;
}

function placeText({ source, span }: { readonly source: Source; readonly span: Span }): string {
  const { line, column } = linesIn(source).positionAt(span.start);
  return visible(`${source.name}:${line}:${column}`);
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** `90 references to 45 secrets: 3 calls (3 × BatchGetSecretValue) in place of 45` */
export function planTotals({ calls, secrets }: Plan): string {
  const references = secrets.reduce((sum, secret) => sum + secret.references.length, 0);
  const distinct = new Set(secrets.map(({ arn }) => arn.id)).size;
  const byOperation = [...groupBy(calls, ({ operation }) => operation)].map(
    ([operation, group]) => `${group.length} × ${operation}`,
  );
  const cost =
    calls.length === 0 ? "no call" : `${counted(calls.length, "call")} (${byOperation.join(", ")})`;
  const saved = calls.length < secrets.length ? ` in place of ${secrets.length}` : "";
  return `${counted(references, "reference")} to ${counted(distinct, "secret")}: ${cost}${saved}`;
}
