/** SARIF 2.1.0, the exchange format of static analysis: what GitHub's code scanning and other viewers read. */

import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Entry } from "../../core/diagnostics/catalogue/entry.js";
import { CATALOGUE, type Code, describe } from "../../core/diagnostics/catalogue.js";
import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import { pageOf } from "../../core/diagnostics/page.js";
import { rangeOf, type Source, type Span, STDIN_NAME } from "../../core/text/source.js";
import { visible, visibleJson } from "../visible.js";
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

/**
 * An id for each finding that stays the same when lines or list items are added before it: a hash of the problem and its
 * path in the YAML, with a count for equal ones in a file.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<Source, Map<string, number>>();
  return diagnostics.map((diagnostic) => {
    const hash = hashOf(diagnostic);
    const counts = seen.get(diagnostic.source) ?? new Map<string, number>();
    const count = (counts.get(hash) ?? 0) + 1;
    seen.set(diagnostic.source, counts.set(hash, count));
    return `${hash}:${count}`;
  });
}

function hashOf({ problem, source, place, path = "" }: Diagnostic): string {
  // Text that is not YAML can be a password, and a short one could be guessed from its hash.
  const text = problem.code === "yaml-syntax" ? problem.reason : source.text.slice(place.start, place.end);
  const parts = [problem.code, path.replace(/\[\d+\]/g, "[]"), text];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
