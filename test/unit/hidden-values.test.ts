/** Which texts hide a value: what a mask and a registration make of each kind of it. */

import { describe, expect, test } from "vitest";
import { conceal } from "../../src/core/concealed.js";
import { masksOf, registrationOf } from "../../src/core/encode.js";
import type { Selected } from "../../src/core/select.js";
import { arn } from "../support/arns.js";
import { resolveWith } from "../support/resolve-with.js";

function text(value: string): Selected {
  return { kind: "text", text: value };
}

function masked(value: Selected, printed: string): string {
  const mask = masksOf([conceal(value)])();
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

describe("a registration", () => {
  const registered = (...values: readonly Selected[]) =>
    registrationOf(
      values.map((value) => conceal(value)),
      (line) => `<${line}>`,
    );

  test.each<[what: string, value: Selected, expected: string]>([
    ["short ones too", text("1"), "<1>"],
    ["line by line", text(PEM), "<-----BEGIN-----><abcdefgh><xyz><-----END----->"],
    ["nothing for nothing", text(" \n"), ""],
    [
      "the parts of JSON, and no line of brackets alone",
      text('{\n "a": "one",\n "b": [2, null, true]\n}'),
      '<"a": "one",><"b": [2, null, true]><one><2>',
    ],
  ])("%s", (_, value, expected) => {
    expect(registered(value)).toBe(expected);
  });

  test("each line once", () => {
    expect(registered(text("same"), text("other\nsame"))).toBe("<same><other>");
  });
});

test("where a reference fails there are no values, and no text", async () => {
  const { texts, values } = await resolveWith(`v: "@:key"\nw: ${arn("nope")}`, "plain");
  expect({ texts, values }).toEqual({ texts: undefined, values: undefined });
});
