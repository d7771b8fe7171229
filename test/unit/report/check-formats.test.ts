/** What GitHub's annotations and JUnit's XML escape, how reports name files, and which findings keep their fingerprint. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/index.js";
import { fingerprintsOf } from "../../../src/report/check-formats/fingerprints.js";
import { format as githubAnnotations } from "../../../src/report/check-formats/github.js";
import { format as codeQuality } from "../../../src/report/check-formats/gitlab.js";
import { format as junitXml } from "../../../src/report/check-formats/junit.js";
import { format as pretty } from "../../../src/report/check-formats/pretty.js";
import { format as sarifLog } from "../../../src/report/check-formats/sarif.js";
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
      files: [],
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

describe("GitLab's Code Quality", () => {
  const issuesOf = (diagnostics: ReturnType<typeof found>) =>
    JSON.parse(codeQuality({ diagnostics, ...DIRECTORIES })) as readonly { readonly fingerprint: string }[];

  test("one finding", () => {
    const [fingerprint] = fingerprintsOf(found(`a: ${BAD}\n`));
    expect(issuesOf(found(`# why\na: ${BAD}\n`))).toEqual([
      {
        description: expect.stringMatching(/^the account id "1" has 1 digit.*; write the account id as/),
        check_name: "arn-account",
        fingerprint: `sub/t.yaml:${fingerprint}`,
        severity: "major",
        location: { path: "sub/t.yaml", lines: { begin: 2 } },
      },
    ]);
  });

  test.each([
    ["warning", "minor"],
    ["note", "info"],
  ] as const)("a %s is %s", (severity, shown) => {
    const diagnostics = found(`a: ${BAD}\n`).map((each) => ({ ...each, severity }));
    expect(issuesOf(diagnostics)).toMatchObject([{ severity: shown }]);
  });

  test("the same in two files, and twice in one, are four", () => {
    const twice = `a: ${BAD}\n---\na: ${BAD}\n`;
    const issues = issuesOf(check(["a", "b"].map((name) => ({ name, text: twice }))).diagnostics);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  test("without a finding it is an empty list", () => expect(issuesOf([])).toEqual([]));
});

describe("JUnit's XML", () => {
  const xmlOf = (diagnostics: ReturnType<typeof found>, files: readonly string[]) =>
    junitXml({ diagnostics, files, ...DIRECTORIES });

  test("a file that passes, one with two errors, one with a note", () => {
    const inAccount = BAD.replace(":1:", ":123456789012:");
    const texts = {
      "good.yaml": "",
      "bad.yaml": `a: ${BAD}\nb: ${inAccount.replace("west-2", "west-x&<")}\n`,
      "note.yaml": `a: ${inAccount.replace("-AbCdEf", "")}\n`,
    };
    const { diagnostics } = check(Object.entries(texts).map(([name, text]) => ({ name, text })));
    expect(xmlOf(diagnostics, Object.keys(texts))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="arnsubst" tests="3" failures="1" errors="0">
<testsuite name="arnsubst" tests="3" failures="1" errors="0">
<testcase classname="arnsubst.check" name="sub/good.yaml"></testcase>
<testcase classname="arnsubst.check" name="sub/bad.yaml"><failure type="arn-account" message="2 errors, the first: the account id &quot;1&quot; has 1 digit, an AWS account id has 12">bad.yaml:1:4 error arn-account: the account id &quot;1&quot; has 1 digit, an AWS account id has 12
  = write the account id as the AWS console shows it, 12 digits without hyphens; leading zeros count
bad.yaml:2:4 error arn-region: &quot;us-west-x&amp;&lt;&quot; is not an AWS region; a region looks like &quot;us-west-2&quot;
  = did you mean &quot;us-west-1&quot;? Write arn:aws:secretsmanager:us-west-1:123456789012:secret:x-AbCdEf</failure></testcase>
<testcase classname="arnsubst.check" name="sub/note.yaml"><system-out>note.yaml:1:4 note arn-partial: the ARN does not have the 6 characters that AWS adds to a secret's name; arnsubst can fetch it, but an IAM policy with this text matches nothing
  = paste the full ARN, which ends like &quot;-AbCdEf&quot;; in a policy, write arn:aws:secretsmanager:us-west-2:123456789012:secret:x-??????</system-out></testcase>
</testsuite>
</testsuites>
`);
  });

  test("characters that XML has a meaning for, or forbids, in the name of a file", () => {
    const name = `<&">\u0000\u001b\uD800\uFFFE'.yaml`;
    const xml = xmlOf(found(`a: ${BAD}\n`, name), [name]);
    expect(xml).toContain(` name="sub/&lt;&amp;&quot;&gt;\u2400\u241b\uFFFD\uFFFD'.yaml">`);
    expect(xml).not.toMatch(/[^\n\x20-\uD7FF\uE000-\uFFFD]/u);
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
