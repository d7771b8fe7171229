/** References held against each other: what is said, and what nearly is. */

import { expect, test } from "vitest";
import { check } from "../../../src/index.js";
import { arn, parameterArn } from "../../support/arns.js";

/** Each file's values; the findings as `file:line code`. */
function found(...files: readonly (readonly string[])[]): readonly string[] {
  const sources = files.map((values, index) => ({
    name: `${index}.yaml`,
    text: values.map((value) => `- ${value}\n`).join(""),
  }));
  return check(sources)
    .diagnostics.filter(({ problem }) =>
      /^(?:arn-inconsistent|arn-stale|suffix-|account-example)/.test(problem.code),
    )
    .map(({ source, place, problem }) => {
      const line = source.text.slice(0, place.start).split("\n").length;
      return `${source.name}:${line} ${problem.code}`;
    });
}

const FULL = arn("prod/db");
const PARTIAL = FULL.slice(0, -7);
const OTHER = FULL.replace(/AbCdEf$/, "GhIjKl");

test.each<[what: string, files: readonly (readonly string[])[], said: readonly string[]]>([
  ["one ARN, often", [[FULL, `${FULL}:key`], [FULL]], []],
  ["a partial one alone, often", [[PARTIAL, PARTIAL], [PARTIAL]], []],
  ["full and partial, in two files", [[FULL], [PARTIAL, PARTIAL]], ["1.yaml:1 arn-inconsistent"]],
  ["of another region", [[FULL, PARTIAL.replace("us-west-2", "us-east-1")]], []],
  ["of another account", [[FULL, PARTIAL.replace("123456789012", "210987654321")]], []],
  ["of a longer name", [[FULL, arn("prod/db2").slice(0, -7)]], []],
  ["two suffixes", [[FULL], [OTHER]], ["0.yaml:1 arn-stale", "1.yaml:1 arn-stale"]],
  ["two suffixes in two regions", [[FULL, OTHER.replace("us-west-2", "us-east-1")]], []],
  [
    "a placeholder",
    [[`${PARTIAL}-xxxxxx`, `${PARTIAL}-XxXxXx`, FULL]],
    ["0.yaml:1 suffix-placeholder", "0.yaml:2 suffix-placeholder"],
  ],
  ["nearly a placeholder", [[`${PARTIAL}-xxxxxY`]], []],
  ["a name that ends like a suffix", [[`${PARTIAL}-backup`, PARTIAL]], ["0.yaml:1 suffix-doubtful"]],
  ["its full ARN", [[arn("prod/db-backup"), PARTIAL]], []],
  [
    "accounts of user guides",
    [["111122223333", "777788889999", "999999999999"].map((id) => FULL.replace("123456789012", id))],
    ["0.yaml:1 account-example", "0.yaml:2 account-example", "0.yaml:3 account-example"],
  ],
  [
    "accounts of moto and LocalStack, and one that nearly looks drawn up",
    [["123456789012", "000000000000", "111122223334"].map((id) => FULL.replace("123456789012", id))],
    [],
  ],
  ["a parameter of the name of a secret", [[FULL, parameterArn("prod/db")]], []],
  [
    "parameters that end like a suffix",
    [["db-AbCdEf", "db-xxxxxx", "db-backup", "db"].map((name) => parameterArn(name))],
    [],
  ],
  [
    "a parameter in an account of user guides",
    [[parameterArn("x", "us-west-2", "111122223333")]],
    ["0.yaml:1 account-example"],
  ],
  ["a public parameter", [["arn:aws:ssm:us-west-2::parameter/aws/service/x"]], []],
  ["small letters and a digit", [[`${PARTIAL}-abcde1`]], []],
])("%s", (_, files, said) => {
  expect(found(...files)).toEqual(said);
});
