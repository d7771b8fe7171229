/** Sizes at which anything that takes time square in them would not end before the test runner does. */

import { expect, test } from "vitest";
import { joinDocuments } from "../../src/cli/outputs/join-documents.js";
import { matchesResource } from "../../src/core/policy/match.js";
import { analyse } from "../../src/core/references/analyse.js";
import { check, list, resolve } from "../../src/index.js";
import { fileProvider } from "../../src/providers/file.js";
import { format } from "../../src/report/list-formats/table.js";
import { prettyDiagnostics } from "../../src/report/pretty.js";
import { ARN, codesWith, resolveWith, textWith } from "../support/resolve-with.js";

function codesOf(text: string): ReadonlySet<string> {
  return new Set(analyse([{ name: "t.yaml", text }]).diagnostics.map(({ problem }) => problem.code));
}

test("100,000 open references on one line", () => {
  expect(codesOf(`a: "${`\${${ARN} `.repeat(100_000)}"`)).toEqual(new Set(["reference-unterminated"]));
});

test("a template that is opened a million times", () => {
  expect(codesOf(`a: "${ARN}:${"{{".repeat(1_000_000)}"`).size).toBeLessThan(2);
});

test("200,000 references in one scalar", async () => {
  const text = await textWith(`a: "${"${@} ".repeat(200_000)}"`, "v");
  expect(text).toBe(`a: "${"v ".repeat(200_000)}"`);
});

test("100,000 references in one file, as many entries in the secrets file", async () => {
  const arns = Array.from({ length: 100_000 }, (_, index) => ARN.replace("db", `db${index}`));
  const provider = fileProvider({
    name: "s",
    text: arns.map((arn, index) => `${arn}: v${index}\n`).join(""),
  });
  const { texts } = await resolve([{ name: "t", text: arns.map((arn) => `- ${arn}\n`).join("") }], provider);
  expect(texts?.[0]).toBe(arns.map((_, index) => `- v${index}\n`).join(""));
});

test("400,000 scalars in one document, and as many places in a listing", async () => {
  const lines = "- x\n".repeat(400_000);
  expect(await textWith(`${lines}- @\n`, "v")).toBe(`${lines}- v\n`);
  const { plan, literals } = list([{ name: "t", text: `- ${ARN}\n`.repeat(150_000) }]);
  expect(format({ plan, literals, remaps: [], color: false })).toContain(
    "150000 references to 1 secret: 1 call",
  );
});

test("150,000 references beside as many templates", async () => {
  const other = "- \"{{ env_var('X') }}\"\n";
  expect(await textWith(`${other}- @\n`.repeat(150_000), "v")).toBe(`${other}- v\n`.repeat(150_000));
});

test.each([
  [`${ARN.slice(0, -7)} # arnsubst: ignore arn-partial`],
  [`${ARN} # arnsubst: literal`],
  [`"{{ aws_secret_var('x') }}" # arnsubst: literal`],
])("40,000 comments: %s", (value) => {
  const { diagnostics } = check([{ name: "t", text: `- ${value}\n`.repeat(40_000) }]);
  expect(diagnostics).toEqual([]);
});

test.each([
  ["on lines", `- ${ARN}:k::\n`],
  ["on one line", `{${ARN}}, `],
])(
  "40,000 keys that name a secret, %s",
  (_, key) => {
    const text = key.endsWith("\n") ? key.repeat(40_000) : `[${key.repeat(40_000)}]`;
    expect(analyse([{ name: "t", text }]).diagnostics).toHaveLength(40_000);
  },
  15_000,
);

test("40,000 keys in one mapping", async () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `key${index}: value\n`).join("");
  expect(await textWith(`${lines}a: @\n`, "v")).toBe(`${lines}a: v\n`);
});

test("a policy of 100,000 stars", () => {
  const [prefix = "", name = ""] = ARN.split(/(?<=:secret:)/);
  expect(matchesResource(`${prefix}${"*".repeat(100_000)}x`, `${prefix}${name}`)).toBe(false);
  expect(matchesResource("*".repeat(100_000), ARN)).toBe(true);
  expect(matchesResource(`${prefix}${"*a".repeat(100_000)}`, `${prefix}${"a".repeat(500)}`)).toBe(false);
});

test("values of many line breaks", async () => {
  const breaks = "\n".repeat(500_000);
  expect((await textWith("a: @\n", `x${breaks}y`)).length).toBeGreaterThan(500_000);
  expect((await textWith("a: |\n  ${@}\n", `x${breaks}y`)).length).toBeGreaterThan(500_000);
});

test("1 MB on one line, spaces and comments of many kinds", () => {
  for (const token of [
    " ",
    "# arnsubst: ",
    "KEY = ",
    "- ",
    ": arn:",
    "arn:aws:secretsmanager:",
    "arn:$a",
    "arn:<{",
    "arn:${{",
    "arn:aws:secretsmanager:...",
    "arn:aws:secretsmanager:${",
    "<",
    "${",
    "{%",
    "[,",
    "'",
    "&a ",
    "{{ aws_secret_var(",
    "{{ aws_secret_var('x') | string",
    "{{ aws_secret_var '",
    "aws_secret_var{% raw %}",
  ]) {
    analyse([{ name: "t.yaml", text: `a: ${token.repeat(1_000_000 / token.length)}` }]);
  }
});

test("an ARN with a million spaces behind it, and no filter behind them", () => {
  analyse([{ name: "t.yaml", text: `a: "${ARN}${" ".repeat(1_000_000)}y"` }]);
});

test("a line that is no YAML, of colons and what may follow one", () => {
  const line = `- arn:${":secretsmanager:".repeat(70)}${":,".repeat(750)}${"#".repeat(1450)}\u2028`;
  expect(codesOf(`a: b: ${line}\n`)).toEqual(new Set(["yaml-syntax"]));
});

test("the header of a block scalar with a million spaces behind it", async () => {
  const text = `a: |${" ".repeat(1_000_000)}\n  \${@}\n`;
  expect(await textWith(text, "\0")).toBe('a: "\\0\\n"\n');
});

test("values that look like a number for long", async () => {
  const digits = "1".repeat(500_000);
  expect(await textWith("a: @\n", `${digits}x`)).toBe(`a: ${digits}x\n`);
  expect(await textWith("a: @\n", digits)).toBe(`a: '${digits}'\n`);
});

test.each(['\\"', "[", "{"])("values that are no JSON, of many %s", async (token) => {
  const text = `{"a":"${token.repeat(500_000)}`;
  expect(await codesWith("a: @:k\n", text)).toEqual(["secret-not-json"]);
});

test("100,000 findings on one line, and what is shown of it", () => {
  const text = `[${`${ARN.slice(0, -7)}, `.repeat(100_000)}]`;
  const { diagnostics } = check([{ name: "t", text }]);
  expect(prettyDiagnostics(diagnostics, false).match(/note arn-partial/g)).toHaveLength(100_000);
});

test("100,000 ARNs on one line, which a comment keeps, and as many that are hidden", () => {
  const literals = `a: [${`${ARN}, `.repeat(100_000)}] # arnsubst: literal`;
  expect(analyse([{ name: "t", text: literals }]).literals).toHaveLength(100_000);
  const hidden = `a: [${`"\\x24{${ARN}}", `.repeat(100_000)}]`;
  expect(analyse([{ name: "t", text: hidden }]).diagnostics).toHaveLength(100_000);
});

test("20,000 ARNs in one text that nobody reads there", () => {
  for (const text of [
    `a: |\n${`  PASSWORD=${ARN}\n`.repeat(20_000)}`,
    `a: '${`{${ARN}} `.repeat(20_000)}'`,
    `a: [${`PASSWORD=${ARN} `.repeat(20_000)}]`,
  ])
    expect(analyse([{ name: "t", text }]).diagnostics).toHaveLength(20_000);
  const quotes = "\u201C".repeat(1_000_000);
  expect(analyse([{ name: "t", text: `a: ${quotes}x ${quotes}${ARN} x ${quotes}y` }]).literals).toHaveLength(
    1,
  );
});

test("200,000 arguments, brackets and filters in one expression", () => {
  for (const [before, token, behind] of [
    ["aws_secret_var(", "[", ") "],
    ["aws_secret_var(", "x,", ") "],
    ["aws_secret_var('x')", "| string", " "],
    ["json_value(aws_secret_var('x'), [", "'a',", "]) "],
    ["", "(", "aws_secret_var('x') "],
  ] as const) {
    analyse([{ name: "t.yaml", text: `a: "{{ ${before}${token.repeat(200_000)}${behind}}}"` }]);
  }
});

test("40,000 texts that become one stream", () => {
  const texts = Array.from({ length: 40_000 }, () => "key: value\n".repeat(20));
  expect(joinDocuments(texts)).toBe(texts.join("---\n"));
});

test("a JSON secret of 100,000 keys", async () => {
  const json = JSON.stringify(
    Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index])),
  );
  expect((await resolveWith("a: @:k99999", json)).texts).toEqual(["a: 99999"]);
});
