/** Every part of an ARN, right and wrong: one row, one text. */

import { describe, expect, test } from "vitest";
import { meansSecret, parseArn } from "../../../../src/core/services/secrets-manager/arn.js";

const GOOD = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** What is wrong, as `code "part"`. */
function problemsOf(text: string): readonly string[] {
  return parseArn(text).problems.map(
    ({ problem, start, end }) => `${problem.code} "${text.slice(start, end)}"`,
  );
}

describe("a valid ARN", () => {
  test("has all its parts", () => {
    expect(parseArn(GOOD)).toEqual({
      id: {
        service: "secretsmanager",
        text: GOOD,
        partition: "aws",
        region: "us-west-2",
        account: "123456789012",
        resource: "prod/db-AbCdEf",
        name: "prod/db",
        suffix: "AbCdEf",
      },
      key: {},
      problems: [],
    });
  });

  test.each([
    ["arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db-AbCdEf", "aws-cn"],
    ["arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:db-AbCdEf", "aws-us-gov"],
    ["arn:aws-iso:secretsmanager:us-iso-east-1:123456789012:secret:db-AbCdEf", "aws-iso"],
    ["arn:aws-eusc:secretsmanager:eusc-de-east-1:123456789012:secret:db-AbCdEf", "aws-eusc"],
  ])("%s is of %s", (text, partition) => {
    expect(parseArn(text).id?.partition).toBe(partition);
  });

  test.each([
    ["rds!cluster-1234-abcd-AbCdEf", "rds!cluster-1234-abcd"],
    ["events!connection/a/b-AbCdEf", "events!connection/a/b"],
    ["a_b+c=d.e@f-g/h-AbCdEf", "a_b+c=d.e@f-g/h"],
    ["x-AbCdEf", "x"],
    [`${"n".repeat(512)}-AbCdEf`, "n".repeat(512)],
  ])("with the name %s", (resource, name) => {
    const { id, problems } = parseArn(`arn:aws:secretsmanager:us-west-2:123456789012:secret:${resource}`);
    expect(problems).toEqual([]);
    expect(id?.name).toBe(name);
  });
});

describe("a selector", () => {
  const id = "0f47c4a4-5d7b-4a0c-8d4e-1f0d8b1f3c11";
  test.each([
    ["", {}],
    [":password", { jsonKey: "password" }],
    [":password::", { jsonKey: "password" }],
    ["::AWSPREVIOUS:", { versionStage: "AWSPREVIOUS" }],
    [`:::${id}`, { versionId: id }],
    [":a.b[0]:AWSCURRENT", { jsonKey: "a.b[0]", versionStage: "AWSCURRENT" }],
    [":::", {}],
    [":my key", { jsonKey: "my key" }],
    [":50%*", { jsonKey: "50%*" }],
  ])("%s", (selector, key) => {
    const parsed = parseArn(GOOD + selector);
    expect(parsed.problems).toEqual([]);
    expect(parsed.key).toEqual(key);
    expect(parsed.id?.text).toBe(GOOD);
  });
});

describe("what is wrong with an ARN", () => {
  test.each<[text: string, ...problems: string[]]>([
    ["arn:aws:secretsmanager", 'arn-parts "arn:aws:secretsmanager"'],
    [
      "arn:aws:secretsmanager:us-west-2:123456789012:secret",
      'arn-parts "arn:aws:secretsmanager:us-west-2:123456789012:secret"',
    ],
    [`${GOOD}:a:b:c:d`, `arn-parts "${GOOD}:a:b:c:d"`],
    [
      "arn:aws:secretsmanager:us-west-2::123456789012:secret:db-AbCdEf",
      'arn-parts "arn:aws:secretsmanager:us-west-2::123456789012:secret:db-AbCdEf"',
    ],
    [
      "arn:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf",
      'arn-parts "arn:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf"',
    ],
    [
      "arn::aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf",
      'arn-parts "arn::aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf"',
    ],
    ["Arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf", 'arn-prefix "Arn"'],
    ["arn::secretsmanager:us-west-2:123456789012:secret:db-AbCdEf", 'arn-partition ""'],
    ["arn:AWS:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf", 'arn-partition "AWS"'],
    ["arn:aws:SecretsManager:us-west-2:123456789012:secret:db-AbCdEf", 'arn-service "SecretsManager"'],
    ["arn:aws:ssm:us-west-2:123456789012:secret:db-AbCdEf", 'arn-service "ssm"'],
    ["arn:aws:secretsmanager::123456789012:secret:db-AbCdEf", 'arn-region ""'],
    ["arn:aws:secretsmanager:us-west-2a:123456789012:secret:db-AbCdEf", 'arn-region "us-west-2a"'],
    ["arn:aws:secretsmanager:US-WEST-2:123456789012:secret:db-AbCdEf", 'arn-region "US-WEST-2"'],
    ["arn:aws:secretsmanager:aws-global:123456789012:secret:db-AbCdEf", 'arn-region "aws-global"'],
    ["arn:aws:secretsmanager:us-gov-west-1:123456789012:secret:db-AbCdEf", 'arn-region "us-gov-west-1"'],
    ["arn:aws:secretsmanager:us-east-99:123456789012:secret:db-AbCdEf", 'arn-region "us-east-99"'],
    ["arn:aws:secretsmanager:xx-fake-9:123456789012:secret:db-AbCdEf", 'arn-region "xx-fake-9"'],
    ["arn:aws:secretsmanager:us-west-2::secret:db-AbCdEf", 'arn-account ""'],
    ["arn:aws:secretsmanager:us-west-2:1234567890123:secret:db-AbCdEf", 'arn-account "1234567890123"'],
    ["arn:aws:secretsmanager:us-west-2:XXXXXXXXXXXX:secret:db-AbCdEf", 'arn-account "XXXXXXXXXXXX"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:Secret:db-AbCdEf", 'arn-resource "Secret"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret/db-AbCdEf", 'arn-resource "secret/db-AbCdEf"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:parameter:db-AbCdEf", 'arn-resource "parameter"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret::password", 'arn-name ""'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:-AbCdEf", 'arn-name "-AbCdEf"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:my db-AbCdEf", 'arn-name " "'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:dü-AbCdEf", 'arn-name "ü"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:a!b!c-AbCdEf", 'arn-name "!"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:db", 'arn-partial "db"'],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdE", 'arn-partial "db-AbCdE"'],
    ["arn:${P}:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf", 'arn-template "${P}"'],
    [
      "arn:aws:secretsmanager:{region}:$ACCOUNT:secret:db-AbCdEf",
      'arn-template "{region}"',
      'arn-template "$ACCOUNT"',
    ],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:db-??????", 'arn-template "??????"'],
    [`${GOOD}:<key>`, 'arn-template "<key>"'],
    [`${GOOD}::a:b`, 'version-conflict "a:b"'],
    [`${GOOD}::${"s".repeat(257)}`, `version-malformed "${"s".repeat(257)}"`],
    [`${GOOD}:::short`, 'version-malformed "short"'],
    [
      "arn:awss:secretmanager:us_west_2:12:sekret:d b",
      'arn-partition "awss"',
      'arn-service "secretmanager"',
      'arn-region "us_west_2"',
      'arn-account "12"',
      'arn-resource "sekret"',
      'arn-name " "',
    ],
  ])("%s", (text, ...problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test("the fixed ARN has every slip put right", () => {
    const { problems } = parseArn("arn:awscn:secretmanager:cn-nort-1:123456789012:secrets:db-AbCdEf");
    const fixed = problems.map(({ problem }) => ("fixed" in problem ? problem.fixed : undefined));
    expect(new Set(fixed)).toEqual(
      new Set(["arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:db-AbCdEf"]),
    );
  });

  test("an unknown region and a missing suffix leave the ARN usable", () => {
    const { id } = parseArn("arn:aws:secretsmanager:us-east-99:123456789012:secret:db");
    expect(id?.region).toBe("us-east-99");
    expect(id?.suffix).toBeUndefined();
  });
});

describe("which texts mean a secret", () => {
  test.each([
    [GOOD, true],
    ["arn:aws:secretmanager:x", true],
    ["arn:aws:secrets-manager:us-west-2:1:secret:x", true],
    ["arn:aws:sm:us-west-2:123456789012:secret:x", true],
    ["arn:aws:s3:::bucket", false],
    ["arn:aws:ssm:us-west-2:123456789012:parameter/secret", false],
    ["arn:aws:states:::aws-sdk:secretsmanager:getSecretValue", false],
    ["arn:aws:lambda:us-west-2:123456789012:function:secretsmanager", false],
    ["arn:aws:sns:us-west-2:123456789012:secretsmanager", false],
    ["arn:aws:sqs:us-west-2:123456789012:secret", false],
    ["arn:aws:sns:us-west-2:123456789012:secret", false],
    ["arn:aws:logs:us-west-2:123456789012:log-group:secretsmanager:*", false],
    ["arn:aws:states:::aws-sdk:secretsmanager:getSecretValue", false],
    ["arn:secretsmanager:us-west-2:123456789012:secret:x", true],
    ["arn:aws:us-west-2:secretsmanager:123456789012:secret:x", true],
    ["arn:", false],
    [`see ${GOOD}`, false],
    ["secretsmanager", false],
  ])("%s: %s", (text, expected) => {
    expect(meansSecret(text)).toBe(expected);
  });
});
