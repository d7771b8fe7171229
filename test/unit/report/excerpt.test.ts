/** The line of a diagnostic and the part underlined in it. */

import { expect, test } from "vitest";
import { check } from "../../../src/index.js";
import { excerptOf } from "../../../src/report/excerpt.js";
import { prettyDiagnostics } from "../../../src/report/pretty-diagnostics.js";

const BAD = "arn:aws:secretsmanager:us-west-2:1:secret:x-AbCdEf";

function excerpt(text: string) {
  const [diagnostic] = check([{ name: "t.yaml", text }]).diagnostics;
  if (diagnostic === undefined) throw new Error("nothing is wrong");
  return excerptOf(diagnostic);
}

test.each([
  [`a: ${BAD}\n`, 36],
  [`\uFEFFa: ${BAD}\r\n`, 36],
  [`\u65e5\u672c: ${BAD}\n`, 39],
  [`e\u0301\u{1F600}: ${BAD}\n`, 38],
  [`\u2705\u{1F336}\u{1F1E9}\u{1F1EA}: ${BAD}\n`, 40],
])("%j is underlined %i cells from the left", (text, cells) => {
  const { before, underline } = excerpt(text);
  expect({ before: before.length, underline }).toEqual({ before: cells, underline: "^" });
});

test("a tab stays a tab", () => {
  expect(excerpt(`a:\t${BAD}\n`).before).toMatch(/^ {2}\t {33}$/);
});

test("a wide part is underlined as wide as it is", () => {
  expect(excerpt(`a: ${BAD.replace(":1:", ":\uFF11\u65e5:")}\n`).underline).toBe("^^^^");
});

test("what stands behind a reference is not shown", () => {
  expect(excerpt(`{a: "${BAD}", b: hunter2}\n`).text).toBe(`{a: "${BAD}\u2026`);
  expect(excerpt(`a: "${BAD}" # why\n`).text).toBe(`a: "${BAD}" # why`);
});

test("a long line is cut to a window around the part", () => {
  const { text, before } = excerpt(`a: "${"x".repeat(5_000)}\${${BAD}}"\n`);
  expect(text.length).toBeLessThan(170);
  expect(text.slice(before.length)).toMatch(/^1:secret/);
});

test("80 columns hold the line and its underline", () => {
  const { diagnostics } = check([{ name: "t.yaml", text: `a: "${"x".repeat(90)}\${${BAD}}"\n` }]);
  const [, line = "", underline = ""] = prettyDiagnostics(diagnostics, false, { columns: 80 }).split("\n");
  expect(line.length).toBeLessThanOrEqual(80);
  expect(line[underline.indexOf("^")]).toBe("1");
});

test("no message of the YAML reader shows what it found", () => {
  for (const text of ["a: |hunter2\n", "a: !hunter2!x y\n"]) {
    const [diagnostic] = check([{ name: "t.yaml", text }]).diagnostics;
    expect(JSON.stringify(diagnostic?.problem)).not.toContain("hunter2");
  }
});
