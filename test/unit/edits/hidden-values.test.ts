/** Which texts hide a value: what a mask and a registration make of each kind of it. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insideDoubleQuotes } from "../../../src/core/edits/encode/text.js";
import { countTooShort, masksOf, registrationOf } from "../../../src/core/edits/encode.js";
import { redact } from "../../../src/core/secrets/redacted.js";
import type { Selected } from "../../../src/core/values/select/selected.js";
import { arn } from "../../support/arns.js";
import { cutAt, plainly, tokens } from "../../support/mask-model.js";
import { resolveWith } from "../../support/resolve-with.js";

function text(value: string): Selected {
  return { kind: "text", text: value };
}

function stringList(value: string): Selected {
  return { kind: "text", text: value, list: true };
}

function masked(value: Selected, printed: string): string {
  const mask = masksOf([redact(value)])();
  const out = [mask.push(Buffer.from(printed)), mask.end()];
  return Buffer.concat(out).toString();
}

const PEM = "-----BEGIN-----\nabcdefgh\n\nxyz\n-----END-----\n";
const JSON_TEXT = '{ "user": "pipeline", "port": 543210, "no": [true, "p\\u0061ssword"], "pin": "12345" }';

describe("a mask", () => {
  test.each<[what: string, value: Selected, printed: string, expected: string]>([
    ["five characters stay", text("12345"), "12345", "12345"],
    ["six do not", text("123456"), "12345 123456", "12345 ***"],
    ["six characters of several bytes", text("äöüßé€"), "äöüßé€", "***"],
    ["five characters of several bytes", text("äöüß€"), "äöüß€", "äöüß€"],
    ["several lines as they are", text(PEM), PEM, "***"],
    ["a line of several, and no short one", text(PEM), "> abcdefgh xyz", "> *** xyz"],
    ["lines with other ends", text(PEM), "abcdefgh\r\n-----END-----\r\n", "***\r\n***\r\n"],
    ["without the line break at its end", text("hunter22\n"), "hunter22.", "***."],
    ["the parts of JSON in a text", text(JSON_TEXT), "pipeline:password@x:543210", "***:***@x:***"],
    ["but no short ones, and no words of JSON", text(JSON_TEXT), "12345 true false", "12345 true false"],
    ["the items of a StringList", stringList("hunter22,12345,p@sswörd"), "p@sswörd hunter22", "*** ***"],
    ["a StringList as a whole", stringList("ab,cd,ef"), "ab,cd,ef", "***"],
    ["as JSON writes it", text('quo"ted\\'), '{"a":"quo\\"ted\\\\"}', '{"a":"***"}'],
    [
      "as JSON of nothing but ASCII has it",
      text("pässwörd\u{1f511}"),
      "p\\u00e4ssw\\u00f6rd\\ud83d\\udd11",
      "***",
    ],
    ["as the file has it in single quotes", text("it's me"), "a: 'it''s me'", "a: '***'"],
    [
      "as the file has it in double quotes",
      text("bell\u0007s"),
      'a: "bell\\as bell\\x07s"',
      'a: "bell\\as ***"',
    ],
    [
      "bytes as base64, and as the text that they are",
      binary("hunter22"),
      "aHVudGVyMjI= hunter22",
      "*** ***",
    ],
  ])("%s", (_, value, printed, expected) => {
    expect(masked(value, printed)).toBe(expected);
  });

  test("what a filter has changed is hidden in both ways", async () => {
    const { values = [] } = await resolveWith("v: x${@ | urlencode}", "p@ss: #1");
    const mask = masksOf(values)();
    const out = [mask.push(Buffer.from("p@ss: #1 p%40ss%3A%20%231")), mask.end()];
    expect(Buffer.concat(out).toString()).toBe("*** ***");
  });
});

function binary(content: string): Selected {
  return { kind: "binary", base64: Buffer.from(content).toString("base64") };
}

describe("what a mask hides of the spellings of a value", () => {
  /** Whole and line by line, each in every spelling, as lists of texts. */
  function spelled(value: string): readonly string[] {
    const lines = value.split(/[\r\n]+/).map((line) => line.trim());
    return [value, ...lines.filter((line) => !/^[\s{}[\],]*$/.test(line))]
      .filter((each) => Array.from(each).length >= 6)
      .flatMap((each) => [
        each,
        inJson(each),
        inAscii(inJson(each)),
        insideDoubleQuotes(each),
        inSingle(each),
      ]);
  }
  const inJson = (each: string) => JSON.stringify(each).slice(1, -1);
  const inSingle = (each: string) => each.replaceAll("'", "''");
  const inAscii = (json: string) =>
    json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

  const unit = fc.constantFrom(..."ab'\"\\\n\r\t {}]\u0007\u0085é€", "\u{1f511}");
  const secret = fc.string({ unit, maxLength: 30 }).filter((each) => !/^\s*[[{]|\{[{%#]/.test(each));

  test("is what a list of all of them would hide, wherever the output is cut", () => {
    const place = fc.tuple(fc.nat(2), fc.nat(99), fc.nat(10), fc.nat(99));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(place, fc.string({ unit, maxLength: 8 })), { maxLength: 8 }),
        fc.array(fc.nat(300), { maxLength: 4 }),
        (secrets, parts, cuts) => {
          const texts = secrets.flatMap(spelled);
          const written = parts.map((each) => {
            if (typeof each === "string") return each;
            const [which, start, skip, end] = each;
            const all = texts[(which * 31 + start) % Math.max(1, texts.length)] ?? "";
            return all.slice(skip > 7 ? skip - 7 : 0, end < 20 ? end : undefined);
          });
          const bytes = Buffer.from(written.join(""));
          const mask = masksOf(secrets.map((each) => redact(text(each))))();
          expect(tokens(mask, cutAt(bytes, cuts)).join("")).toBe(plainly(texts, bytes));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test.each([
    "pass{{word}}1",
    "{% word %}{#'\"",
    'it\'s {{ "x" }}\nand {{ y }}',
    "ends with {",
    "with {# a comment",
  ])("as the file has what it escapes for Jinja: %j", async (value) => {
    for (const scalar of ["@", "'@'", '"@"', "x ${@}", "'x ${@}'", '"x ${@}"', "|\n  ${@}"]) {
      const yaml = `a: "{{ env }}"\nb: ${scalar}\n`;
      const { texts, values = [] } = await resolveWith(yaml, value, "json", "escape");
      const mask = masksOf(values)();
      const out = Buffer.concat([mask.push(Buffer.from(texts?.[0] ?? "")), mask.end()]).toString();
      // What is left is the quotes, the block's marks and the text around the value.
      expect(out.replace(/^a:.*\nb: /, "")).toMatch(/^(?:[|'"x -]|\*\*\*|\n)+$/);
    }
  });
});

describe("a registration", () => {
  const registered = (...values: readonly Selected[]) =>
    registrationOf(
      values.map((value) => redact(value)),
      (each) => `<${each}>`,
    );

  test.each<[what: string, value: Selected, expected: string]>([
    ["no short ones", text("12345"), ""],
    [
      "each long line, and all of them as JSON has them",
      text(PEM),
      `<-----BEGIN-----><abcdefgh><-----END-----><${PEM.replaceAll("\n", "\\n")}>`,
    ],
    [
      "the whole where no line of it is short: a runner takes each line for itself",
      text("line-one\r\nline-two\n"),
      "<line-one\r\nline-two\n><line-one><line-two><line-one\\r\\nline-two\\n>",
    ],
    [
      "no whole with a line of spaces or brackets",
      text("a-line\n        \n"),
      "<a-line><a-line\\n        \\n>",
    ],
    ["no brackets", text("{}{}{}\n]]]]]]"), "<{}{}{}\\n]]]]]]>"],
    ["nothing for nothing", text(" \n"), ""],
    ["nor for spaces", text("          "), ""],
    ["as the files have it", text(`q"77\\x'y`), `<q"77\\x'y><q\\"77\\\\x'y><q"77\\x''y>`],
    [
      "the long parts of JSON, and no line of brackets alone",
      text('{\n "a": "one-two",\n "b": [2, null, true, 543210, 54321]\n}'),
      [
        '"a": "one-two",',
        '"b": [2, null, true, 543210, 54321]',
        '{\\n \\"a\\": \\"one-two\\",\\n \\"b\\": [2, null, true, 543210, 54321]\\n}',
        '\\"a\\": \\"one-two\\",',
        '\\"b\\": [2, null, true, 543210, 54321]',
        "one-two",
        "543210",
      ]
        .map((each) => `<${each}>`)
        .join(""),
    ],
  ])("%s", (_, value, expected) => {
    expect(registered(value)).toBe(expected);
  });

  test("each line once", () => {
    expect(registered(text("the-same"), text("another\nthe-same"))).toBe(
      "<the-same><another\nthe-same><another><another\\nthe-same>",
    );
  });

  test("hides nothing that a mask does not, and leaves to it only whole texts with short lines, and spaces", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab'\"\\\n {é"), maxLength: 30 }), (value) => {
        for (const line of registered(text(value)).split(/[<>]+/)) {
          if (line === "") continue;
          expect(Array.from(line).length).toBeGreaterThanOrEqual(6);
          expect(masked(text(value), line)).toBe("***");
        }
        if (!/\n/.test(value) && value.trim().length >= 6 && !/^[\s{}]*$/.test(value))
          expect(registered(text(value))).toContain(`<${value}>`);
      }),
    );
  });
});

test.each<[what: string, values: readonly Selected[], count: number]>([
  ["none", [text("hunter22")], 0],
  ["each once", [text("1"), text("a"), text("5432"), text("a"), text("hunter22")], 3],
  ["characters, not bytes", [text("äöüß€"), text("äöüßé€")], 1],
  [
    "nothing for nothing, and for words that tell nothing",
    [text(""), text(" "), text("true"), text("{}")],
    0,
  ],
  [
    "the strings and numbers of JSON",
    [text('{ "port": 5432, "on": true, "user": "abc", "key": "hunter22" }')],
    2,
  ],
  ["a value in JSON", [{ kind: "json", json: ["abc", null] }], 1],
  ["no short lines of a long value", [text(PEM)], 0],
])("values that are too short to hide: %s", (_, values, count) => {
  expect(countTooShort(values.map((value) => redact(value)))).toBe(count);
});

test("where a reference fails there are no values, and no text", async () => {
  const { texts, values } = await resolveWith(`v: "@:key"\nw: ${arn("nope")}`, "plain");
  expect({ texts, values }).toEqual({ texts: undefined, values: undefined });
});
