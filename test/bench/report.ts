/** The table, as Markdown that can be put into docs/performance.md as it is. */

import type { Aim, Row } from "./rows.js";
import { median, quantile } from "./statistics.js";

export function table(rows: readonly Row[]): string {
  const peers = [...new Set(rows.flatMap((row) => Object.keys(row.peers ?? {})))];
  const columns = peers.map((name) => `${name}, arnsubst ÷ ${name}`);
  const head = ["what", "arnsubst", ...columns, "against", "its figure", "ratio (quartiles)", "aim", ""];
  return lined([head, ...rows.map((row) => cells(row, peers))]);
}

function cells(row: Row, peers: readonly string[]): readonly string[] {
  const { what, ours, against, theirs, ratios, aim } = row;
  const others = peers.map((name) => row.peers?.[name] ?? "");
  return [
    what,
    ours,
    ...others,
    against,
    theirs,
    spread(ratios),
    `${aim.kind} ${aim.ratio} ×`,
    verdict(ratios, aim),
  ];
}

/** By what is printed, so that nobody reads 1.10 beside a missed 1.1. */
export function verdict(ratios: readonly number[], { kind, ratio }: Aim): "met" | "missed" {
  const printed = Number(digits(median(ratios)));
  return (kind === "at most" ? printed <= ratio : printed >= ratio) ? "met" : "missed";
}

export function spread(ratios: readonly number[]): string {
  const [low, high] = [0.25, 0.75].map((share) => digits(quantile(ratios, share)));
  return `${digits(median(ratios))} × (${low}–${high})`;
}

function digits(ratio: number): string {
  return ratio.toFixed(Math.abs(ratio) < 10 ? 2 : 1);
}

/** Columns as wide as their cells, for who reads it on a terminal. */
function lined(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
