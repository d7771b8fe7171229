/** References of one form within those of another: both cannot be replaced, so neither is. */

import { describe, expect, test } from "vitest";
import { resolve } from "../../../src/index.js";
import { ARN, foundIn } from "../../support/found.js";
import { providerOf } from "../../support/resolve-with.js";

describe("a reference within another is an error", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    [
      `a: "{{ json_value(aws_secret_var('x'), 'ref+awssecrets://y') }}"`,
      "x key=ref+awssecrets://y",
      "expression-malformed ref+awssecrets://y",
    ],
    [`a: "{{ json_value(aws_secret_var('x'), '\${@}') }}"`, `x key=\${${ARN}}`, "expression-malformed ${@}"],
    [
      `a: "{{ json_value(aws_secret_var('x'), '{{resolve:secretsmanager:y}}') }}"`,
      "x key={{resolve:secretsmanager:y}}",
      "expression-malformed {{resolve:secretsmanager:y}}",
    ],
    [
      `a: "@:ref+awssecrets://y"`,
      "@ key=ref+awssecrets stage=//y",
      "expression-malformed ref+awssecrets://y",
    ],
    [`a: "{{ aws_secret_var('x') }}ref+awssecrets://y"`, "x", "y"],
  ])("%s", (yaml, ...expected) => {
    expect(foundIn(yaml)).toEqual(expected);
  });
});

test("what would escape a reference elsewhere is a part of the expression around it", async () => {
  const text = `a: "{{ json_value(aws_secret_var('x'), '$\${arn:') }}"\n`;
  const { texts } = await resolve(
    [{ name: "t.yaml", text }],
    providerOf(() => '{"$${arn:": "v"}'),
  );
  expect(texts).toEqual(['a: "v"\n']);
});
