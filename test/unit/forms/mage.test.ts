/** Mage's expressions: which are references and what they ask for, what is wrong with the others, and what they become. */

import { describe, expect, test } from "vitest";
import { describe as sentencesOf } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";
import { type JinjaMode, resolve } from "../../../src/index.js";
import type { SecretValue } from "../../../src/providers/index.js";
import { providerOf } from "../../support/resolve-with.js";

const A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** `@` stands for a valid ARN; a reference comes back as `id key|filters`, a problem as its code and what it points at. */
function found(yaml: string): readonly string[] {
  const text = yaml.replaceAll("@", A);
  const { references, literals, diagnostics } = analyse([{ name: "t.yaml", text }]);
  return [
    ...references.map(({ form, id, selector: { jsonKey, filters, dialect } }) =>
      [form, dialect, id.text, [jsonKey ?? "-", ...filters].join("|")].join(" ").replaceAll(A, "@"),
    ),
    ...literals.map(({ text: kept, reason }) => `kept ${kept.replaceAll(A, "@")}: ${reason}`),
    ...diagnostics.map(({ problem, part }) =>
      `${problem.code} ${text.slice(part.start, part.end)}`.replaceAll(A, "@"),
    ),
  ];
}

describe("a reference", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    [`a: "{{ aws_secret_var('x/y') }}"`, "mage jinja x/y -"],
    // A key beside it that speaks of this program, or looks like an escape, is a key.
    [`{i: '{{ r }}', ARNSUBST_V: 2, a: "{{ aws_secret_var('x/y') }}"}`, "mage jinja x/y -"],
    [`{i: '{{ r }}', 'C:\\Users': 2, a: "{{ aws_secret_var('x/y') }}"}`, "mage jinja x/y -"],
    [`a: "{{aws_secret_var('x/y')}}"`, "mage jinja x/y -"],
    [`a: '{{   aws_secret_var ( "@" )   }}'`, "mage jinja @ -"],
    [`a: "{{ aws_secret_var('@', False) }}"`, "mage jinja @ -"],
    [`a: "{{ aws_secret_var('x', cached = true,) }}"`, "mage jinja x -"],
    [`a: "{{ aws_secret_var(cached=0, secret_id='x') }}"`, "mage jinja x -"],
    [`a: "{{ (aws_secret_var('x')) | string }}"`, "mage jinja x -|string"],
    [`a: "{{ aws_secret_var('x')|urlencode | b64encode() }}"`, "mage jinja x -|urlencode|b64encode"],
    [`a: "{{ json_value(aws_secret_var('@'), 'a.b[0]') }}"`, "mage jinja @ a.b[0]"],
    [
      `a: "{{ json_value(aws_secret_var('x', False), \\n 'k') }}"`,
      "reference-hidden aws_secret_var('x', False), \\n 'k') }}",
    ],
    [`a: '{{ json_value(aws_secret_var("x"), "it is") | tojson }}'`, "mage jinja x it is|tojson"],
    [`a: "{{ json_value(aws_secret_var('x'), ['a', 'b[0]']) }}"`, "mage jinja x a.b[0]"],
    [`a: "{{ json_value(arr_or_string='k', str_value=aws_secret_var('x')) }}"`, "mage jinja x k"],
    [`a: "{{- aws_secret_var('x') -}}"`, "mage jinja x -"],
    [`a: "x{{- aws_secret_var('x') -}}y"`, "mage jinja x -"],
    [
      `a: p://{{ aws_secret_var("u") }}:{{ aws_secret_var('p') }}@`,
      "mage jinja u -",
      "mage jinja p -",
      "kept @: part of a longer text",
    ],
    [`a: |\n  {{ aws_secret_var('x') }}\n  {{ aws_secret_var('y') }}\n`, "mage jinja x -", "mage jinja y -"],
    [`a: ["{{ aws_secret_var('x') }}"]`, "mage jinja x -"],
    [`a: "{{ env_var('Y') }}{{ aws_secret_var('x') }}"`, "mage jinja x -"],
    [`a: "{% if y %}{{ aws_secret_var('x') }}{% endif %}"`, "mage jinja x -"],
    [`secret_arn: "{{ aws_secret_var('x') }}"`, "mage jinja x -"],
    [`a: "{{ foo( }} {{ aws_secret_var('x') }}"`, "mage jinja x -"],
    [
      `a: "{{ aws_secret_var('arn:aws:secretsmanager:us-west-2:123456789012:secret:db') }}"`,
      "mage jinja arn:aws:secretsmanager:us-west-2:123456789012:secret:db -",
      "arn-partial db",
    ],
    [`a: "\${@:k}{{ aws_secret_var('x') }}"`, "embedded  @ k", "mage jinja x -"],
  ])("%s", (yaml, ...expected) => expect(found(yaml)).toEqual(expected));
});

describe("not ours", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    [`a: call aws_secret_var('x') there`],
    [`# {{ aws_secret_var() }}\na: 1`],
    [`a: "{{ env_var('X') }} {{ mage_secret_var('x') }}"`],
    [`a: "{{ 'aws_secret_var' }} {{ my.aws_secret_var('x') }} {{ f(aws_secret_var=1) }}"`],
    [`a: "{{ my_aws_secret_var('x') }}"`],
    [`a: "{# {{ aws_secret_var() }} #}"`],
    [`a: "{% raw %}{{ aws_secret_var() }}{%- endraw %}"`],
    [`a: "{%- raw -%}{{ aws_secret_var() }}"`],
    [`a: "{# {{ aws_secret_var() }}"`],
    [`a: !Sub "{{ aws_secret_var('x') }}"`, "kept {{ aws_secret_var('x') }}: tag !Sub"],
    [
      `a: "{{ aws_secret_var('x') }}" # arnsubst: literal`,
      "kept {{ aws_secret_var('x') }}: comment # arnsubst: literal",
    ],
  ])("%s", (yaml, ...expected) => expect(found(yaml)).toEqual(expected));
});

describe("malformed", () => {
  test.each([
    ["aws_secret_var()", "aws_secret_var()"],
    ["aws_secret_var( )", "aws_secret_var( )"],
    ["aws_secret_var", "aws_secret_var"],
    ["aws_secret_var | string", "aws_secret_var"],
    ["'x' | aws_secret_var", "aws_secret_var"],
    ["aws_secret_var('x', 'k')", "'k'"],
    ["aws_secret_var('x', True, 1)", "1"],
    ["aws_secret_var('x', region='y')", "region='y'"],
    ["aws_secret_var('x', secret_id='y')", "secret_id='y'"],
    ["aws_secret_var(secret_id='y', False)", "False"],
    ["aws_secret_var(cached=True)", "aws_secret_var(cached=True)"],
    ["aws_secret_var('x', cached=[])", "[]"],
    ["aws_secret_var(, 'x')", "aws_secret_var(, 'x')"],
    ["aws_secret_var('')", "''"],
    ["aws_secret_var(5)", "5"],
    ["aws_secret_var('a' 'b')", "'a' 'b'"],
    ["aws_secret_var('x', False", "("],
    ["aws_secret_var('x'))", ")"],
    ["aws_secret_var('x]", "'x]"],
    ["aws_secret_var(['x')", ")"],
    ["aws_secret_var('x') 'y'", "'y'"],
    ["aws_secret_var('x\\'y')", "'x\\'y'"],
    ["aws_secret_var('x') | tojson(indent=2)", "tojson(indent=2)"],
    ["aws_secret_var('@:password')", ":password"],
    ["aws_secret_var('@::AWSPREVIOUS')", "::AWSPREVIOUS"],
    ["aws_secret_var('@:')", ":"],
    ["aws_secret_var('prod/db:password')", ":password"],
    ["json_value(aws_secret_var('x'))", "json_value(aws_secret_var('x'))"],
    ["json_value(aws_secret_var('x'), 'a', 'b')", "'b'"],
    ["json_value(aws_secret_var('x'), 0)", "0"],
    ["json_value(aws_secret_var('x'), [])", "[]"],
    ["json_value(aws_secret_var('x'), ['a.b'])", "'a.b'"],
    ["json_value(json_value(aws_secret_var('x'), 'a'), 'b')", "json_value(aws_secret_var('x'), 'a')"],
    ["json_value(aws_secret_var('x') | string, 'a')", "| string"],
    ["json_value(aws_secret_var(), 'a')", "aws_secret_var()"],
  ])("{{ %s }}", (expression, part) => {
    // In a block, where a backslash is none of YAML's.
    expect(found(`a: |\n  {{ ${expression} }}\n`)).toEqual([`expression-malformed ${part}`]);
  });

  test.each([
    [`a: "x {{- aws_secret_var('x') }}"`, "{{-"],
    [`a: "{{ aws_secret_var('x') -}} x"`, "-}}"],
    [`a: |\n  {{- aws_secret_var('x') }}`, "{{-"],
  ])("%s", (yaml, part) => expect(found(yaml)).toEqual([`expression-malformed ${part}`]));

  test.each([
    ["aws_secret_var()", "write {{ aws_secret_var('prod/db') }}, with a name or an ARN"],
    ["aws_secret_var('x', 'k')", "to select a JSON key, write {{ json_value(aws_secret_var('x'), 'k') }}"],
    ["aws_secret_var('@:k')", "write {{ json_value(aws_secret_var('@'), 'k') }}"],
    ["aws_secret_var('@:k:AWSPREVIOUS')", "write ${@:k:AWSPREVIOUS}, because Mage cannot fetch a version"],
    ["aws_secret_var('x:k:AWSPREVIOUS')", "remove :k:AWSPREVIOUS"],
    ["aws_secret_var('x' ~ 'y')", "write {{ aws_secret_var('prod/db') }}, with a name or an ARN"],
  ])("{{ %s }}: what to write instead", (expression, hint) => {
    const text = `a: "{{ ${expression.replaceAll("@", A)} }}"`;
    const [first] = analyse([{ name: "t.yaml", text }]).diagnostics;
    expect(first && sentencesOf(first.problem).hint?.replaceAll(A, "@")).toBe(hint);
  });
});

describe("mixed, unknown or without an end", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    [`a: "{{ aws_secret_var('x') ~ env_var('Y') }}"`, "expression-mixed ~ env_var('Y')"],
    [`a: "{{ env_var('Y') ~ aws_secret_var('x') }}"`, "expression-mixed env_var('Y') ~"],
    [`a: "{{ y ~ json_value(aws_secret_var('x'), 'k') }}"`, "expression-mixed y ~"],
    [`a: "{{ aws_secret_var('x') ~ aws_secret_var('y') }}"`, "expression-mixed ~ aws_secret_var('y')"],
    [`a: "{{ aws_secret_var('x') if y else '' }}"`, "expression-mixed if y else ''"],
    [`a: "{{ aws_secret_var('x').strip() }}"`, "expression-mixed .strip()"],
    [`a: "{{ aws_secret_var('x')[0] }}"`, "expression-mixed [0]"],
    [`a: "{{ f(aws_secret_var('x')) }}"`, "expression-mixed f"],
    [`a: "{{ not aws_secret_var('x') }}"`, "expression-mixed not"],
    [`a: "{{ aws_secret_var(name) }}"`, "expression-mixed name"],
    [`a: "{{ aws_secret_var('x' ~ env) }}"`, "expression-mixed 'x' ~ env"],
    [`a: "{{ aws_secret_var('x', cached=env_var('C')) }}"`, "expression-mixed env_var('C')"],
    [`a: "{{ json_value(aws_secret_var('x'), env_var('K')) }}"`, "expression-mixed env_var('K')"],
    [`a: "{{ json_value(env_var('J'), aws_secret_var('x')) }}"`, "expression-mixed env_var('J')"],
    [`a: "{{ json_value(aws_secret_var('x') ~ y, 'k') }}"`, "expression-mixed ~ y"],
    [`a: "{% set y = aws_secret_var('x') %}"`, "expression-mixed {% set y ="],
    [`a: "{% if aws_secret_var('x') %}{% endif %}"`, "expression-mixed {% if"],
    [`a: "{{ aws_secret_var('x') | urlencod }}"`, "filter-unknown urlencod"],
    [`a: "{{ aws_secret_var('x') | default('y') }}"`, "filter-unknown default"],
    [`a: "{{ aws_secret_var('x') | }}"`, "filter-unknown |"],
    [`a: "{{ aws_secret_var('x')"`, "reference-unterminated {{ aws_secret_var('x')"],
    [`a: "{{ aws_secret_var('x') } y"`, "reference-unterminated {{ aws_secret_var('x') } y"],
    [`a: "{% set y = aws_secret_var('x')"`, "reference-unterminated {% set y = aws_secret_var('x')"],
    [
      `a: "{{ aws_secret_var('x') and {{ aws_secret_var('y') }}"`,
      "mage jinja y -",
      "reference-unterminated {{ aws_secret_var('x') and",
    ],
    [`a: "{{{ aws_secret_var('x') }}}"`, "expression-malformed {"],
    [`a: {{ aws_secret_var('x') }}`, "reference-in-key {{ aws_secret_var('x') }}"],
    [`"{{ aws_secret_var('x') }}": 1`, `reference-in-key "{{ aws_secret_var('x') }}"`],
    [`a: "{{ aws_secret_var(\\"x\\") }}"`, `reference-hidden aws_secret_var(\\"x\\") }}`],
    [`a: '{{ aws_secret_var(''x'') }}'`, `reference-hidden aws_secret_var(''x'') }}`],
    [`a: "{{ aws_secret_var('x y') }}"`, "arn-name  "],
    [
      `a: "{{ aws_secret_var('arn:aws:secretsmanager:us-wst-2:12345678901:secret:db-AbCdEf') }}"`,
      "arn-region us-wst-2",
      "arn-account 12345678901",
    ],
    [`a: "{{ aws_secret_var('arn:aws:s3:::bucket') }}"`, "arn-service s3"],
    [
      `a: "{{ aws_secret_var('aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf') }}"`,
      "arn-prefix aws",
    ],
  ])("%s", (yaml, ...expected) => expect(found(yaml)).toEqual(expected));

  test("a comma in an unquoted expression is no YAML, and the advice is to quote it", () => {
    const text = "a: {{ json_value(aws_secret_var('x'), 'k') }}";
    const { diagnostics } = analyse([{ name: "t.yaml", text }]);
    expect(diagnostics.map(({ problem }) => problem)).toMatchObject([
      { code: "reference-in-key", because: "expression" },
      { code: "yaml-syntax", advice: "quote-expression" },
    ]);
  });
});

test.each([
  [`{{ aws_secret_var('x') }}`, `"{{ aws_secret_var('x') }}"`],
  [`{{ aws_secret_var("x") }}`, `'{{ aws_secret_var("x") }}'`],
  [`{{ json_value(aws_secret_var("x"), 'k') }}`, `"{{ json_value(aws_secret_var('x'), 'k') }}"`],
])("unquoted, %s has a hint that holds no escapes, which would hide the expression", (expression, fixed) => {
  const [first] = analyse([{ name: "t.yaml", text: `a: ${expression}` }]).diagnostics;
  expect(first?.problem).toMatchObject({ code: "reference-in-key", fixed });
  expect(found(`a: ${fixed}`)).toEqual([expect.stringMatching(/^mage jinja x/)]);
});

const SECRETS: Readonly<Record<string, SecretValue | string>> = {
  binary: { kind: "binary", base64: "AAE=" },
  text: "p@ss /é: #1",
  word: "word",
  flow: '{"a":"{{ x }}"}',
  empty: "",
  open: "{",
  hash: "#1",
  closed: "}}",
  json: `{"port":5432,"ratio":1.10,"big":12345678901234567890,"huge":1E400,"small":0.00001,"on":true,"none":null,
    "s":"it's","q":"\\"'","c":"\\u00e9\\n\\u0085\\u200b\\ud83d\\ude00","l":["a",{"b":[1,"x"]}],"e":{},"a.b":"direct",
    "o":{"b":1,"10":-0.0,"1":"<&>"},"p":[["k","v w"],["é","/"]],"text":"{\\"x\\": [1.10]}"}`,
  nan: '{"a":NaN}',
  deep: "[".repeat(300) + "]".repeat(300),
  list: '["x","y"]',
  number: "42",
  half: '{"h":"\\ud83d","k":["\\ud83d"]}',
};

async function resolved(yaml: string, jinja: JinjaMode = "refuse", types: "json" | "string" = "json") {
  const provider = providerOf((id) => SECRETS[id]);
  const { texts, diagnostics } = await resolve([{ name: "t.yaml", text: yaml }], provider, { jinja, types });
  return texts?.[0] ?? diagnostics.map(({ problem }) => problem.code).join(" ");
}

describe("becomes", () => {
  test.each([
    ["aws_secret_var('text')", "p@ss /é: #1"],
    ["aws_secret_var('json') | fromjson | tojson | string | b64encode", expect.stringMatching(/^[\w+/]+=*$/)],
    ["aws_secret_var('binary') | b64encode", "AAE="],
    ["aws_secret_var('text') | urlencode", "p%40ss%20/%C3%A9%3A%20%231"],
    ["aws_secret_var('text') | tojson", '"p@ss /\\u00e9: #1"'],
    ["aws_secret_var('number')", "42"],
    ["json_value(aws_secret_var('text'), 'k')", "p@ss /é: #1"],
    ["json_value(aws_secret_var('empty'), 'k')", ""],
    ["json_value(aws_secret_var('json'), 'port')", "5432"],
    ["json_value(aws_secret_var('json'), 'ratio')", "1.1"],
    ["json_value(aws_secret_var('json'), 'big')", "12345678901234567890"],
    ["json_value(aws_secret_var('json'), 'huge')", "inf"],
    ["json_value(aws_secret_var('json'), 'huge') | tojson", "Infinity"],
    ["json_value(aws_secret_var('json'), 'small')", "1e-05"],
    ["json_value(aws_secret_var('json'), 'on')", "True"],
    ["json_value(aws_secret_var('json'), 'on') | tojson", "true"],
    ["json_value(aws_secret_var('json'), 'none')", "None"],
    ["json_value(aws_secret_var('json'), 's') | tojson", '"it\\u0027s"'],
    ["json_value(aws_secret_var('json'), 'c')", "é\n\u0085\u200b😀"],
    ["json_value(aws_secret_var('json'), 'l')", "['a', {'b': [1, 'x']}]"],
    ["json_value(aws_secret_var('json'), ' l[1] . b[1] ')", "x"],
    ["json_value(aws_secret_var('json'), ['l[1]', 'b[0]'])", "1"],
    ["json_value(aws_secret_var('json'), 'e')", "{}"],
    ["json_value(aws_secret_var('json'), 'a.b')", "direct"],
    ["json_value(aws_secret_var('json'), 'l[1].b[0]') | b64encode", "MQ=="],
    ["json_value(aws_secret_var('json'), 'o')", "{'b': 1, '10': -0.0, '1': '<&>'}"],
    [
      "json_value(aws_secret_var('json'), 'o') | tojson",
      '{"1": "\\u003c\\u0026\\u003e", "10": -0.0, "b": 1}',
    ],
    ["json_value(aws_secret_var('json'), 'o') | urlencode", "b=1&10=-0.0&1=%3C%26%3E"],
    ["json_value(aws_secret_var('json'), 'p') | urlencode", "k=v+w&%C3%A9=%2F"],
    ["json_value(aws_secret_var('list'), '[1]')", "y"],
    ["json_value(aws_secret_var('half'), 'k')", "['\\ud83d']"],
    ["json_value(aws_secret_var('half'), 'h') | tojson", '"\\ud83d"'],
  ])("%s", async (expression, expected) => {
    for (const types of ["json", "string"] as const) {
      const text = await resolved(`a: "{{ ${expression} }}"`, "refuse", types);
      expect(/^a: "(?:.*)"$/s.test(text) ? JSON.parse(unescaped(text)) : text).toEqual(expected);
    }
  });

  test.each([
    ["json_value(aws_secret_var('json'), 'pot')", "secret-key-missing"],
    ["json_value(aws_secret_var('json'), '')", "secret-key-missing"],
    ["json_value(aws_secret_var('list'), [''])", "secret-key-missing"],
    ["json_value(aws_secret_var('json'), 'e.a')", "secret-key-missing"],
    ["json_value(aws_secret_var('json'), 's[0]')", "secret-key-missing"],
    ["json_value(aws_secret_var('json'), 'none.a')", "secret-key-missing"],
    ["json_value(aws_secret_var('number'), 'k')", "secret-not-json"],
    ["json_value(aws_secret_var('nan'), 'a')", "secret-not-json"],
    ["json_value(aws_secret_var('deep'), 'a')", "secret-not-json"],
    ["json_value(aws_secret_var('half'), 'h')", "value-unrepresentable"],
    ["json_value(aws_secret_var('half'), 'h') | urlencode", "value-unrepresentable"],
    ["aws_secret_var('text') | fromjson", "secret-not-json"],
    ["aws_secret_var('flow')", "value-jinja"],
    ["aws_secret_var('binary')", "secret-binary"],
    ["json_value(aws_secret_var('binary'), 'k')", "secret-binary"],
    ["aws_secret_var('binary') | tojson", "secret-binary"],
    ["aws_secret_var('absent')", "secret-not-found"],
  ])("%s: %s", async (expression, code) => {
    expect(await resolved(`a: "{{ ${expression} }}"`)).toBe(code);
  });

  test.each([
    [`a: "{{ aws_secret_var('list') | fromjson }}"`, 'a: ["x", "y"]'],
    [`a: "{{ json_value(aws_secret_var('json'), 'text') | fromjson }}"`, 'a: {"x": [1.10]}'],
    [`a: "x{{ json_value(aws_secret_var('json'), 'text') | fromjson }}"`, 'a: "x{\\"x\\":[1.10]}"'],
    [`a: '{{ json_value(aws_secret_var("json"), "s") }}'  # c`, "a: 'it''s'  # c"],
    [`a: x {{ aws_secret_var('word') }} y`, "a: x word y"],
    [`a: x {{ aws_secret_var('text') }}`, "a: 'x p@ss /é: #1'"],
    [`a: |\n  {{ aws_secret_var('text') }}\n  y\n`, "a: |\n  p@ss /é: #1\n  y\n"],
    [`a: "{{ env_var('H') }}:{{- aws_secret_var('word') -}}"`, `a: "{{ env_var('H') }}:word"`],
    [`a: "{{ aws_secret_var('word') }}{{ aws_secret_var('word') }}"`, 'a: "wordword"'],
    [`a: "{{ aws_secret_var('open') }}"`, 'a: "{"'],
    [`a: "{{ aws_secret_var('open') }}{{ aws_secret_var('word') }}"`, "value-jinja"],
    [`a: "{{ aws_secret_var('word') }}{{ aws_secret_var('hash') }}"`, "value-jinja"],
    [`a: "}{{ aws_secret_var('hash') }}"`, 'a: "}#1"'],
    [`a: "{{ env_var('H') }}{{ aws_secret_var('hash') }}"`, `a: "{{ env_var('H') }}#1"`],
    [`a: "{ {{ aws_secret_var('open') }}{"`, "value-jinja"],
    [`a: "{{ aws_secret_var('closed') }}"`, 'a: "}}"'],
    [`a: "{{ aws_secret_var('closed') }}{{ aws_secret_var('closed') }}"`, 'a: "}}}}"'],
    [`a: x {{ env_var('H') }} {{ aws_secret_var('text') }}`, "value-jinja"],
    [`# {% raw %}\na: "{{ aws_secret_var('open') }}"`, "value-jinja"],
    [`# {% raw %}\na: "{{ aws_secret_var('word') }}"`, '# {% raw %}\na: "word"'],
  ])("%s", async (yaml, expected) => expect(await resolved(yaml)).toBe(expected));

  test.each([
    [`a: "{{ aws_secret_var('flow') }}"`, `a: "{\\"a\\":\\"{{ '{{' }} x }}\\"}"`],
    [`a: '{{ aws_secret_var("open") }}{{ aws_secret_var("word") }}'`, `a: '{{ "{" }}word'`],
    [`a: '{{ aws_secret_var("open") }}{{ aws_secret_var("open") }}'`, `a: '{{ "{" }}{'`],
    [`a: "{{ aws_secret_var('open') }}{{ env_var('H') }}"`, `a: "{{ '{' }}{{ env_var('H') }}"`],
    [`a: "{{ aws_secret_var('word') }}{{ aws_secret_var('hash') }}"`, `a: "word#1"`],
  ])("%s with --jinja escape", async (yaml, expected) =>
    expect(await resolved(yaml, "escape")).toBe(expected),
  );
});

/** Of the escapes that YAML has and JSON lacks. */
function unescaped(text: string): string {
  return text.slice(3).replaceAll(/\\x(..)/g, "\\u00$1");
}
