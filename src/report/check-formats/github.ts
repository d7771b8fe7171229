/** Annotations of GitHub Actions: a workflow command for each diagnostic, which the runner reads from the log. */

import type { Severity } from "../../core/diagnostics/catalogue/entry.js";
import { describe } from "../../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { rangeOf, STDIN_NAME } from "../../core/text/source.js";
import { visible } from "../visible.js";
import { workflowCommand } from "../workflow-command.js";
import type { CheckReport, Directories } from "./format.js";
import { pathFromRoot } from "./location.js";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<
  Severity,
  string
>;

/** One line for each diagnostic, the exact part marked; nothing where there is none. */
export function format({
  diagnostics,
  ...directories
}: Pick<CheckReport, "diagnostics" | keyof Directories>): string {
  return diagnostics.map((diagnostic) => annotation(diagnostic, directories)).join("");
}

function annotation({ problem, severity, source, part }: Diagnostic, directories: Directories): string {
  const { message, hint } = describe(problem);
  const { line, column, endLine, endColumn } = rangeOf(source, part);
  // GitHub drops an annotation with columns of two lines.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const stdin = source.name === STDIN_NAME;
  const file = fileProperty(pathFromRoot(source.name, directories) ?? source.name);
  const properties = stdin ? {} : { file, line, endLine, ...columns };
  const lines = [stdin ? `${STDIN_NAME}:${line}:${column} ${message}` : message, ...(hint ? [hint] : [])];
  return workflowCommand(
    COMMANDS[severity],
    { ...properties, title: problem.code },
    lines.map(visible).join("\n"),
  );
}

/** Replaces control characters, except line breaks, for which the runner has escapes. */
function fileProperty(name: string): string {
  return name.replace(/[^\r\n]+/g, (part) => visible(part));
}
