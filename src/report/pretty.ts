/** Diagnostics for people: where, what, the source line with the part underlined, and what to write instead. */

import { Chalk, type ChalkInstance } from "chalk";
import type { Severity } from "../core/diagnostics/catalogue/entry.js";
import { describe } from "../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import { groupBy } from "../core/text/group.js";
import { isText } from "../core/yaml/syntax.js";
import { type Excerpted, excerptOf, WIDEST } from "./excerpt.js";
import { linesIn } from "./lines.js";
import { visible, visibleName } from "./visible.js";

export const COLORS = { error: "red", warning: "yellow", note: "cyan" } as const satisfies Record<
  Severity,
  string
>;

export type Palette = ChalkInstance;

export function paletteOf(color: boolean): Palette {
  return new Chalk({ level: color ? 1 : 0 });
}

/**
 * Every diagnostic with its lines, each ended by a line break, and a blank line between files. Source lines are cut to
 * the columns of the terminal, where there is one. Without colour nothing is lost.
 */
export function prettyDiagnostics(
  diagnostics: readonly Diagnostic[],
  color: boolean,
  { columns }: { readonly columns?: number } = {},
): string {
  const palette = paletteOf(color);
  const groups = groupBy(diagnostics, ({ source }) => source);
  const texts = [...groups.values()].map((group) =>
    group.map((diagnostic) => prettyDiagnostic(diagnostic, palette, columns)).join(""),
  );
  return texts.join("\n");
}

function prettyDiagnostic(diagnostic: Diagnostic, palette: Palette, columns?: number): string {
  const { source, severity, problem } = diagnostic;
  const { message, hint } = describe(problem);
  const tint = palette[COLORS[severity]];
  const head = `${tint(severity)} ${palette.bold(problem.code)}: ${visible(message)}`;
  const shown = problem.code !== "yaml-syntax" || isText(source);
  return prettyPlace({ ...diagnostic, shown, head, hint, tint }, palette, columns);
}

/** A place with what is said of it. */
export interface Shown extends Excerpted {
  /** Whether its line may be quoted. */
  readonly shown: boolean;
  readonly head: string;
  readonly hint: string | undefined;
  readonly tint: (text: string) => string;
}

/** Where, what, the line with the part underlined, and the hint. */
export function prettyPlace(each: Shown, palette: Palette, columns?: number): string {
  const { source, place, shown, head, hint, tint } = each;
  const { line, column } = linesIn(source).positionAt(place.start);
  const excerpt = shown ? excerptOf(each, columns ? roomIn(columns) : WIDEST) : undefined;
  const gutter = " ".repeat(String(excerpt?.line ?? line).length + 2);
  const rows = [
    `${palette.bold(`${visibleName(source.name)}:${line}:${column}`)} ${head}`,
    ...(excerpt === undefined
      ? []
      : [
          palette.dim(`  ${excerpt.line} | `) + excerpt.text,
          palette.dim(`${gutter} | `) + excerpt.before + tint(excerpt.underline),
        ]),
    ...(hint === undefined ? [] : [palette.dim(`${gutter} = `) + visible(hint)]),
  ];
  return rows.map((row) => `${row.trimEnd()}\n`).join("");
}

/** A line that the terminal breaks would part from its underline: room for the gutter and two ellipses is kept. */
function roomIn(columns: number): number {
  return Math.min(WIDEST, Math.max(30, columns - 12));
}
