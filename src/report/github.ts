/** Annotations of GitHub Actions: a workflow command for each diagnostic, which the runner reads from the log. */

import type { Severity } from "../core/diagnostics/catalogue/entry.js";
import { describe } from "../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../core/diagnostics/diagnostics.js";
import { STDIN_NAME } from "../core/text/source.js";
import { type Directories, pathFromRoot, rangeOf } from "./finding.js";
import { visible } from "./visible.js";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<
  Severity,
  string
>;

/** One line for each diagnostic, the exact part marked; nothing where there is none. */
export function githubAnnotations(diagnostics: readonly Diagnostic[], directories: Directories): string {
  return diagnostics.map((diagnostic) => annotation(diagnostic, directories)).join("");
}

function annotation({ problem, severity, source, part }: Diagnostic, directories: Directories): string {
  const { message, hint } = describe(problem);
  const { line, column, endLine, endColumn } = rangeOf(source, part);
  // GitHub drops an annotation whose columns are of two lines.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const stdin = source.name === STDIN_NAME;
  const file = fileProperty(pathFromRoot(source.name, directories) ?? source.name);
  const properties = stdin ? {} : { file, line, endLine, ...columns };
  const said = [stdin ? `${STDIN_NAME}:${line}:${column} ${message}` : message, ...(hint ? [hint] : [])];
  return workflowCommand(
    COMMANDS[severity],
    { ...properties, title: problem.code },
    said.map(visible).join("\n"),
  );
}

/** As it is, but for what must not reach a log: the runner knows escapes for line breaks, and for nothing like them. */
function fileProperty(name: string): string {
  return name.replace(/[^\r\n]+/g, (part) => visible(part));
}

/** `::name key=value,key=value::data`, or `::name::data`, as the runner parses it. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  data: string,
): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${pairs.length === 0 ? "" : ` ${pairs.join(",")}`}::${escapeData(data)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/[%\r\n]/g, percent);
}

function escapeProperty(text: string): string {
  return text.replace(/[%\r\n:,]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
