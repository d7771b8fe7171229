/** What GitHub's annotations escape, how SARIF names files, and which findings keep their fingerprint. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/index.js";
import { format as githubAnnotations } from "../../../src/report/check-formats/github.js";
import { format as pretty } from "../../../src/report/check-formats/pretty.js";
import { fingerprintsOf, format as sarifLog } from "../../../src/report/check-formats/sarif.js";
import { workflowCommand } from "../../../src/report/workflow-command.js";
import { runOf } from "../../support/sarif.js";

const BAD = "arn:aws:secretsmanager:us-west-2:1:secret:x-AbCdEf";
const DIRECTORIES = { cwd: "/work/sub", root: "/work" };

function found(text: string, name = "t.yaml") {
  return check([{ name, text }]).diagnostics;
}

function sarifOf(diagnostics: ReturnType<typeof found>): string {
  return sarifLog({ diagnostics, ...DIRECTORIES, version: "1.2.3" });
}

test.each([
  ["a.yaml", "100%", "::error file=a.yaml::100%25\n"],
  ["a.yaml", "a: b, c", "::error file=a.yaml::a: b, c\n"],
  ["a.yaml", "a\r\nb", "::error file=a.yaml::a%0D%0Ab\n"],
  ["a:b,c%.yaml", "::end", "::error file=a%3Ab%2Cc%25.yaml::::end\n"],
  ["a\n::warning::b", "%0A", "::error file=a%0A%3A%3Awarning%3A%3Ab::%250A\n"],
])("annotation of %j with %j", (file, data, command) => {
  expect(workflowCommand("error", { file }, data)).toBe(command);
});

describe("an annotation", () => {
  test("marks the exact part, and has message and hint", () => {
    expect(githubAnnotations({ diagnostics: found(`a: ${BAD}\n`), ...DIRECTORIES })).toMatch(
      /^::error file=sub\/t\.yaml,line=1,endLine=1,col=37,endColumn=38,title=arn-account::the account .*%0Awrite .*\n$/,
    );
  });

  test("has no columns where it covers several lines", () => {
    const [diagnostic] = found(`a: ${BAD}\nb: c\n`);
    if (diagnostic === undefined) throw new Error("nothing is wrong");
    const part = { start: 3, end: diagnostic.source.text.length - 1 };
    expect(githubAnnotations({ diagnostics: [{ ...diagnostic, part }], ...DIRECTORIES })).toMatch(
      /,line=1,endLine=2,title=/,
    );
  });

  test("says notice for a note, and names no file for standard input", () => {
    const text = `a: ${BAD.replace(":1:", ":123456789012:").replace("-AbCdEf", "")}\n`;
    expect(githubAnnotations({ diagnostics: found(text, "<stdin>"), ...DIRECTORIES })).toMatch(
      /^::notice title=arn-partial::<stdin>:1:\d+ the ARN/,
    );
  });
});

test.each([
  ["t.yaml", "sub/t.yaml"],
  ["../t.yaml", "t.yaml"],
  ["/work/a b/日#?%.yaml", "a%20b/%E6%97%A5%23%3F%25.yaml"],
  ["a:b.yaml", "sub/a%3Ab.yaml"],
  ["../../t.yaml", "file:///t.yaml"],
  ["<stdin>", "%3Cstdin%3E"],
])("the URI of %s is %s", (name, uri) => {
  const sarif = sarifOf(found(`a: ${BAD}\n`, name));
  const [result] = runOf(sarif).results;
  expect(result?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

test("each rule of SARIF says why it matters, and has a link to its section of the page", () => {
  for (const { id, helpUri, help, fullDescription } of runOf(sarifOf([])).tool.driver.rules) {
    expect(helpUri).toBe(`https://github.com/OWNER/arnsubst/blob/main/docs/diagnostics.md#${id}`);
    expect(help.markdown).toContain(`](${helpUri})`);
    expect(fullDescription.markdown.replaceAll("`", "")).toBe(fullDescription.text);
  }
});

describe("for people, the page is named", () => {
  const PAGE = "https://github.com/OWNER/arnsubst/blob/main/docs/diagnostics.md";
  const partial = BAD.replace(":1:", ":123456789012:").replace("-AbCdEf", "");
  const shown = (text: string, columns?: number, quiet = false) =>
    pretty({
      diagnostics: found(text),
      quiet,
      display: () => ({ color: false, columns }),
      ...DIRECTORIES,
      version: "1.2.3",
      summary: { files: 1, references: 1, errors: 1, warnings: 0, notes: 0 },
    });

  test("on a terminal, with the section of the only code", async () => {
    expect(await shown(`a: ${BAD}\nb: ${partial}\n`, 80)).toMatch(`\nSee ${PAGE}#arn-account\n`);
  });

  test("as a whole for several codes", async () => {
    expect(await shown(`a: ${BAD}\nb: ${BAD.replace("aws", "AWS")}\n`, 80)).toMatch(`\nSee ${PAGE}\n`);
  });

  test("nowhere but on a terminal, and not without an error", async () => {
    expect(await shown(`a: ${BAD}\n`)).not.toContain("See ");
    expect(await shown(`b: ${partial}\n`, 80)).not.toContain("See ");
    expect(await shown(`b: ${partial}\n`, 80, true)).toBe("");
  });
});

test("columns are UTF-16 units, of the part and of the whole reference", () => {
  const sarif = sarifOf(found(`\uFEFF"😀": ["x", "${BAD}"]\r\n`));
  const { columnKind, results } = runOf(sarif);
  expect(columnKind).toBe("utf16CodeUnits");
  expect(results[0]?.properties).toEqual({ path: "😀[1]" });
  expect(results[0]?.locations[0].physicalLocation).toMatchObject({
    region: { startLine: 1, startColumn: 47, endLine: 1, endColumn: 48 },
    contextRegion: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 64 },
  });
});

describe("a fingerprint", () => {
  const of = (text: string) => fingerprintsOf(found(text));

  test.each([
    ["a line above", `# why\nb: 1\na: ${BAD}\n`],
    ["other quotes", `a: "${BAD}"\n`],
    ["a comment behind", `a: ${BAD}  # why\n`],
    ["another finding above", `b: ${BAD}\na: ${BAD}\n`],
  ])("stays with %s", (_, text) => {
    expect(of(text)).toContain(of(`a: ${BAD}\n`)[0]);
  });

  test("stays in a list that grows in front", () => {
    expect(of(`a: [1, ${BAD}]\n`)).toEqual(of(`a: [${BAD}]\n`));
  });

  test.each([
    ["another key", `b: ${BAD}\n`],
    ["another secret", `a: ${BAD.replace("x-", "y-")}\n`],
    ["another problem", `a: ${BAD.replace(":1:", ":x:").replace("aws", "awz")}\n`],
  ])("differs for %s", (_, text) => {
    expect(of(text)).not.toContain(of(`a: ${BAD}\n`)[0]);
  });

  test("differs for the same finding twice in a file, and not from file to file", () => {
    const [first, second] = of(`a: ${BAD}\n---\na: ${BAD}\n`);
    expect([first]).toEqual(of(`a: ${BAD}\n`));
    expect(second).not.toBe(first);
    const twice = check(["a", "b"].map((name) => ({ name, text: `a: ${BAD}\n` }))).diagnostics;
    expect(fingerprintsOf(twice)).toEqual([first, first]);
  });
});
