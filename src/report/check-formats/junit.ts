/** JUnit's XML, which most CI servers show as tests: a file is a test, and an error in it makes it fail. */

import { describe } from "../../core/diagnostics/catalogue.js";
import { type Diagnostic, isError } from "../../core/diagnostics/diagnostics.js";
import { counted } from "../../core/text/count.js";
import { groupBy } from "../../core/text/group.js";
import { placeText } from "../lines.js";
import { visible } from "../visible.js";
import type { CheckReport, Directories } from "./format.js";
import { pathFromRoot } from "./location.js";

export function format({
  diagnostics,
  files,
  ...directories
}: Pick<CheckReport, "diagnostics" | "files" | keyof Directories>): string {
  const names = [...new Set(files)];
  const found = groupBy(diagnostics, ({ source }) => source.name);
  const failed = names.filter((name) => found.get(name)?.some(isError));
  const counts = `name="arnsubst" tests="${names.length}" failures="${failed.length}" errors="0"`;
  const tests = names.map((name) => {
    const path = escaped(visible(pathFromRoot(name, directories) ?? name));
    return `<testcase classname="arnsubst.check" name="${path}">${resultOf(found.get(name) ?? [])}</testcase>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
<testsuite ${counts}>
${tests.join("")}</testsuite>
</testsuites>
`;
}

/** One failure for all errors, for Jenkins and GitLab read one only. What is no error is the test's output. */
function resultOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(isError);
  const others = diagnostics.filter((each) => !isError(each));
  const [first] = errors;
  const output = others.length === 0 ? "" : `<system-out>${linesOf(others)}</system-out>`;
  if (first === undefined) return output;
  const { message } = describe(first.problem);
  const title = errors.length === 1 ? message : `${counted(errors.length, "error")}, the first: ${message}`;
  return `<failure type="${first.problem.code}" message="${escaped(visible(title))}">${linesOf(errors)}</failure>${output}`;
}

function linesOf(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.flatMap(({ problem, severity, source, place }) => {
    const { message, hint } = describe(problem);
    const line = `${placeText(source, place)} ${severity} ${problem.code}: ${visible(message)}`;
    return hint === undefined ? [line] : [line, `  = ${visible(hint)}`];
  });
  return escaped(lines.join("\n"));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Of characters that XML 1.0 forbids, {@link visible} has left surrogates without the other half, and two more. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? "").replace(/[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD");
}
