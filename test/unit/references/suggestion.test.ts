/** ARNs in a longer text: who reads them there, and where nobody does, what to write instead. */

import { expect, describe as group, test } from "vitest";
import { describe } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";

const A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** `@` stands for a valid ARN. */
function analysed(yaml: string) {
  const { references, literals, diagnostics } = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", A) }]);
  const said = diagnostics.map(({ problem }) => ({ code: problem.code, ...describe(problem) }));
  return { references: references.length, reasons: literals.map(({ reason }) => reason), said };
}

group("what is meant and missed draws reference-unmarked, with what to write", () => {
  test.each<[yaml: string, write: string]>([
    // The whole value, but for quotes and what cannot be seen.
    [`a: "'@:key'"`, '"@:key"'],
    [`a: '"@"'`, '"@"'],
    [`a: "\\"@:k\\","`, '"@:k"'],
    [`a: '''@:k["b c"]'''`, `'@:k["b c"]'`],
    [`a: "'\\"@:k\\"'"`, '"@:k"'],
    ["a: “@:key”", '"@:key"'],
    ["a: ‘@’", '"@"'],
    ["a: „@“", '"@"'],
    ["a: «@»", '"@"'],
    ["a: « @ »", '"@"'],
    ["a: ＂@＂", '"@"'],
    ["- ‘@:key", '"@:key"'],
    ['a: "`@:key`"', '"@:key"'],
    ["a: '```@```'", '"@"'],
    ['a: |\n  "@:key"\n', "@:key"],
    ["a: >-\n  '@:key'\n", "@:key"],
    ...[
      "200B",
      "200C",
      "2060",
      "00AD",
      "200E",
      "200F",
      "202A",
      "2066",
      "180E",
      "061C",
      "FE0F",
      "E0001",
    ].flatMap((code): [string, string][] => {
      const character = String.fromCodePoint(Number.parseInt(code, 16));
      return [
        [`a: ${character}@:key`, '"@:key"'],
        [`a: @${character}`, '"@"'],
        [`a: [${character}@:key${character}]`, '"@:key"'],
      ];
    }),
    ['a: "\\u200B@:key"', '"@:key"'],
    ['a: "\\u200B\\uFEFF\\u00A0@\\u00A0"', '"@"'],
    // A word of a notation that no program has.
    ["a: ${secret:@:key}", "${@:key}"],
    ["a: ${env:@}", "${@}"],
    ["a: ${secrets:@}", "${@}"],
    ["a: '${ secret: @ }'", "${@}"],
    ["a: ${aws:secret:@}", "${@}"],
    ["a: Bearer ${secret:@:token} x", "${@:token}"],
    ["a: '{{ secret:@ }}'", "${@}"],
    ["a: $(env:@)", "${@}"],
    ["a: <secret:@>", "${@}"],
    ["a: '%{secret:@}'", "${@}"],
    ["a: secretsmanager:@:key", '"@:key"'],
    ["a: secret:@", '"@"'],
    ["a: secretsmanager://@", '"@"'],
    ["a: aws:secretsmanager:@", '"@"'],
    ["a: |\n  secretsmanager:@\n", "@"],
    ["- KEY:@", '"@"'],
    // A variable.
    ["a: password=@:key", "password=${@:key}"],
    ["- password=@:key", "password=${@:key}"],
    ["- PASSWORD=@", "PASSWORD=${@}"],
    ["- db.password=@", "db.password=${@}"],
    ["- RDS_SECRET=@", "RDS_SECRET=${@}"],
    ["- 'PASSWORD = @'", "PASSWORD = ${@}"],
    ["- --password=@", "--password=${@}"],
    ["- -Ddb.password=@", "-Ddb.password=${@}"],
    ["a: [PASSWORD=@:key]", '"PASSWORD=${@:key}"'],
    ["a: ['PASSWORD=@:key']", "PASSWORD=${@:key}"],
    ["a: PASSWORD=\u200B@", "PASSWORD=${@}"],
    ["a: 'PASSWORD=\u00A0@'", "PASSWORD=\u00A0${@}"],
    ["a: |\n  user=app\n  password=@:key\n  host=db\n", "password=${@:key}"],
    ["a: |\r\n  user=app\r\n  password=@:key\r\n  host=db\r\n", "password=${@:key}"],
    ["a: |\n  [db]\n  sql_alchemy_conn = @:key\n", "sql_alchemy_conn = ${@:key}"],
    ['a: |\n  export X="@"\n', 'X="${@}"'],
    ["a: |\n  X=@ # the password\n", "X=${@}"],
    ["a: |\n  Y=1\n  secret=@:key\n", "secret=${@:key}"],
    ["a: |\n  [core]\n  fernet_key = @\n", "fernet_key = ${@}"],
    ["a: host=db user=app password=@:key sslmode=require", "password=${@:key}"],
    ["a: Server=db;Password=@:key;Encrypt=true", "Password=${@:key}"],
    ["a: jdbc:postgresql://db/app?user=x&password=@:key", "password=${@:key}"],
    ["a: mysql --user app --password @:key", "--password ${@:key}"],
    ["a: ${DB_PASSWORD:-@}", "DB_PASSWORD:-${@}"],
    ["- 'X-Token: @:key'", "X-Token: ${@:key}"],
  ])("%j", (yaml, write) => {
    const { references, said } = analysed(yaml);
    expect(said.map(({ code }) => code)).toEqual(["reference-unmarked"]);
    const hint = `to replace it, write ${write.replaceAll("@", A)}; to keep it, end the line with # arnsubst: literal`;
    expect(said[0]?.hint).toBe(hint);
    expect(references).toBe(0);
  });

  test("what it says to write is a reference", () => {
    for (const value of [`"${A}:key"`, `password=\${${A}:key}`, `"PASSWORD=\${${A}}"`]) {
      const { references, said } = analysed(`a: ${value}`);
      expect({ references, said }).toEqual({ references: 1, said: [] });
    }
  });
});

group("what others read, and what nobody can take for a reference, stays without a word", () => {
  test.each<[yaml: string, ...reasons: string[]]>([
    ["a: awssm:@", "prefix awssm: of murmur"],
    ["a: awssm:@#AWSPREVIOUS|jsonpath:{.password}", "prefix awssm: of murmur"],
    ["a: ${secret:awssm:@}", "prefix awssm: of murmur"],
    ["a: aws-secretsmanager:@", "prefix aws-secretsmanager: of Spring"],
    ["a: optional:aws-secretsmanager:@", "prefix aws-secretsmanager: of Spring"],
    ["a: aws-secretsmanager:/app;@", "prefix aws-secretsmanager: of Spring"],
    ["spring: {config: {import: 'secretsmanager:@'}}", "key spring.config.import"],
    ["spring.config.import: ['optional:vault://@']", "key spring.config.import"],
    ["a: ${secretsmanager:@#key}", "prefix ${secretsmanager: of the OpenTelemetry collector"],
    ["a: Bearer ${secretsmanager:@}", "prefix ${secretsmanager: of the OpenTelemetry collector"],
    ["a: ${secretsmanager:@:-none}", "prefix ${secretsmanager: of the OpenTelemetry collector"],
    ["- --config=secretsmanager:@", "prefix --config=secretsmanager: of the OpenTelemetry collector"],
    ["a: ${secretsManager:@:key}", "prefix ${secretsManager: of Kafka Connect"],
    ["a: <path:@#key>", "prefix <path: of argocd-vault-plugin"],
    ["a: x <path:@#key | base64encode>", "prefix <path: of argocd-vault-plugin"],
    ["a: bref-secretsmanager:@", "prefix bref-secretsmanager: of Bref"],
    ["a: awssecretsmanager://@", "prefix awssecretsmanager://"],
    ["a: aws-sm:@", "prefix aws-sm:"],
    [
      "a: secrets+literal://vals!ref+awssecrets://prod/db#/password",
      "prefix secrets+literal:// of helm-secrets",
    ],
    ["a: secrets+literal://vals!ref+awssecrets://@#/password", "prefix secrets+literal:// of helm-secrets"],
    ["- secrets://vals!ref+awssecrets://prod/db", "prefix secrets:// of helm-secrets"],
    ["- vals!ref+awssecrets://prod/db", "prefix vals! of helm-secrets"],
    [
      "a: '--set-file x=secrets+literal://vals!ref+awssecrets://a#/b,y=1'",
      "prefix secrets+literal:// of helm-secrets",
    ],
    // Names speak as keys do.
    ["- DB_SECRET_ARN=@", "name DB_SECRET_ARN"],
    ["- DB_SECRET_ARN = @", "name DB_SECRET_ARN"],
    ["- DB_SECRET_ARN=@:key", "name DB_SECRET_ARN"],
    ["a: DB_SECRET_ARN=@", "name DB_SECRET_ARN"],
    ["- dbSecretArn=@", "name dbSecretArn"],
    ["- app.db.secret-id=@", "name app.db.secret-id"],
    ["- --secret-arn=@", "argument --secret-arn"],
    ["- --secret-arn='@'", "argument --secret-arn"],
    ["- -secret_id=@", "argument -secret_id"],
    ["a: aws secretsmanager get-secret-value --secret-id @ --query SecretString", "argument --secret-id"],
    ["a: |\n  user=app\n  DB_SECRET_ARN=@\n  host=db\n", "name DB_SECRET_ARN"],
    ["a: ${DB_SECRET_ARN:-@}", "name DB_SECRET_ARN"],
    ["a: ${db.secret-arn:@}", "name db.secret-arn"],
    ["a: https://host?arn=@", "name arn"],
    ['a: |\n  - objectName: "@"\n', "name objectName"],
    // Others' texts.
    ["a: see @ there", "part of a longer text"],
    ["a: see '@', then go on", "part of a longer text"],
    ["a: see “@” first", "part of a longer text"],
    ["a: \"'@','@'\"", "part of a longer text", "part of a longer text"],
    ['a: \'{"secret": "@"}\'', "part of a longer text"],
    ["a: '[\"@\"]'", "part of a longer text"],
    ["a: https://console.example.com/secrets:@", "part of a longer text"],
    ["a: The secret x = @ is rotated", "part of a longer text"],
    ["a: ParameterKey=DbSecret,ParameterValue=@", "part of a longer text"],
    ["a: |\n  user=app\n  secret=@\n  x=@\n", "part of a longer text", "part of a longer text"],
    ["buildspec: |\n  env:\n    secrets-manager:\n      TOKEN: @:token\n", "part of a longer text"],
    ["a: 'Secret: @'", "part of a longer text"],
    ["a: x --secret @", "part of a longer text"],
    ["a: x --id @ --name @", "part of a longer text", "part of a longer text"],
    [
      "a: |\n  name: @\n  id: @\n  credentials: @\n  secret: @\n",
      ...Array<string>(4).fill("part of a longer text"),
    ],
    ["a: |\n  ID=@\n  aws secretsmanager get-secret-value --secret-id $ID\n", "part of a longer text"],
    ["a: IAM5[Resource::@]", "part of a longer text"],
    ["a: |\n  PROD, @\n  DEV, @\n", "part of a longer text", "part of a longer text"],
    // Said of this place.
    ["secret_arn: \"'@'\"", "key secret_arn"],
    ["a: “@” # arnsubst: literal", "comment # arnsubst: literal"],
    ["- PASSWORD=@ # arnsubst: literal", "comment # arnsubst: literal"],
    ["a: !Sub '\"@\"'", "tag !Sub"],
  ])("%j", (yaml, ...reasons) => {
    expect(analysed(yaml)).toEqual({ references: 0, reasons, said: [] });
  });

  test("spaces that JavaScript and YAML count as such are no part of a value", () => {
    for (const space of ["\u00A0", "\uFEFF", "\u3000"])
      expect(analysed(`a: "${space}@:key${space}"`)).toEqual({ references: 1, reasons: [], said: [] });
  });

  test("vals in a URL is vals's own", () => {
    const { references } = analysed(
      "a: postgres://app:ref+awssecrets://prod/db#/password+@db/app".replace("@", "\\@"),
    );
    expect(references).toBe(1);
  });
});
