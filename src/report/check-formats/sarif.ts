/** SARIF 2.1.0, the exchange format of static analysis: what GitHub's code scanning and other viewers read. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Entry } from "../../core/diagnostics/catalogue/entry.js";
import { CATALOGUE, type Code, describe } from "../../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { pageOf } from "../../core/diagnostics/page.js";
import { rangeOf, type Source, type Span, STDIN_NAME } from "../../core/text/source.js";
import { visible, visibleJson } from "../visible.js";
import { fingerprintsOf } from "./fingerprints.js";
import type { CheckReport, Directories } from "./format.js";
import { pathFromRoot } from "./location.js";

/** One run with all rules, and a result for each diagnostic. */
export function format({
  diagnostics,
  version,
  ...directories
}: Pick<CheckReport, "diagnostics" | "version" | keyof Directories>): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "arnsubst", version, rules: Object.entries(CATALOGUE).map(rule) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic, index) => ({
          ...result(diagnostic, directories),
          partialFingerprints: { "arnsubst/v1": fingerprints[index] },
        })),
      },
    ],
  };
  return visibleJson(log);
}

function rule([code, { title, wrong, why, help, severity }]: readonly [string, Entry<never>]) {
  const helpUri = pageOf(code as Code);
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why.replaceAll("`", ""), markdown: why },
    helpUri,
    help: {
      text: help,
      markdown: `**${title}**\n\n${wrong}\n\n${inMarkdown(help)}\n\n[More about ${code}](${helpUri})`,
    },
    defaultConfiguration: { level: severity },
  };
}

/** Escapes what has a meaning in Markdown. */
function inMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#$]/g, "\\$&");
}

function result({ problem, severity, source, place, part, path }: Diagnostic, directories: Directories) {
  const { message, hint } = describe(problem);
  const narrower = part.start !== place.start || part.end !== place.end;
  return {
    ruleId: problem.code,
    ruleIndex: Object.keys(CATALOGUE).indexOf(problem.code),
    level: severity,
    message: { text: [message, ...(hint === undefined ? [] : [hint])].map(visible).join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(source.name, directories) },
          region: regionOf(source, part),
          contextRegion: narrower ? regionOf(source, place) : undefined,
        },
      },
    ],
    properties: path === undefined ? undefined : { path },
  };
}

function regionOf(source: Source, span: Span) {
  const { line, column, endLine, endColumn } = rangeOf(source, span);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Relative to the root for files below it, absolute for others. */
function uriOf(name: string, directories: Directories): string {
  const path = name === STDIN_NAME ? name : pathFromRoot(name, directories);
  if (path === undefined) return pathToFileURL(resolve(directories.cwd, name)).href;
  // A single surrogate, which Windows allows in names, would throw.
  return path
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
