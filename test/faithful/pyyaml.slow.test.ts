/**
 * The consumers are Python: the same texts and values made by chance, read back by PyYAML, a YAML 1.1 reader, with its
 * own parser and with libyaml; and rendered by Jinja before, where a file has templates.
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { scanScalars } from "../../src/core/yaml/scan.js";
import type { JinjaMode } from "../../src/index.js";
import { arbitraryValue, arbitraryYaml, looseYaml } from "../support/arbitrary-yaml.js";
import { pythonFound } from "../support/python.js";
import { keeps, put, readAll, stretchesOutside } from "../support/read-back.js";
import { ARN, resolveWith } from "../support/resolve-with.js";
import { ROOT } from "../support/run.js";

interface Case {
  readonly before: string;
  readonly value: string;
  readonly after: string;
  readonly render: boolean;
}

const seed = Number(process.env["ARNSUBST_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
/**
 * A block that ends the file without a line break: for PyYAML its text ends without one too, for other readers it ends
 * with one. What they read differently before they may read differently afterwards.
 */
function endsInBlock(text: string): boolean {
  const last = scanScalars({ name: "t", text }).scalars.at(-1);
  return !text.endsWith("\n") && (last?.style === "literal" || last?.style === "folded");
}

async function casesFrom(
  pairs: readonly (readonly [yaml: string, value: string])[],
  { jinja, render = false }: { readonly jinja?: JinjaMode; readonly render?: boolean } = {},
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const [yaml, value] of pairs) {
    const { texts, diagnostics } = await resolveWith(yaml, value, "json", jinja);
    if (render && diagnostics.length > 0) continue;
    const before = yaml.replaceAll("@", ARN);
    if (texts?.[0] !== undefined && !endsInBlock(before))
      cases.push({ before, value, after: texts[0], render });
  }
  return cases;
}

/** The differing cases, and how many were compared. */
function readBack(cases: readonly Case[]): { differing: readonly unknown[]; compared: number } {
  const { stdout, stderr, status } = spawnSync("python3", [join(ROOT, "test/support/read_back.py")], {
    input: cases.map((each) => `${JSON.stringify(each)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { differing: lines.slice(0, -1), compared: lines.at(-1).compared };
}

describe.skipIf(!pythonFound)(`in Python (ARNSUBST_SEED=${seed})`, () => {
  test("a YAML 1.1 reader reads the values back", async () => {
    const pairs = fc.sample(fc.tuple(arbitraryYaml, arbitraryValue), { numRuns: 3_000, seed });
    const { differing, compared } = readBack(await casesFrom(pairs));
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(2_000);
  }, 600_000);

  test("so are values in what YAML 1.2 forbids and it takes, and the rest stays as it is", async () => {
    const pairs = fc.sample(fc.tuple(looseYaml, arbitraryValue), { numRuns: 3_000, seed });
    const cases = await casesFrom(pairs);
    const { differing, compared } = readBack(cases);
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(2_000);
    expect(cases.filter(({ before }) => readAll(before) === undefined).length).toBeGreaterThan(500);
    expect(cases.filter(({ before, after }) => !keeps(after, stretchesOutside(before)))).toEqual([]);
  }, 600_000);

  /** What stands in a block, and the values of which no warning says that they break it. */
  const inner = fc.constantFrom(
    ...["a: ${@}\nb: 1\n", "a: x${@} y\nb: 1\n", "a: '${@}'\nb: 1\n", 'a: "${@} y"\nb: 1\n'],
    ...["a: |\n  x\n  ${@}\nb: 1\n", "a: >-\n  x ${@}\nb: 1\n", "- {a: [1, ${@}], b: '${@}'}\n- 2\n"],
    ...["a: 1 # ${@}\nb: 1\n", "a:\n  - b: |-\n      ${@}\n", '{"a": "${@}",\n"b": 1}\n'],
  );
  /** They may come back with another type, as the text that they are. */
  const typed = /^(?:true|false|-?\d+(?:\.\d+)?|[[{].*)\s*$/s;

  test("a text within the text is read back too, where no warning says otherwise", async () => {
    const values = arbitraryValue.filter((value) => !typed.test(value) && !value.endsWith("\n"));
    const cases: Case[] = [];
    for (const [text, value] of fc.sample(fc.tuple(inner, values), { numRuns: 6_000, seed })) {
      const block = text.replaceAll(/^(?=.)/gm, "  ");
      const { texts, diagnostics } = await resolveWith(`a: |\n${block}b: 1\n`, value, "json", "allow");
      const after: unknown = diagnostics.length > 0 ? undefined : parse(texts?.[0] ?? "").a;
      if (typeof after !== "string") continue;
      const before = text.replaceAll("${@}", ARN);
      expect(readAll(after)).toEqual(put(readAll(before), value));
      cases.push({ before, value, after, render: false });
    }
    const { differing, compared } = readBack(cases);
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(2_000);
  }, 600_000);

  const braces = fc.array(
    fc.constantFrom(
      "{",
      "}",
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "%",
      "#",
      "'",
      '"',
      "\\",
      "\n",
      " ",
      "x",
      "raw",
      "-",
    ),
    { maxLength: 6 },
  );
  const places = [
    ...[
      "a: @\n",
      "a: '@'\n",
      'a: "@"\n',
      "a: x${@}y\n",
      "a: '{${@}'\n",
      'a: "${@}${@}"\n',
      "a: '{${@}{${@}{'\n",
      "[@, '${@}']\n",
    ],
    ...[
      "a: |\n  {${@}}\n  ${@}\nb: 1\n",
      "a: >\n  x ${@}\nb: 1\n",
      "a: |-\n  x ${@}\n",
      "a: >-\n  x ${@}\n",
      "a: b\n  ${@} c\n",
      "{a: @}\n",
      "a: '${@}%'\n",
      "a: '${@}#'\n",
    ],
  ];
  /** Files with a template of their own, with a comment of Jinja's, and without. */
  const files = ["# {{ 1 }}\n", "# {# 1 #}\n", ""].flatMap((head) => places.map((yaml) => head + yaml));
  const sampled = (texts: readonly string[]) =>
    fc.sample(
      fc.tuple(
        fc.constantFrom(...texts),
        braces.map((parts) => parts.join("")),
      ),
      { numRuns: 3_000, seed },
    );

  test("--jinja escape writes what Jinja renders back to the value", async () => {
    const cases = await casesFrom(sampled(files), { jinja: "escape", render: true });
    const { differing, compared } = readBack(cases);
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(3_000);
    expect(
      cases.filter(({ after }) => after.includes("{{ '") || after.includes('{{ "')).length,
    ).toBeGreaterThan(500);
  }, 600_000);

  test.each<[what: string, options: { readonly jinja?: JinjaMode }]>([
    ["--jinja refuse lets nothing through that Jinja would change", { jinja: "refuse" }],
    ["what draws no warning Jinja does not change", {}],
  ])(
    "%s",
    async (_, options) => {
      const { differing, compared } = readBack(await casesFrom(sampled(files), { ...options, render: true }));
      expect(differing).toEqual([]);
      expect(compared).toBeGreaterThan(500);
    },
    600_000,
  );
});
