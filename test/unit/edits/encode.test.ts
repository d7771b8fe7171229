/** Values put into every kind of scalar, and the styles that they take there. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ARN, codesWith, textWith } from "../../support/resolve-with.js";

const PEM = "-----BEGIN KEY-----\nabc: #\n-----END KEY-----\n";

describe("text keeps the scalar's style where it can", () => {
  test.each([
    ["a: @", "simple", "a: simple"],
    ["a: '@'", "simple", "a: 'simple'"],
    ['a: "@"', "simple", 'a: "simple"'],
    ["a: '@'", "it's", "a: 'it''s'"],
    ['a: "@"', 'say "x\\y"', 'a: "say \\"x\\\\y\\""'],
    ["a: '@'", "two\nlines", "a: |-\n  two\n  lines"],
    ["a: '@'", "bell\u0007", 'a: "bell\\x07"'],
    ["a: @ # c", "x", "a: x # c"],
    ["a: x${@}y", " z ", "a: x z y"],
    ["a: x ${@}", "# not a comment", "a: 'x # not a comment'"],
    ["a: 'x${@}y'", "'", "a: 'x''y'"],
    ['a: "x\\t${@}"', '"', 'a: "x\\t\\""'],
    ['a: "x${@}"', "1\n2", 'a: "x1\\n2"'],
    ["a: x${@}", "1\n2", "a: |-\n  x1\n  2"],
    ["['x${@}']", "1, 2", "['x1, 2']"],
    ["{a: @}", "b?", "{a: 'b?'}"],
    ["a: b\n  ${@}\n  c", "x", "a: b\n  x\n  c"],
    ["a: b\n  ${@}\n  c", "- x: y", "a: 'b - x: y c'"],
    ['a: "b\u2028${@}"', "--- x", 'a: "b\\u2028--- x"'],
    ["a: $${arn:x}", "", "a: ${arn:x}"],
  ])("%j with %j", async (yaml, value, expected) => {
    expect(await textWith(yaml, value)).toBe(expected);
  });
});

test("a value without quotes keeps its distance from the comment behind it", async () => {
  expect(await textWith('a: "@:k"#c\nb: ["@:k"#d\n]\n', '{"k": 1}')).toBe("a: 1 #c\nb: [1 #d\n]\n");
});

describe("plain text that YAML would take for something else is quoted", () => {
  test.each([
    ...["yes", "No", "ON", "off", "y", "N", "true", "False", "null", "NULL", "~", "", "=", "<<"],
    ...[
      "0",
      "017",
      "0o17",
      "0x1F",
      "0b11",
      "1_000",
      "-1",
      "+1",
      "1.5",
      ".5",
      "1.",
      "1e3",
      "1E400",
      ".",
      "e1",
      ".e1",
      "_",
      "-.inf",
      ".NaN",
    ],
    ...["12:30:45", "190:20:30.15", "2024-01-01", "2024-1-1 10:00:00"],
    ...[
      " x",
      "x ",
      "\tx",
      "x\ty",
      "a: b",
      "a:",
      "a #b",
      "# x",
      "- x",
      "-",
      "? x",
      "?x",
      ": x",
      "[x",
      "{x",
      "&x",
      "*x",
    ],
    ...["!x", "|x", ">x", "'x", '"x', "%x", "@x", "`x", "---", "...", "--- x"],
  ])("%j", async (value) => {
    const text = await textWith("a: @", value);
    expect(text).toMatch(/^a: ['"].*['"]$/);
    expect(parse(text)).toEqual({ a: value });
  });
});

describe("text that may stay plain does", () => {
  test.each([
    ...[
      "p4ssw0rd",
      "a:b",
      "http://x/y?z=1#f",
      "x#y",
      "a/b@c",
      "1password",
      "12ab",
      "1.2.3",
      "0xyz",
      "deadbeef",
      "é",
      "日本",
      "😀",
    ],
    ...["yesterday", "nullable", "truely", "a, b", "it's", 'say "hi"', "x=1", "a-b", "10.0.0.1", "1,5", "a}"],
  ])("%j", async (value) => {
    expect(await textWith("a: @", value)).toBe(`a: ${value}`);
  });
});

describe("several lines become a literal block where one can hold them", () => {
  test.each([
    ["a: @\nb: 1\n", PEM, "a: |\n  -----BEGIN KEY-----\n  abc: #\n  -----END KEY-----\nb: 1\n"],
    ["a: @\n# c", "x\ny\n", "a: |\n  x\n  y\n# c"],
    ["a: @\n\n", "x\ny\n", "a: |\n  x\n  y\n\n"],
    ["a:\n  b: @ # c\n  d: 1\n", "x\n\ny", "a:\n  b: |- # c\n    x\n\n    y\n  d: 1\n"],
    ["- @\n- z\n", "x\ny", "- |-\n  x\n  y\n- z\n"],
    ["a:\n- @\n", "x\ny", "a:\n- |-\n  x\n  y\n"],
    ["- k: @\n", "x\ny", "- k: |-\n    x\n    y\n"],
    ["a: @\r\nb: 1\r\n", "x\ny", "a: |-\r\n  x\r\n  y\r\nb: 1\r\n"],
    ["--- @\n", "x\ny", "--- |-\n  x\n  y\n"],
    ["\uFEFF  a: @\n", "x\ny", "\uFEFF  a: |-\n    x\n    y\n"],
    ["\uFEFF- - a\n  - k: @\n    l: b\n", "x\ny", "\uFEFF- - a\n  - k: |-\n      x\n      y\n    l: b\n"],
    ["a: &p !!str @\n", "x\ny", "a: &p !!str |-\n  x\n  y\n"],
  ])("%j with %j", async (yaml, value, expected) => {
    expect(await textWith(yaml, value)).toBe(expected);
  });

  test.each([
    ["a: @", "ends\n", "at the end of the file"],
    ["a: @\n", "ends\n", "where Mage drops the file's last line break"],
    ["a: @\r\n", "ends\n", "where that is of two characters"],
    ["a: @\n    # deeper comment\n", "x\ny", "before an indented comment"],
    ["a: @\n      \nb: 1\n", "x\ny", "before an indented blank line"],
    ["[@]\n", "x\ny", "in a flow collection"],
    ["a: @\n", " x\ny", "with an indented first line"],
    ["a: @\n", "\nx\ny", "with an empty first line"],
    ["a: @\n", "x\n \ny", "with a line of spaces"],
    ["a: @ # c\u2028b: 1\n", "x\ny", "before a comment that YAML 1.1 ends earlier"],
    ["a: @ # c\u0085b: 1\n", "x\ny", "before one that it ends at NEL"],
    ["a: @\n", "x\ny\n\n", "with line breaks at the end"],
    ["a: @\n", "x\r\ny", "with a carriage return"],
    ["a: @\n", "x\u2028\ny", "with a line separator"],
  ])("%j with %j is quoted: %3$s", async (yaml, value) => {
    const text = await textWith(yaml, value);
    expect(text).toContain('"');
    expect(text).not.toContain("|");
    expect(JSON.stringify(parse(text))).toContain(JSON.stringify(value));
  });
});

describe("inside a block scalar", () => {
  test.each([
    ["a: |\n    x ${@} y\n    z\n", "1\n2", "a: |\n    x 1\n    2 y\n    z\n"],
    ["a: |\n  ${@}\n", "x\n\ny", "a: |\n  x\n\n  y\n"],
    ["a: |2\n    x ${@}\n", "1", "a: |2\n    x 1\n"],
    ["a: |\r\n  ${@}", "1\n2", "a: |\r\n  1\r\n  2"],
    ["a: |\r\n  ${@}\r\n", "1\n2", "a: |\r\n  1\r\n  2\r\n"],
    ["a: |+\n  ${@}\n\n", "x", "a: |+\n  x\n\n"],
    ["a: >\n  x\n  ${@}\n", "y", "a: >\n  x\n  y\n"],
    ["a: | # c\n  ${@}\nb: 1\n", "\u0007", 'a: "\\x07\\n" # c\nb: 1\n'],
    ["a: |\n  ${@}\n", "", 'a: "\\n"\n'],
    ["a: |\n  ${@}\n", " x", "a: |2\n   x\n"],
    ["a: |\r\n  x ${@}\r\n", "a\n\nb", "a: |\r\n  x a\r\n\r\n  b\r\n"],
    ["--- |\n${@}\n", "---", '--- "---\\n"\n'],
    ["--- |\n${@}\n", "... a", '--- "... a\\n"\n'],
    ["--- >\na\n${@}\n", "--- b", "--- |\na --- b\n"],
    ["a: |4\n      b\n    ${@}\nc: 1\n", " ", 'a: "  b\\n \\n"\nc: 1\n'],
    ["a: |\n  ${@}\n", "\tx", "a: |2\n  \tx\n"],
    ["a: >-\n  ${@}\n", "1\n2", "a: |-\n  1\n  2\n"],
    ["a: > # c\r\n    x\r\n    ${@}\r\nb: 1", "1\n2 ", "a: | # c\r\n    x 1\r\n    2 \r\nb: 1"],
    ["a: |\n  x\n  ${@}\nb: 1\n", "1\n2\n", "a: |+\n  x\n  1\n  2\n\nb: 1\n"],
    ["a: |\n  ${@}\n\nb: 1\n", "x\n", 'a: "x\\n\\n"\n\nb: 1\n'],
    ["a: |\n  x\n  ${@}\n", "1\n", "a: |+\n  x\n  1\n\n"],
    ["a: |-\n  ${@}\n\nb: 1\n", "1\n2\n", "a: |\n  1\n  2\n\nb: 1\n"],
    ["a: |-\n  ${@}\n", "1\n2\n", 'a: "1\\n2\\n"\n'],
    ["--- |\n  ${@}\n", " x", '--- " x\\n"\n'],
  ])("%j with %j", async (yaml, value, expected) => {
    expect(await textWith(yaml, value)).toBe(expected);
  });
});

describe("types", () => {
  const json =
    '{"n":12345678901234567890,"f":1.10,"e":1E400,"t":true,"z":null,"zs":[null],"s":"5","o":{"a":[1,"x\\u0041"]},"l":[],"k":{"a: b":{}}}';
  test.each([
    ["a: @:n", "a: 12345678901234567890"],
    ["a: '@:f'", "a: 1.10"],
    ["a: @:e", "a: 1E400"],
    ["a: @:t", "a: true"],
    ["a: @:z", "a: null"],
    ["a: @:s", "a: '5'"],
    ["a: @:o", 'a: {"a": [1, "xA"]}'],
    ["a: @:l", "a: []"],
    ["a: @:k", 'a: {"a: b": {}}'],
    ["a: ${@:n}", "a: 12345678901234567890"],
    ["a: x${@:n}", "a: x12345678901234567890"],
    ["a: ${@:z}", "a: null"],
    ["a: x${@:z | tojson}", "a: xnull"],
    ["a: ${@:z | tojson}", "a: 'null'"],
    ["a: ${@:z | tojson | urlencode}", "a: 'null'"],
    ["a: x${@:zs}", "a: x[null]"],
    ["a: ${@:n | string}", "a: '12345678901234567890'"],
    ["a: !!str @:n", "a: !!str '12345678901234567890'"],
    ["a: |-\n  @:n", "a: |-\n  12345678901234567890"],
    ["a: ${@:o | tojson}", `a: '{"a":["1"]}'`.replace('"1"', '1,"xA"')],
    ["a: x ${@:o.a[1]}", "a: x xA"],
  ])("%j", async (yaml, expected) => {
    expect(await textWith(yaml, json)).toBe(expected);
  });

  test.each([
    ["a: @:n", "a: '12345678901234567890'"],
    ["a: @:t", "a: 'true'"],
    ["a: @:l", "a: '[]'"],
  ])("%j as text", async (yaml, expected) => {
    expect(await textWith(yaml, json, "string")).toBe(expected);
  });

  test("a binary secret is !!binary where it fills a scalar", async () => {
    expect(await textWith("a: @", { kind: "binary", base64: "AAEC" })).toBe('a: !!binary "AAEC"');
    expect(await textWith("a: x${@ | b64encode}", { kind: "binary", base64: "AAEC" })).toBe("a: xAAEC");
    for (const yaml of ["a: x${@}", "a: @:k", "a: !!str @", "a: |\n  @", "a: ${@ | urlencode}"]) {
      expect(await codesWith(yaml, { kind: "binary", base64: "AAEC" })).toEqual(["secret-binary"]);
    }
  });

  test("half a surrogate pair is refused", async () => {
    expect(await codesWith("a: @", "x\ud800")).toEqual(["value-unrepresentable"]);
    expect(await codesWith("a: ${@ | urlencode}", "\udc00x")).toEqual(["value-unrepresentable"]);
  });
});

describe("the tag ! becomes !!str where PyYAML, which passes over it, would not read a string", () => {
  test.each([
    ["a: ! @", "0123", "a: !!str '0123'"],
    ["a: ! '@'", "true", "a: !!str 'true'"],
    ['a: ! "@"', "", 'a: !!str ""'],
    ["a: &b ! @ # c", "1_0", "a: &b !!str '1_0' # c"],
    ["a: ! &b @", "~", "a: !!str &b '~'"],
    ["a: ! @", "*", "a: !!str '*'"],
    ["[! @, ! 'x${@}']", "12:30", "[!!str '12:30', ! 'x12:30']"],
    ['{"a":! @}', "1e3", "{\"a\":!!str '1e3'}"],
    ["- - ! @", "=", "- - !!str '='"],
    ["--- ! @", "<<", "--- !!str '<<'"],
    ["a: ! |\n  ${@}\n", "0123", "a: !!str |\n  0123\n"],
    ["a: ! >-\n  ${@}\n", "2024-01-01", "a: !!str >-\n  2024-01-01\n"],
    ["a: ! ${@}${@}", "1", "a: !!str '11'"],
    [
      "a: ! # b ! c # d\r\n\r\n  # ! e\r\n  &f # ! g\r\n  @",
      "no",
      "a: !!str # b ! c # d\r\n\r\n  # ! e\r\n  &f # ! g\r\n  'no'",
    ],
    ["'a ! b': ! @", "0x1f", "'a ! b': !!str '0x1f'"],
    [
      "%TAG !! tag:example.org,2000:\n---\na: ! @",
      "0123",
      "%TAG !! tag:example.org,2000:\n---\na: !<tag:yaml.org,2002:str> '0123'",
    ],
    ["a: ! '{{ b }}${@}'", "1", "a: !!str '{{ b }}1'"],
    ["a: ! @", "abc", "a: ! abc"],
    ["a: ! @", "a: 0123", "a: ! 'a: 0123'"],
    ["a: ! @\n", "1\n2", "a: ! |-\n  1\n  2\n"],
    ["a: !<tag:yaml.org,2002:str> @", "0123", "a: !<tag:yaml.org,2002:str> '0123'"],
    ["! a: @", "0123", "! a: '0123'"],
  ])("%j with %j", async (yaml, value, expected) => {
    expect(await textWith(yaml, value)).toBe(expected);
  });
});

/** Places with `@` for a whole scalar or inside one, and comments and siblings that must not be swallowed. */
const PLACES = [
  ...[
    "a: @\n",
    "a: '@'\nb: 1\n",
    'a: "@"',
    "- @\n- b\n",
    "{a: @, b: c}\n",
    "[x, '@', y]\n",
    "@\n",
    "a: @ # comment\n  # more\nb: 1\n",
  ],
  ...[
    "a: x${@}y\n",
    "a: 'x ${@} y'\n",
    'a: "x\\n${@}"\n',
    "['a${@}b', c]\n",
    "a: b\n  ${@}\n  c\n",
    "a: 'b\n\n  ${@}\n  c'\n",
  ],
  ...[
    'a: "b\n  ${@} c"\n',
    "a: |\n  x ${@}\n  y\nb: 1\n",
    "a: >\n  x\n  ${@} y\n\n  z\nb: 1\n",
    "a: |+\n  ${@}\n\nb: 1\n",
  ],
  ...["a: |-\n  @\nb: 1\n", "a:\n- b: @\n\n  # note\n  c: d\n", "? k\n: @\n", "a: &x @\nb: *x\n"],
];

const anyText = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."ab: #-'\"\\\n\r\t{}[],|>&*!%@`?0123.~\u0085\u2028\ufeff\u00a0") }),
    fc
      .array(fc.constantFrom("---", "...", "- ", "yes", "null", "1e3", "\n", " ", "x", "#", ": "), {
        maxLength: 5,
      })
      .map((parts) => parts.join("")),
  )
  .filter((text) => !/\p{Surrogate}/u.test(text));

test("whatever the value and the place, the result parses to the input with the value put in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PLACES), anyText, async (yaml, value) => {
      const put = (text: string) =>
        text.includes(`\${${ARN}}`)
          ? text.replaceAll(`\${${ARN}}`, () => value)
          : text.replaceAll(ARN, () => value);
      const input: unknown = parse(yaml.replaceAll("@", ARN));
      const expected = JSON.parse(JSON.stringify(input), (_, text) =>
        typeof text === "string" ? put(text) : text,
      );
      expect(parse(await textWith(yaml, value))).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});
