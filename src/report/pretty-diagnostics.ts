/** Diagnostics for people: the place, the message, the source line with the part underlined, and a hint. */

import { Chalk, type ChalkInstance } from "chalk";
import type { Severity } from "../core/diagnostics/catalogue/entry.js";
import { describe } from "../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import { groupBy } from "../core/text/group.js";
import { linesIn } from "../core/text/source.js";
import { isText } from "../core/yaml/syntax.js";
import { type Excerpted, excerptOf, WIDEST } from "./excerpt.js";
import { placeText } from "./lines.js";
import { visible } from "./visible.js";

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
 * the width of the terminal, where there is one. Colour adds no information.
 */
export function prettyDiagnostics(
  diagnostics: readonly Diagnostic[],
  color: boolean,
  { columns }: { readonly columns?: number | undefined } = {},
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

/** A place and its message. */
interface Shown extends Excerpted {
  /** Whether the source line is shown. */
  readonly shown: boolean;
  readonly head: string;
  readonly hint: string | undefined;
  readonly tint: (text: string) => string;
}

/** The place, the message, the line with the part underlined, and the hint. */
export function prettyPlace(each: Shown, palette: Palette, columns?: number): string {
  const { source, place, shown, head, hint, tint } = each;
  const excerpt = shown ? excerptOf(each, columns ? roomIn(columns) : WIDEST) : undefined;
  const gutter = " ".repeat(String(excerpt?.line ?? linesIn(source).positionAt(place.start).line).length + 2);
  const rows = [
    `${palette.bold(placeText(source, place))} ${head}`,
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

/** The width for source lines, less gutter and ellipses: a wrapped line would lose its underline. */
function roomIn(columns: number): number {
  return Math.min(WIDEST, Math.max(30, columns - 12));
}
