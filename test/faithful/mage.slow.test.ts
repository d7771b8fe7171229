/**
 * Mage files and secrets made by chance: what Mage would read of the resolved file, rendered by Jinja and loaded by
 * PyYAML, is what its own functions and filters make of each expression. Where no value has a character that means
 * something to YAML, the rendered texts are the same byte for byte.
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JinjaMode, resolve } from "../../src/index.js";
import { arbitraryValue } from "../support/arbitrary-yaml.js";
import { pythonFound } from "../support/python.js";
import { providerOf } from "../support/resolve-with.js";
import { ROOT } from "../support/run.js";

const seed = Number(process.env["ARNSUBST_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));

/** Of characters that Python calls printable or not, none is so new that Node and Python could disagree. */
const text = fc
  .array(
    fc.constantFrom(
      ...[
        "x",
        "Zz9",
        " ",
        "'",
        '"',
        "\\",
        "\n",
        "\t",
        "\r",
        "/",
        "&",
        "<",
        ">",
        "%",
        "+",
        ":",
        "#",
        "-",
        ",",
      ],
      ...[
        "é",
        "日",
        "😀",
        "\u00ad",
        "\u200b",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\ue000",
        "\ufeff",
        "\0",
        "\x1b",
        "\x7f",
      ],
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));
const word = fc.constantFrom("simple", "Secret", "a1", "B_2");
const number = fc.oneof(
  fc.constantFrom(
    "0",
    "-0",
    "5432",
    "-1",
    "12345678901234567890123",
    "1.10",
    "-0.0",
    "1e5",
    "1E400",
    "-1e400",
    "1e-7",
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: -30, max: 30 }))
    .map(([digits, exponent]) => `${digits}.5e${exponent}`),
);
const keys = fc.constantFrom("a", "b", "1", "10", "it's", "Ü", "😀", "\ue000", "");
const json = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small" },
    fc.oneof(text, word).map((value) => JSON.stringify(value)),
    number,
    fc.constantFrom("true", "false", "null", "{}", "[]", '""'),
    fc.array(tie("node"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc
      .array(fc.tuple(keys, tie("node")), { maxLength: 4 })
      .map((entries) => `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${item}`).join(",")}}`),
  ),
})).node;
const object = fc
  .tuple(json, json, fc.oneof(word, text))
  .map(([a, b, w]) => `{"a": ${a}, "b": ${b}, "1": ${JSON.stringify(w)}, "w": "word"}`);
/** JSON, and what nearly is: readers differ in what they still take. */
const secret = fc
  .oneof(
    { weight: 3, arbitrary: word },
    { weight: 2, arbitrary: arbitraryValue },
    { weight: 2, arbitrary: text },
    { weight: 6, arbitrary: object },
    { weight: 2, arbitrary: json },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          object,
          fc.constantFrom(
            "NaN",
            "Infinity",
            "-",
            "01",
            "1.",
            ".5",
            "+1",
            "\n",
            "\u00a0",
            "\ufeff",
            ",",
            "//",
            "'",
          ),
        )
        .chain(([valid, odd]) =>
          fc.nat({ max: valid.length }).map((at) => valid.slice(0, at) + odd + valid.slice(at)),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("{{ x }}", "{", "}", "{%", "#}", "%", "{#", "{}", "null", "0", "42"),
    },
  )
  .filter((value) => !/\p{Surrogate}/u.test(value));

/** With `"` for the quotes, to be put into either kind. */
const call = fc.constantFrom('"@"', ' "@" ', '"@", False', '"@", cached=True', 'secret_id="@"', '"@",');
const path = fc.constantFrom(
  ...[
    '"a"',
    '"b"',
    '"1"',
    '"w"',
    '"a.a"',
    '" a . b "',
    '"a[0]"',
    '"b[0].a"',
    '"a.it\'s"',
    '"a.1"',
    '["a", "b"]',
  ],
  ...['["b"]', '"a[1][0]"', '"a.b"', '"[0]"', '"none"', '"a."'],
);
const expression = fc
  .tuple(
    call,
    fc.option(path),
    fc.array(fc.constantFrom("| urlencode", "|tojson", " | string "), { maxLength: 2 }),
    fc.constantFrom(["{{ ", " }}"], ["{{", "}}"], ["{{- ", " -}}"], ["{{ (", ") }}"]),
  )
  .filter(([, , filters, braces]) => braces[0] !== "{{ (" || filters.length === 0)
  .map(([inside, key, filters, [opening, closing]]) => {
    const fetched = `aws_secret_var(${inside})`;
    const selected = key === null ? fetched : `json_value(${fetched}, ${key})`;
    return `${opening}${selected}${filters.join("")}${closing}`;
  });

/** `E` stands for an expression with single quotes, `D` for one with double quotes. */
const FILES = [
  'a: "E"\n',
  "a: 'D'\n",
  'a: "E"  # a comment\nb: 2\n',
  'a: "xEy"\n',
  'a: "EE"\n',
  "a: 'D,D'\n",
  'a: "{ E"\n',
  'a: "E}"\n',
  "a: pre/D/post\n",
  "a: xD\nb: y E z\n",
  "a: |\n  D\n  x E y\nb: 1\n",
  "b: 1\na: 'D'\n",
  "a: >-\n  x D\n",
  "- 'D'\n- \"E\"\n- {k: \"E\", l: ['D']}\n",
  "a: \"{{ env_var('host') }}/E\"\n",
  "a: x {{ env_var('host') }} D\n",
  "# {{ env_var('host') }}\na: \"E\"\n",
  'a: "{% if 1 %}E{% endif %}"\n',
  '"b c":   "E"\n\n\n# end',
];

interface File {
  readonly before: string;
  readonly marked: string;
  readonly marks: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const file: fc.Arbitrary<File> = fc
  .tuple(fc.constantFrom(...FILES), fc.array(fc.tuple(expression, secret), { minLength: 4, maxLength: 4 }))
  .map(([shape, expressions]) => {
    const marks: Record<string, string> = {};
    const secrets: Record<string, string> = {};
    let at = 0;
    const written = (pattern: boolean) => (letter: string, offset: number) => {
      const [text, value] = expressions[at % expressions.length] as (typeof expressions)[number];
      const [name, key] = [`prod/${at}`, `Q${at}Q`];
      at += 1;
      const beside = shape.charAt(offset - 1) + shape.charAt(offset + 1);
      const untrimmed = /\s/.test(beside) ? text.replace("{{-", "{{").replace("-}}", "}}") : text;
      const quotable = /['"]/.test(shape) ? untrimmed.replace("it's", "its") : untrimmed;
      marks[key] = (letter === "E" ? swapped(quotable) : quotable).replace("@", name);
      secrets[name] = value;
      return pattern ? key : marks[key];
    };
    const before = shape.replaceAll(/[ED]/g, written(false));
    at = 0;
    return { before, marked: shape.replaceAll(/[ED]/g, written(true)), marks, secrets };
  });

/** Single quotes for double ones. */
function swapped(text: string): string {
  return text.replaceAll('"', "\0").replaceAll("'", '"').replaceAll("\0", "'");
}

async function caseOf({ before, ...rest }: File, jinja: JinjaMode): Promise<object | undefined> {
  const provider = providerOf((id) => rest.secrets[id]);
  const { texts, diagnostics } = await resolve([{ name: "t.yaml", text: before }], provider, { jinja });
  if (texts !== undefined) return { before, ...rest, after: texts[0] };
  const [first] = diagnostics;
  const { code = "", part = { start: 0, end: 0 } } = { code: first?.problem.code, part: first?.part };
  expect(["value-jinja", "secret-key-missing", "secret-not-json"], JSON.stringify([before, code])).toContain(
    code,
  );
  const looked = code.startsWith("secret-") && !hasNumbersOfPython(Object.values(rest.secrets));
  return looked ? { refused: before.slice(part.start, part.end), secrets: rest.secrets } : undefined;
}

/** `NaN` and `Infinity` are numbers for Python, and no JSON. */
function hasNumbersOfPython(values: readonly string[]): boolean {
  return values.some((value) => /NaN|Infinity/.test(value));
}

function compare(cases: readonly object[]) {
  const { stdout, stderr, status } = spawnSync("python3", ["-B", join(ROOT, "test/support/render_mage.py")], {
    input: cases.map((each) => `${JSON.stringify(each)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { differing: lines.slice(0, -1), ...lines.at(-1) };
}

describe.skipIf(!pythonFound)(`rendered as Mage does it (ARNSUBST_SEED=${seed})`, () => {
  test.each<JinjaMode>(["refuse", "escape"])(
    "--jinja %s",
    async (mode) => {
      const files = fc.sample(file, { numRuns: 4_000, seed });
      const cases: object[] = [];
      for (const each of files) {
        const made = await caseOf(each, mode);
        if (made !== undefined) cases.push(made);
      }
      const { differing, compared, refused, same } = compare(cases);
      expect(differing.slice(0, 3)).toEqual([]);
      expect(compared).toBeGreaterThan(1_500);
      expect(refused).toBeGreaterThan(200);
      expect(same).toBeGreaterThan(100);
    },
    600_000,
  );
});
