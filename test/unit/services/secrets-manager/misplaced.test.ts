/** Fields of a selector that stand in each other's places, and what is said of a selector where it does not count. */

import { expect, describe as group, test } from "vitest";
import { applyRules } from "../../../../src/core/checks/apply-rules.js";
import { describe } from "../../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../../src/core/references/analyse.js";
import type { Rules } from "../../../../src/core/rules/rules.js";
import { looksLikeJsonKey } from "../../../../src/core/services/json-key.js";

const A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** The code of each finding, with what it says to write; `@` stands for a valid ARN in both. */
function said(yaml: string): readonly string[] {
  const { diagnostics } = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", A) }]);
  return diagnostics.map(({ problem }) => {
    const { hint = "" } = describe(problem);
    return `${problem.code} ${/write (.*)$/.exec(hint)?.[1]?.replace(A, "@") ?? ""}`.trim();
  });
}

group("version-misplaced", () => {
  test.each<[selector: string, ...expected: string[]]>([
    [":SecretString:password", "version-misplaced @:password"],
    [":SecretString", "version-misplaced @"],
    [":SecretString:", "version-misplaced @"],
    [":SecretString::", "version-misplaced @"],
    [":SecretBinary", "version-misplaced @"],
    [":secretString:password", "version-misplaced @:password"],
    [":SecretString:AWSPREVIOUS", "version-misplaced @::AWSPREVIOUS"],
    [":SecretString:password:", "version-misplaced @:password"],
    [
      ":SecretString:password:AWSPREVIOUS",
      "version-misplaced @:password:AWSPREVIOUS",
      "version-conflict @:password:AWSPREVIOUS",
    ],
    [":SecretString::AWSPREVIOUS", "version-misplaced @::AWSPREVIOUS", "version-malformed @::AWSPREVIOUS"],
    [":SecretString:password::", "arn-parts @:password", "version-misplaced @:password"],
    [
      ":SecretString:password:AWSPENDING:",
      "arn-parts @:password:AWSPENDING",
      "version-misplaced @:password:AWSPENDING",
    ],
    ["::connectionString", "version-misplaced @:connectionString"],
    ["::password", "version-misplaced @:password"],
    ["::password:", "version-misplaced @:password"],
    ["::api_key", "version-misplaced @:api_key"],
    [":db:password", "version-misplaced @:db.password"],
    [":3:password", "version-misplaced @:password"],
    [":AWSPREVIOUS", "version-misplaced @::AWSPREVIOUS"],
    [":awsprevious"],
    [":AWSCURRENT:", "version-misplaced @::AWSCURRENT"],
    [
      ":password::AWSPREVIOUS",
      "version-misplaced @:password:AWSPREVIOUS",
      "version-malformed @:password:AWSPREVIOUS",
    ],
    [":password"],
    ["::AWSCURRENT"],
    ["::AWSPREVIOUS"],
    ["::AWSPENDING"],
    [":password:AWSPREVIOUS"],
    ["::blue"],
    [":password:v2"],
    [":password:MY_LABEL:"],
    [":SecretStrings"],
    [
      ":password:::x",
      "arn-parts arn:partition:secretsmanager:region:account-id:secret:name, and after it at most :json-key:version-stage:version-id",
    ],
  ])("%s", (selector, ...expected) => {
    expect([...said(`a: "@${selector}"`)].sort()).toEqual([...expected].sort());
    const inText = said(`a: "x \${@${selector}}"`);
    expect([...inText].sort()).toEqual([...expected].sort());
  });

  test.each<[fields: string, fixed?: string]>([
    ["SecretString::connectionString", "SecretString:connectionString"],
    ["SecretString:AWSPREVIOUS", "SecretString::AWSPREVIOUS"],
    ["SecretString:password:AWSPREVIOUS"],
    ["SecretString::blue"],
    ["SecretString:password"],
  ])("in CloudFormation's form: %s", (fields, fixed) => {
    const expected =
      fixed === undefined ? [] : [`version-misplaced {{resolve:secretsmanager:prod/db:${fixed}}}`];
    expect(said(`a: '{{resolve:secretsmanager:prod/db:${fields}}}'`)).toEqual(expected);
  });

  test("what looks like a JSON key, and what may as well be a label", () => {
    const keys =
      "password username host port connectionString ConnectionString api_key dbPassword clientSecret".split(
        " ",
      );
    keys.push(
      ..."user accessKeyId jdbcUrl privateKey smtp_host engine dbInstanceIdentifier token Password api-key".split(
        " ",
      ),
    );
    expect(keys.filter((text) => !looksLikeJsonKey(text))).toEqual([]);
    const labels =
      "AWSCURRENT AWSPREVIOUS AWSPENDING blue green v2 V2 MY_LABEL API_KEY PASSWORD stable latest".split(" ");
    labels.push(
      ..."last_known_good blueGreen release-2024 prod staging v1.2.3 2024-01-01 canary Blue my-label x".split(
        " ",
      ),
    );
    labels.push("next_version", "stageBlue", "", "rotation_1", "preProd");
    expect(labels.filter(looksLikeJsonKey)).toEqual([]);
  });
});

group("literal-selector", () => {
  const write = `literal-selector \${@:key} or end the line with # arnsubst: resolve; to keep it, end the line with # arnsubst: literal`;
  test.each<[yaml: string, ...expected: string[]]>([
    ["resources: @:key", write],
    ["secrets: [@:key]", write.replace("${@:key}", '"${@:key}"')],
    ["secrets: ['@:key']", write],
    ["x: {key: '@:key'}", write],
    ["db_secrets: '@:key'", write],
    ["- {name: resources, value: '@:key'}", write],
    ["- resources=@:key", write],
    ["resources: @"],
    ["resources: {db: {password: '@:key'}}"],
    ["secret_arn: @:key"],
    ["valueFrom: @:key"],
    ["resources: @:key # arnsubst: literal"],
    ["resources: @:key # arnsubst: resolve"],
    ["resources: ${@:key}"],
    ["resources: x @:key"],
    ["containerDefinitions: [{secrets: ['@:key']}]"],
  ])("%s", (yaml, ...expected) => {
    expect(said(yaml)).toEqual(expected);
  });
});

group("reference-doubtful, of check only", () => {
  function doubts(yaml: string, rules: Rules = {}): readonly string[] {
    const analysis = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", A) }], rules);
    expect(analysis.diagnostics).toEqual([]);
    return applyRules(analysis, rules).diagnostics.map(
      ({ problem, severity }) => `${severity} ${problem.code}`,
    );
  }
  const NOTE = "note reference-doubtful";

  test.each<[yaml: string, ...expected: string[]]>([
    ["rds_secret: @", NOTE],
    ["dbSecret: @", NOTE],
    ["DB_SECRET: @", NOTE],
    ["rds_secret: [@]", NOTE],
    ["- {name: RDS_SECRET, value: @}", NOTE],
    ["- {value: @, Name: RdsSecret}", NOTE],
    ["rds_secret: @:password"],
    ["rds_secret: @::AWSPREVIOUS"],
    ["rds_secret: ${@}"],
    ["rds_secret: {password: @}"],
    ["client_secret: @"],
    ["password: @"],
    ["rds_secret: @ # arnsubst: resolve"],
    ["rds_secret: @ # arnsubst: literal"],
    ["rds_secret_arn: @"],
    ["- {name: PASSWORD, value: @}"],
  ])("%s", (yaml, ...expected) => {
    expect(doubts(yaml)).toEqual(expected);
  });

  test("what the team says leaves no doubt", () => {
    expect(doubts("rds_secret: @", { referenceKeys: ["rds_secret"] })).toEqual([]);
    expect(doubts("rds_secret: @", { bareArns: "replace" })).toEqual([]);
  });
});
