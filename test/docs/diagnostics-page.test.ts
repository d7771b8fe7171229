/**
 * docs/diagnostics.md: an introduction that somebody writes, and below its marker a table and a section for each code, made
 * of the catalogue and of the fixtures `bad/CODE.yaml` and `good/CODE.*`. UPDATE_GOLDEN=1 writes them. That the examples are
 * true is held by test/golden/fixtures.test.ts.
 */

import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Entry } from "../../src/core/diagnostics/catalogue/entry.js";
import { CATALOGUE } from "../../src/core/diagnostics/catalogue.js";
import { codeOf, commandForCode, MENDED } from "../support/fixtures.js";
import { expectGolden } from "../support/golden.js";
import { ROOT } from "../support/run.js";

const PATH = join(ROOT, "docs/diagnostics.md");
const MARKER = /^<!-- The rest of this page is made of .* -->\n/m;

test("the page is made of the catalogue; UPDATE_GOLDEN=1 writes it", () => {
  const page = readFileSync(PATH, "utf8");
  const marker = MARKER.exec(page);
  expect(marker, "the marker is there").not.toBeNull();
  const introduction = page.slice(0, (marker?.index ?? 0) + (marker?.[0].length ?? 0));
  const sections = Object.entries(CATALOGUE).map(section);
  expectGolden([introduction, table(), ...sections].join("\n"), PATH);
});

function table(): string {
  const rows = Object.entries(CATALOGUE).map(
    ([code, { severity, wrong }]) =>
      `| [\`${code}\`](#${code}) | ${severity} | ${wrong.replaceAll("|", "\\|")} |\n`,
  );
  return `| code | severity | what is wrong |\n| --- | --- | --- |\n${rows.join("")}`;
}

function section([code, { severity, wrong, why }]: readonly [string, Entry<never>]): string {
  const bad = `fixtures/bad/${code}.yaml`;
  const good = MENDED.find((path) => codeOf(path) === code) ?? "";
  const command = `$ arnsubst ${commandForCode(bad).join(" ")}`;
  return [
    `## ${code}\n`,
    `**${severity}**: ${wrong}\n`,
    `${why}\n`,
    "For example:\n",
    block(bad),
    fenced("text", `${command}\n${textOf(`${bad}.expected`)}`),
    `${INSTEAD[extname(good)]}:\n`,
    block(good),
  ].join("\n");
}

/** What an example of this kind shows. */
const INSTEAD: Readonly<Record<string, string>> = {
  ".yaml": "Instead",
  ".json": "Instead, with a policy like this",
  ".sh": "What you can do",
};

function block(path: string): string {
  const text = textOf(path);
  switch (extname(path)) {
    case ".sh":
      return `<!-- not run: asks AWS -->\n${fenced("sh", text)}`;
    case ".json":
      return fenced("json", text);
    default:
      return fenced(isYaml(text) ? "yaml" : "text", text);
  }
}

function isYaml(text: string): boolean {
  return parseAllDocuments(text).every((each) => "errors" in each && each.errors.length === 0);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.replace(/\n?$/, "\n")}\`\`\`\n`;
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
