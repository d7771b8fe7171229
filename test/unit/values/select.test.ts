/** JSON keys, filters and templates: what a reference gets of a secret. */

import { describe, expect, test } from "vitest";
import { describe as sentencesOf } from "../../../src/core/diagnostics/catalogue.js";
import { type JinjaMode, resolve, type Source } from "../../../src/index.js";
import { type Provider, redact, type SecretValue } from "../../../src/providers/index.js";
import { ARN, codesWith, providerOf, resolveWith, textWith } from "../../support/resolve-with.js";

const JSON_SECRET =
  '{"password":"p","a.b":"direct","a":{"b":"path","list":[{"x":"deep"}]},"":"empty","__proto__":"own"}';

describe("JSON keys", () => {
  test.each([
    ["password", "p"],
    ["a.b", "direct"],
    ["a.list[0].x", "deep"],
    ["__proto__", "own"],
  ])("%s", async (key, expected) => {
    expect(await textWith(`v: "@:${key}"`, JSON_SECRET)).toBe(`v: "${expected}"`);
  });

  test.each([
    ['a["b"]', "path"],
    ['["a"]["list"]["0"].x', "deep"],
    ["a.list.0.x", "deep"],
    ['["a.b"]', "direct"],
    ['["\\u0061.b"]', "direct"],
  ])("the path %s, in quotes or with an index for a name", async (key, expected) => {
    expect(await textWith(`v: '@:${key}'`, JSON_SECRET)).toBe(`v: '${expected}'`);
  });

  test("a list at the root is reached by its index", async () => {
    expect(await textWith("v: @:[1]", '["x","y"]')).toBe("v: 'y'");
  });

  test("of keys given twice the last one counts", async () => {
    expect(await textWith("v: @:k", '{"k":"first","k":"last"}')).toBe("v: last");
  });

  test.each([
    ["pasword", ["password", "a.b", "a", "", "__proto__"]],
    ["a.list[1]", ["[0]"]],
    ["a.list.x", ["[0]"]],
    ["a.b.c", []],
    ["toString", ["password", "a.b", "a", "", "__proto__"]],
    ["a..b", ["password", "a.b", "a", "", "__proto__"]],
    ["a[", ["password", "a.b", "a", "", "__proto__"]],
  ])("%s is missing, and the keys there are named", async (key, keys) => {
    const { diagnostics, texts } = await resolveWith(`v: "@:${key}"`, JSON_SECRET);
    expect(texts).toBeUndefined();
    expect(diagnostics.map(({ problem }) => problem)).toMatchObject([
      { code: "secret-key-missing", key, keys },
    ]);
  });

  test.each([
    "plain text",
    "",
    "42",
    '"text"',
    "null",
    "{broken",
    '{"a":1}}',
    "[".repeat(50_000),
    `{"key":${"[".repeat(300)}${"]".repeat(300)}}`,
  ])("%.20s is no JSON object", async (secret) => {
    expect(await codesWith("v: @:key", secret)).toEqual(["secret-not-json"]);
  });

  test("the message names at most a dozen keys", async () => {
    const keys = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, "v"]));
    const { diagnostics } = await resolveWith("v: @:nothing-like-it", JSON.stringify(keys));
    const { hint } = sentencesOf(diagnostics[0]?.problem ?? { code: "expression-mixed", found: "" });
    expect(hint).toContain("and 18 more");
  });
});

test("an object keeps the order of its keys", async () => {
  const secret = '{"o":{"b":1,"10":2,"__proto__":{"2":[],"a\\u0022":"\\":"},"1":3}}';
  const flow = '{"b": 1, "10": 2, "__proto__": {"2": [], "a\\"": "\\":"}, "1": 3}';
  expect(await textWith("v: @:o", secret)).toBe(`v: ${flow}`);
  const text = await textWith('v: "x${@:o | string}"', secret);
  expect(JSON.parse(text.slice(3))).toBe(`x${flow.replaceAll(/([:,]) /g, "$1")}`);
});

test("half a surrogate pair is refused wherever it stands in a JSON value", async () => {
  const json = '{"o":{"x":["a\\ud800"]},"k":{"\\udc00":1}}';
  for (const key of ["o", "o.x", "o.x[0]", "k"]) {
    expect(await codesWith(`v: "@:${key}"`, json)).toEqual(["value-unrepresentable"]);
    expect(await codesWith(`v: "x\${@:${key}}"`, json)).toEqual(["value-unrepresentable"]);
  }
});

describe("filters", () => {
  test.each([
    ["urlencode", "a/b@c:d e%é'(", "a%2Fb%40c%3Ad%20e%25%C3%A9%27%28"],
    ["b64encode", "p@ss é", "cEBzcyDDqQ=="],
    ["tojson", 'say "x"', '"say \\"x\\""'],
    ["string", "text", "text"],
    ["b64encode | urlencode", "???>", "Pz8%2FPg%3D%3D"],
  ])("%s of %s", async (filters, value, expected) => {
    const text = await textWith(`v: "x\${@ | ${filters}}"`, value);
    expect(text).toBe(`v: ${JSON.stringify(`x${expected}`)}`);
  });

  test("fromjson makes a whole secret a mapping", async () => {
    expect(await textWith("v: ${@ | fromjson}", '{"a": [1.10, "x"]}')).toBe('v: {"a": [1.10, "x"]}');
    expect(await codesWith("v: ${@ | fromjson}", "not json")).toEqual(["secret-not-json"]);
  });
});

test.each([
  ["", "write ::key after the ARN"],
  [":3", "write :key after the version"],
  [":live", "write :key after the version"],
])("where the key goes, after a parameter with the selector %j", async (selector, said) => {
  const text = `a: arn:aws:ssm:us-west-2:123456789012:parameter/prod/db${selector}\n`;
  const { diagnostics } = await resolve(
    [{ name: "a.yaml", text }],
    providerOf(() => '{"user": "x"}'),
  );
  expect(diagnostics).toMatchObject([{ code: "value-whole-json", hint: expect.stringContaining(said) }]);
});

describe("a file with templates", () => {
  test.each(["{{ x }}", "{% x %}", "{# x #}"])("refuses the value %s", async (value) => {
    expect(await codesWith("a: '{{ env_var(1) }}'\nb: @", value)).toEqual(["value-jinja"]);
    expect(await codesWith("# {% raw %}\nb: @", value)).toEqual(["value-jinja"]);
    const asked = await resolveWith("b: @", value, "json", "refuse");
    expect(asked.diagnostics.map(({ problem }) => problem)).toMatchObject([{ why: "asked" }]);
    expect(asked.texts).toBeUndefined();
    const unasked = await resolveWith("b: @", value);
    expect(unasked.diagnostics).toMatchObject([{ severity: "warning", problem: { why: "may-run" } }]);
    expect(unasked.texts).toHaveLength(1);
  });

  test("is what is said of each source by itself", async () => {
    const sources = ["a", "b", "c"].map((name) => ({ name, text: `a: ${ARN}\n` }));
    const modes: Readonly<Record<string, JinjaMode>> = { a: "escape", b: "allow" };
    const options = { jinja: ({ name }: Source) => modes[name] };
    const { texts, diagnostics } = await resolve(
      sources,
      providerOf(() => "{{ x }}"),
      options,
    );
    expect(texts).toEqual(["a: '{{ \"{{\" }} x }}'\n", "a: '{{ x }}'\n", "a: '{{ x }}'\n"]);
    expect(diagnostics.map(({ source, severity }) => [source.name, severity])).toEqual([["c", "warning"]]);
  });

  test("tells of a value that would need other quotes beside all other failures", async () => {
    const yaml = "a: @:nope\nb: x {{ y }} ${@:text}\nc: x {{ y }} ${@:text} ${@:nope}\n";
    const { diagnostics } = await resolveWith(yaml, '{"text": ": #"}');
    expect(diagnostics.map(({ problem, path }) => [path?.[0], problem.code])).toEqual([
      ["a", "secret-key-missing"],
      ["b", "value-jinja"],
      ["c", "secret-key-missing"],
    ]);
  });

  test("takes what could not be fetched beside a value for no template of the file's own", async () => {
    const other = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:y-AbCdEf";
    const text = `b: v-\${${ARN}}-{{resolve:secretsmanager:${other}}}\n`;
    const outcome = { value: redact<SecretValue>({ kind: "text", text: "a'b: #c\n" }) };
    const provider: Provider = {
      async fetch(requests) {
        const found = requests.filter(({ id }) => id.text === ARN);
        return { outcomes: new Map(found.map(({ key }) => [key, outcome])), errors: [], warnings: [] };
      },
    };
    const { diagnostics, texts } = await resolve([{ name: "t", text }], provider);
    expect({ diagnostics, texts }).toEqual({ diagnostics: [], texts: undefined });
  });

  test.each([
    ["x: '{{ y }}'\na: '{${@}'", "{ 7*7 }}"],
    ["x: '{{ y }}'\na: '${@}{'", "{"],
    ["x: '{{ y }}'\na: '${@}${@}'", "{"],
    ["x: '{{ y }}'\na: '{${@}{'", ""],
  ])("refuses what joins with the text beside it: %j", async (yaml, value) => {
    expect(await codesWith(yaml, value)).toContain("value-jinja");
  });

  test.each([
    ["refuse", "a: \"{{ f('${@}') }}\"", "x' ~ 7*7 ~ 'y", "value-jinja"],
    ["escape", "a: \"{{ f('${@}') }}\"", "x' ~ 7*7 ~ 'y", "value-jinja"],
    ["escape", "# {{ x }}\na: '{${@}'", "{", "value-jinja"],
    ["escape", "# {% raw %}{{ x }}{% endraw %}\na: '${@}'", "{{ y }}", "value-jinja"],
    ["refuse", "a: \"{{ f('${@}') }}\"", "harmless", "a: \"{{ f('harmless') }}\""],
    ["refuse", 'a: \'{{ {"a":{"b":1}}.a.b ~ "${@}" }}\'', '" ~ f("x") ~ "', "value-jinja"],
    ["refuse", 'a: \'{{ "}}" ~ "${@}" }}\'', '" ~ 1 ~ "', "value-jinja"],
    ["refuse", 'a: "{{ x -}}${@}"', " y", "value-jinja"],
    ["refuse", "a: \"{{ f('${@}') }}\"", "\u0085b", "value-jinja"],
    ["refuse", "a: h={{ x }} p=${@}", "p@ss: #1", "value-jinja"],
    ["escape", "a: h={{ x }} p=${@}", "p@ss: #1", "value-jinja"],
    ["allow", "a: h={{ x }} p=${@}", "p@ss: #1", "value-jinja"],
    ["refuse", "a: h={{ x }} p=${@}", "simple", "a: h={{ x }} p=simple"],
    ["refuse", 'a: "h={{ x }} p=${@}"', "p@ss: #1", 'a: "h={{ x }} p=p@ss: #1"'],
    ["refuse", "a: |\n  {{ x }}\n  ${@}\n", "1\n2", "a: |\n  {{ x }}\n  1\n  2\n"],
    ["escape", "# {{ x }}\na: '@'", "{{ y }}", "# {{ x }}\na: '{{ \"{{\" }} y }}'"],
    ["escape", '# {{ x }}\na: "@"', "{% y %}", "# {{ x }}\na: \"{{ '{%' }} y %}\""],
    ["escape", "# {{ x }}\na: '${@}{'", "{", "# {{ x }}\na: '{{ \"{\" }}{'"],
    ["escape", "a: '@'", "{{ y }}", "a: '{{ \"{{\" }} y }}'"],
    ["refuse", "a: ${#x}\nb: @", "p@ss: #1", "value-jinja"],
    ["allow", "# {{ x }}\na: '@'", "{{ y }}", "# {{ x }}\na: '{{ y }}'"],
  ] as const)("--jinja %s of %j with %j", async (mode, yaml, value, expected) => {
    const { texts, diagnostics } = await resolveWith(yaml, value, "json", mode);
    expect(texts?.[0] ?? diagnostics[0]?.problem.code).toBe(expected);
  });

  test("lets a brace by itself pass", async () => {
    expect(await textWith("x: '{{ y }}'\na: '(${@})'", "{")).toBe("x: '{{ y }}'\na: '({)'");
  });
});
