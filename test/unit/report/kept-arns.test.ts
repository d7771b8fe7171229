/** What is said of a run that keeps ARNs and replaces nothing. */

import { expect, test } from "vitest";
import { list } from "../../../src/index.js";
import { keptText } from "../../../src/report/kept-arns.js";
import { arn } from "../../support/arns.js";

const said = (...texts: readonly string[]) =>
  keptText(list(texts.map((text, at) => ({ name: `${at}.yaml`, text }))).analysis.literals)[0];

test("the reasons are counted, the most frequent first, each with its first place", () => {
  const first = `x_arn: ${arn("a")}\nb:\n  y_arn: ${arn("b")}\nc: ${arn("c")}  # arnsubst: literal\n`;
  expect(said(first, `y_arn: ${arn("d")}\n`)).toBe(
    "no reference was found, and 4 ARNs were kept: 2 for key y_arn (first 0.yaml:3:10), 1 for key x_arn (0.yaml:1:8), 1 for comment # arnsubst: literal (0.yaml:4:4)",
  );
});

test("one by itself", () => {
  expect(said(`x_arn: ${arn("a")}\n`)).toBe(
    "no reference was found, and 1 ARN was kept: 1 for key x_arn (0.yaml:1:8)",
  );
});

test("beyond four reasons the others are a number", () => {
  const keys = ["a", "b", "c", "d", "e", "f"];
  expect(said(keys.map((key) => `${key}_arn: ${arn(key)}\n`).join(""))).toMatch(
    /, 1 for key d_arn \(0\.yaml:4:8\), 2 for other reasons$/,
  );
});
