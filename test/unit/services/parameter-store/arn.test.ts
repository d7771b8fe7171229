/** Every part of a parameter's ARN, right and wrong: one row, one text. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meansSecret, parseArn, serviceMeant } from "../../../../src/core/services/index.js";

const ACCOUNT = "arn:aws:ssm:us-west-2:123456789012";
const GOOD = `${ACCOUNT}:parameter/prod/db`;

/** What is wrong, as `code "part"`, with what to write if that is known. */
function problemsOf(text: string): readonly string[] {
  return parseArn(text).problems.map(({ problem, start, end }) => {
    const fixed = "fixed" in problem && problem.fixed ? ` → ${problem.fixed.replace(ACCOUNT, "…")}` : "";
    return `${problem.code} "${text.slice(start, end)}"${fixed}`;
  });
}

describe("a valid ARN", () => {
  test("has all its parts", () => {
    expect(parseArn(GOOD)).toEqual({
      id: {
        service: "ssm",
        text: GOOD,
        partition: "aws",
        region: "us-west-2",
        account: "123456789012",
        resource: "/prod/db",
        name: "/prod/db",
      },
      key: {},
      problems: [],
    });
  });

  test.each([
    [`${ACCOUNT}:parameter/flat`, "flat"],
    [`${ACCOUNT}:parameter/a_b.c-d/E9`, "/a_b.c-d/E9"],
    [`${ACCOUNT}:parameter/${"n".repeat(1_011)}`, "n".repeat(1_011)],
    [`${ACCOUNT}:parameter/aws/reference/secretsmanager/db`, "/aws/reference/secretsmanager/db"],
    ["arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x/y", "/x/y"],
    ["arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/x/y", "/x/y"],
    ["arn:aws:ssm:us-east-1::parameter/aws/service/ami", "/aws/service/ami"],
  ])("%s has the name %s", (text, name) => {
    const { id, problems } = parseArn(text);
    expect(problems).toEqual([]);
    expect(id?.name).toBe(name);
  });

  test.each([
    ["", {}],
    [":3", { versionId: "3" }],
    [":live", { versionStage: "live" }],
    ["::password", { jsonKey: "password" }],
    [":3:password", { versionId: "3", jsonKey: "password" }],
    [":live:a.b[0]", { versionStage: "live", jsonKey: "a.b[0]" }],
    ["::", {}],
    [":", {}],
  ])("with the selector %s", (selector, key) => {
    const parsed = parseArn(GOOD + selector);
    expect(parsed.problems).toEqual([]);
    expect(parsed.key).toEqual(key);
    expect(parsed.id?.text).toBe(GOOD);
  });

  test("of any levels and selector is read as it was made", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
    const version = fc.option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined });
    const jsonKey = fc.option(fc.stringMatching(/^[a-z][a-z0-9_.]{0,9}$/), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 15 }),
        version,
        jsonKey,
        (levels, number, key) => {
          const name = levels.join("/");
          const parsed = parseArn(`${ACCOUNT}:parameter/${name}:${number ?? ""}:${key ?? ""}`);
          expect(parsed.problems).toEqual([]);
          expect(parsed.id?.text).toBe(`${ACCOUNT}:parameter/${name}`);
          expect(parsed.key.versionId).toBe(number === undefined ? undefined : String(number));
          expect(parsed.key.jsonKey).toBe(key);
        },
      ),
    );
  });
});

describe("what is wrong with an ARN", () => {
  test.each<[text: string, ...problems: string[]]>([
    [`${ACCOUNT}:parameters/prod/db`, 'parameter-resource "parameters" → …:parameter/prod/db'],
    [`${ACCOUNT}:Parameter/prod/db`, 'parameter-resource "Parameter" → …:parameter/prod/db'],
    [`${ACCOUNT}:paramter/prod/db:3`, 'parameter-resource "paramter" → …:parameter/prod/db:3'],
    [`${ACCOUNT}:param/prod/db`, 'parameter-resource "param" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter:prod/db`, 'parameter-resource "parameter" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter:prod/db:3`, 'parameter-resource "parameter" → …:parameter/prod/db:3'],
    [`${ACCOUNT}:parameter`, 'parameter-resource "parameter"'],
    [
      `${ACCOUNT}:parameter:/prod/db`,
      'parameter-resource "parameter" → …:parameter/prod/db',
      'parameter-name "/" → …:parameter/prod/db',
    ],
    [
      "arn:aws:secretsmanager:us-west-2:123456789012:parameter:prod/db:3",
      'arn-service "secretsmanager" → …:parameter/prod/db:3',
      'parameter-resource "parameter" → …:parameter/prod/db:3',
    ],
    [`${ACCOUNT}:parameterdb/password`, 'parameter-resource "parameter" → …:parameter/db/password'],
    [`${ACCOUNT}:parameterproduction/db`, 'parameter-resource "parameter" → …:parameter/production/db'],
    [`${ACCOUNT}:parameter-store/prod/db`, 'parameter-resource "parameter-store" → …:parameter/prod/db'],
    [`${ACCOUNT}:/prod/db`, 'parameter-resource "" → …:parameter/prod/db'],
    ["arn:aws:ssm:us-west-2:parameter/x", 'parameter-parts "arn:aws:ssm:us-west-2:parameter/x"'],
    ["arn:aws:ssm:123456789012:parameter/x", 'parameter-parts "arn:aws:ssm:123456789012:parameter/x"'],
    [
      "arn:ssm:us-west-2:123456789012:parameter/x",
      'parameter-parts "arn:ssm:us-west-2:123456789012:parameter/x"',
    ],
    [`${GOOD}:3:a:b`, `parameter-parts "${GOOD}:3:a:b"`],
    [`${GOOD}:password::`, `parameter-parts "${GOOD}:password::" → …:parameter/prod/db::password`],
    [
      `${GOOD}:password:AWSCURRENT:`,
      `parameter-parts "${GOOD}:password:AWSCURRENT:" → …:parameter/prod/db::password`,
    ],
    [
      `${GOOD}:password:live:`,
      `parameter-parts "${GOOD}:password:live:" → …:parameter/prod/db:live:password`,
    ],
    [`${GOOD}:password::3`, `parameter-parts "${GOOD}:password::3" → …:parameter/prod/db:3:password`],
    [`${GOOD}::password:3`, `parameter-parts "${GOOD}::password:3" → …:parameter/prod/db:3:password`],
    [`${GOOD}:3:password:`, `parameter-parts "${GOOD}:3:password:" → …:parameter/prod/db:3:password`],
    [`${GOOD}:live::`, `parameter-parts "${GOOD}:live::" → …:parameter/prod/db:live`],
    [`${GOOD}:::`, `parameter-parts "${GOOD}:::" → …:parameter/prod/db`],
    [`${GOOD}:::password`, `parameter-parts "${GOOD}:::password" → …:parameter/prod/db::password`],
    [`${GOOD}:password:::`, `parameter-parts "${GOOD}:password:::" → …:parameter/prod/db::password`],
    [`${GOOD}:SecretString:password`, 'version-misplaced "SecretString" → …:parameter/prod/db::password'],
    [
      `${GOOD}:SecretString:password::`,
      `parameter-parts "${GOOD}:SecretString:password::" → …:parameter/prod/db::password`,
    ],
    [`${GOOD}:password:live`, 'version-misplaced "password" → …:parameter/prod/db:live:password'],
    [`${GOOD}:password:AWSCURRENT`, 'version-misplaced "password" → …:parameter/prod/db::password'],
    [
      `${GOOD}:credentials:password`,
      'version-misplaced "credentials" → …:parameter/prod/db::credentials.password',
    ],
    [
      "arn:aws:ssm:us-west2:123456789012:parameters/prod/db:password",
      'arn-region "us-west2" → …:parameter/prod/db::password',
      'parameter-resource "parameters" → …:parameter/prod/db::password',
      'version-misplaced "password" → …:parameter/prod/db::password',
    ],
    [`${ACCOUNT}:parameter/`, 'parameter-name ""'],
    [`${ACCOUNT}:parameter//`, 'parameter-name "/"'],
    [`${ACCOUNT}:parameterdb:3:password`, 'parameter-resource "parameter" → …:parameter/db:3:password'],
    [`${ACCOUNT}:parameterdb`, 'parameter-resource "parameter" → …:parameter/db'],
    [`${ACCOUNT}:parameter-prod/db`, 'parameter-resource "parameter" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter//prod/db`, 'parameter-name "/" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter/prod//db`, 'parameter-name "//" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter/prod/db/`, 'parameter-name "/" → …:parameter/prod/db'],
    [`${ACCOUNT}:parameter/prod/d@b`, 'parameter-name "@"'],
    [`${ACCOUNT}:parameter/${"n".repeat(1_012)}`, `parameter-name "${"n".repeat(1_012)}"`],
    [
      `${ACCOUNT}:parameter/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p`,
      'parameter-name "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"',
    ],
    [`${GOOD}:0`, 'parameter-version "0"'],
    [`${GOOD}:01`, 'parameter-version "01"'],
    [`${GOOD}:1a`, 'parameter-version "1a"'],
    [`${GOOD}:awsLabel`, 'parameter-version "awsLabel"'],
    [`${GOOD}:${"l".repeat(101)}`, `parameter-version "${"l".repeat(101)}"`],
    [`${GOOD}:password`, 'version-misplaced "password" → …:parameter/prod/db::password'],
    [`${GOOD}:password:3`, 'version-misplaced "password" → …:parameter/prod/db:3:password'],
    [
      `${GOOD}:connectionString`,
      'version-misplaced "connectionString" → …:parameter/prod/db::connectionString',
    ],
    ["arn:aws:ssm:us-west-2::parameter/prod/db", 'arn-account ""'],
    ["arn:aws:ssm:us-west-2:1234:parameter/prod/db", 'arn-account "1234"'],
    ["arn:aws:sms:us-west-2:123456789012:parameter/prod/db", 'arn-service "sms" → …:parameter/prod/db'],
    [
      "arn:aws:secretsmanager:us-west-2:123456789012:parameter/prod/db",
      'arn-service "secretsmanager" → …:parameter/prod/db',
    ],
    ["arn:aws:ssm:us-west2:123456789012:parameter/prod/db", 'arn-region "us-west2" → …:parameter/prod/db'],
    ["aws:ssm:us-west-2:123456789012:parameter/prod/db", 'arn-prefix "aws" → …:parameter/prod/db'],
    ["arn:aws:ssm:us-west-2:<account>:parameter/prod/db", 'arn-template "<account>"'],
    [`${ACCOUNT}:parameter/<name>`, 'arn-template "<name>"'],
    [
      `${ACCOUNT}:parameters/prod//db:0`,
      'parameter-resource "parameters" → …:parameter/prod/db:0',
      'parameter-name "//" → …:parameter/prod/db:0',
      'parameter-version "0"',
    ],
  ])("%s", (text, ...problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test.each([
    [`${ACCOUNT}:document/x`, undefined],
    ["arn:aws:ssm", "region"],
  ])("%s in an expression, which says that it means a secret", (text, missing) => {
    expect(parseArn(text).problems.map(({ problem }) => problem)).toEqual([
      expect.objectContaining({ code: "parameter-parts", ...(missing && { missing }) }),
    ]);
  });

  test("keeps an ARN with a warning useful", () => {
    expect(parseArn(`${GOOD}:password`).id?.text).toBe(GOOD);
  });
});

describe("whose ARN it is", () => {
  test.each([
    `${ACCOUNT}:document/AWS-RunShellScript`,
    `${ACCOUNT}:document/parameters`,
    `${ACCOUNT}:automation-definition/Restart:3`,
    `${ACCOUNT}:managed-instance/mi-0123456789abcdef0`,
    `${ACCOUNT}:patchbaseline/pb-0123456789abcdef0`,
    `${ACCOUNT}:opsmetadata/aws/ssm/x/appmanager`,
    `${ACCOUNT}:maintenancewindow/mw-0123456789abcdef0`,
    `${ACCOUNT}:servicesetting/ssm/parameter-store/default-parameter-tier`,
    ACCOUNT,
    "arn:aws:memorydb:us-west-2:123456789012:parametergroup/x",
    "arn:aws:elasticache:us-west-2:123456789012:parametergroup:x",
    "arn:aws:sns:us-west-2:123456789012:parameter",
    "arn:aws:s3:::parameter/x",
    `${ACCOUNT}:patchbaseline/parameter/x`,
  ])("%s means no secret", (text) => {
    expect(meansSecret(text)).toBe(false);
  });

  test.each([
    [GOOD, "ssm"],
    ["arn:aws:secretsmanager:us-west-2:123456789012:parameter/x", "ssm"],
    ["arn:aws:ssm:us-west-2:123456789012:secret:x-AbCdEf", "secretsmanager"],
    ["arn:aws:secretsmanager:us-west-2:123456789012:secret:parameter/x-AbCdEf", "secretsmanager"],
  ])("%s means %s", (text, service) => {
    expect(meansSecret(text)).toBe(true);
    expect(serviceMeant(text).name).toBe(service);
  });
});
