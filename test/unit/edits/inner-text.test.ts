/** Values that fit the scalar they go into, and break the YAML or JSON that it holds as text. */

import { describe, expect, test } from "vitest";
import { resolveWith } from "../../support/resolve-with.js";

/** `language` and `whole` of each warning. */
async function warnings(yaml: string, value: string): Promise<readonly string[]> {
  const { texts, diagnostics } = await resolveWith(yaml, value, "json", "allow");
  expect(texts).toHaveLength(1);
  return diagnostics.map(({ problem }) =>
    problem.code === "value-inner-yaml"
      ? `${problem.language}${problem.whole ? ", whole" : ""}`
      : problem.code,
  );
}

const YAML = "a: |\n  b: ${@}\n  c: 1\n";

describe("breaks the text around it", () => {
  test.each([
    [YAML, "p@ss: #1", "YAML, whole"],
    [YAML, "x # y", "YAML, whole"],
    [YAML, "'x", "YAML, whole"],
    [YAML, "'x'", "YAML, whole"],
    [YAML, "", "YAML, whole"],
    [YAML, "yes", "YAML, whole"],
    [YAML, "0123", "YAML, whole"],
    [YAML, "1.10", "YAML, whole"],
    [YAML, "1\n2", "YAML, whole"],
    [YAML, "x\n", "YAML, whole"],
    [YAML, "x\nadmin: true", "YAML, whole"],
    [YAML, "*x", "YAML, whole"],
    ["a: |\n  b: 'x ${@}'\n  c: 1\n", "it's", "YAML"],
    ['a: |\n  b: "${@}"\n  c: 1\n', "a\\b", "YAML, whole"],
    ["a: |\n  b: |\n    ${@}\n  c: 1\n", "1\n2", "YAML, whole"],
    ["a: |\n  b: |\n    x\n    ${@}\n  c: 1\n", "1\n2", "YAML"],
    ["a: |\n  b: |\n    ${@}\n    x\n", " x", "YAML"],
    ["a: |\n  b: >\n    ${@}\n    x\n", " x", "YAML"],
    ["a: |\n  b: [x, ${@}]\n  c: 1\n", "1, 2", "YAML, whole"],
    ["a: |\n  - b: x ${@}\n    c: 1\n", "y: z", "YAML"],
    ["a: |\n  b: 1\n  # ${@}\n", "x\ny: z", "YAML"],
    ["a: |\n  ${@}: 1\n  c: 2\n", "x: y", "YAML, whole"],
    ["a: |\n  b: 1\n  ---\n  c: ${@}\n", "x: y", "YAML, whole"],
    ["a: >\n  b: 1\n\n  c: ${@}\n", "x: y", "YAML, whole"],
    ["a: |\n  User: app\n  Password: ${@}\n", "x: y", "YAML, whole"],
    ["a: |\n  Resources: 1\n  b-c: ${@}\n", "x: y", "YAML, whole"],
    ['a: "b: 1\\nc: ${@}"\n', "x: y", "YAML, whole"],
    ["a: '{b: ${@}}'\n", "x, y", "YAML, whole"],
    ["a: |\n  b: ${@}${@}\n  c: 1\n", ": ", "YAML,YAML"],
    ['a: \'{"b": "${@}"}\'\n', 'say "x"', "JSON, whole"],
    ["a: '{\"b\": ${@}}'\n", "x", "JSON, whole"],
    ['a: \'{"b": "${@ | tojson}"}\'\n', "x", "JSON, whole"],
    ["a: '{\"b\": ${@}}'\n", '"x"', "JSON, whole"],
    ["a: '[\"${@}\"]'\n", '"', "JSON, whole"],
    ["settings.yaml: |\n  b: ${@}\n  c: 1\n", "x: y", "YAML, whole"],
    ["settings.yaml.tpl: |\n  b: ${@}\n  c: 1\n", "x: y", "YAML, whole"],
  ])("%j with %j", async (yaml, value, expected) => {
    expect((await warnings(yaml, value)).join()).toBe(expected);
  });
});

describe("fits the text around it", () => {
  test.each([
    [YAML, "p4ssw0rd"],
    [YAML, "a:b#c"],
    [YAML, "5432"],
    [YAML, "true"],
    [YAML, "1.5"],
    [YAML, '{"x": [1]}'],
    [YAML.replace("}", " | tojson}"), 'p@ss: "#1"\n'],
    ["a: |\n  b: 'x ${@}'\n  c: 1\n", "p@ss: #1"],
    ['a: |\n  b: "${@}"\n  c: 1\n', "it's: #1"],
    ["a: |\n  b: |\n    ${@}\n  c: 1\n", "p@ss: #1"],
    ["a: |\n  b: |\n    ${@}\n  c: 1\n", "p@ss: #1\n"],
    ["a: |\n  b: 1\n  # ${@}\n", "p@ss: #1"],
    ["a: '{\"b\": ${@}}'\n", "5432"],
    ["a: '{\"b\": ${@}}'\n", '{"x": null}'],
    ["a: '{\"b\": ${@ | tojson}}'\n", 'say "x"'],
    ['a: \'{"b": "${@}"}\'\n', "it's: #1"],
    ["a: |\n  $${arn:x}: ${@}\n  c: 1\n", "x"],
  ])("%j with %j", async (yaml, value) => {
    expect(await warnings(yaml, value)).toEqual([]);
  });
});

describe("no YAML and no JSON", () => {
  test.each([
    "a: |\n  set -e\n  echo x: ${@}\n",
    "a: |\n  echo x: ${@}\n  y: z\n",
    "a: |\n  [db]\n  b = ${@}\n  c: d\n",
    "a: |\n  b=${@}\n  c=1\n",
    "a: |\n  The password: is\n  ${@}\n",
    "a: |\n  if x:\n    f(${@})\n",
    "a: 'Authorization: ${@}'\n",
    "a: |\n  Authorization: Bearer ${@}\n  Accept: x\n",
    "a: |\n  X-Api-Key: ${@}\n  Host: db\n",
    "a: |\n  - ${@}\n  - b\n",
    "a: '{{ b }} ${@}'\n",
    "a: '[x] ${@}'\n",
    "a.sh: |\n  b: ${@}\n  c: 1\n",
    "nginx.conf: |\n  b: ${@}\n  c: 1\n",
    "b: ${@}\n",
    "b: |\n  ${@}\n",
    "b: |\n  @\n",
  ])("%j", async (yaml) => {
    expect(await warnings(yaml, 'p@ss: "#1"')).toEqual([]);
  });
});
