/** CloudFormation's dynamic references: which texts they are, and what is said of those that nearly are. */

import { describe, expect, test } from "vitest";
import { describe as describeProblem } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";
import { resolve } from "../../../src/index.js";
import { foundIn } from "../../support/found.js";
import { providerOf } from "../../support/resolve-with.js";

const ID = "0123456789abcdef0123456789abcdef";
const TEMPLATE =
  "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db-AbCdEf";

/** `R:` stands for `resolve:secretsmanager:`. */
function written(yaml: string): string {
  return yaml.replaceAll("R:", "resolve:secretsmanager:");
}

describe("references", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: '{{R:prod/db}}'", "prod/db"],
    ["a: '{{R:prod/db:}}'", "prod/db"],
    ["a: '{{R:prod/db::::}}'", "prod/db"],
    ["a: '{{R:prod/db:SecretString}}'", "prod/db"],
    ["a: '{{R:prod/db:SecretString:}}'", "prod/db"],
    ["a: '{{R:prod/db:SecretString:password}}'", "prod/db key=password"],
    ["a: '{{R:prod/db::password}}'", "prod/db key=password"],
    ["a: '{{R:prod/db:SecretString:my key}}'", "prod/db key=my key"],
    ["a: '{{R:prod/db:SecretString:$a*?}}'", "prod/db key=$a*?"],
    ["a: '{{R:prod/db:SecretString:a}b}}'", "prod/db key=a}b"],
    ["a: '{{R:prod/db:SecretString:a.b[0]}}'", "prod/db key=a.b[0]"],
    ["a: '{{R:prod/db:SecretString:password:AWSPREVIOUS}}'", "prod/db key=password stage=AWSPREVIOUS"],
    ["a: '{{R:prod/db:SecretString::AWSPREVIOUS:}}'", "prod/db stage=AWSPREVIOUS"],
    [`a: '{{R:prod/db:SecretString:password::${ID}}}'`, `prod/db key=password id=${ID}`],
    [`a: '{{R:prod/db::::${ID}}}'`, `prod/db id=${ID}`],
    ["a: '{{R:prod/db-AbCdEf}}'", "prod/db-AbCdEf"],
    ["a: '{{R:rds!cluster-1}}'", "rds!cluster-1"],
    ["a: '{{R:@}}'", "@"],
    ["a: '{{R:@:SecretString:password}}'", "@ key=password"],
    ["a: '{{R:@::::}}'", "@"],
    [`a: '{{R:@:::: }}'`, "expression-malformed {{resolve:secretsmanager:@:::: }}"],
    [
      "a: '{{R:arn:aws:secretsmanager:us-west-2:123456789012:secret:db}}'",
      "arn:aws:secretsmanager:us-west-2:123456789012:secret:db",
      "arn-partial db",
    ],
    [
      "a: 'postgres://{{R:u}}:{{R:db:SecretString:password}}@db'".replace("@", "(at)"),
      "u",
      "db key=password",
    ],
    ["a: x {{R:db}} y", "db"],
    ["a: '{{R:a}}{{R:b}}'", "a", "b"],
    ["a: |\n  x={{R:a}}\n  y={{R:b:SecretString:k}}\n", "a", "b key=k"],
    ['- "{{R:a}}"', "a"],
    ["[x, '{{R:a}}']", "a"],
    ["SecretArn: '{{R:a}}'", "a"],
    ["Resources: {Db: {Properties: {MasterUserPassword: '{{R:a::b}}'}}}", "a key=b"],
    ["valueFrom: '{{R:a}}'", "a"],
    ["a: '{{resolve:s3:x}}{{R:b}}{{resolve:sns:y:1}}'", "b"],
    ["a: '{{ x }} {{R:b}}'", "b"],
    ["a: '{{R:near/${x}}}' # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["a: !!str '{{R:a}}'", "a"],
    ["a: !Sub '{{R:a}}' # arnsubst: resolve", "a"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("none of ours", () => {
  test.each([
    "a: '{{resolve:sns:prod/db:1}}'",
    "a: '{{resolve:s3:secretsmanager}}'",
    "a: prod/db:password",
    "a: 'resolve:secretsmanager:prod/db'",
    "a: '{{ lookup(x) }}'",
    "a: '{{ resolve(secretsmanager) }}'",
    "# {{resolve:secretsmanager:prod/db}}\na: 1",
  ])("%j", (yaml) => {
    expect(foundIn(yaml)).toEqual([]);
  });
});

describe("what is nearly one", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: '{{R:prod/db:SecretBinary}}'", "expression-malformed SecretBinary"],
    ["a: '{{R:prod/db:secretstring:k}}'", "expression-malformed secretstring"],
    ["a: '{{R:prod/db:SecretSting:k}}'", "expression-malformed SecretSting"],
    ["a: '{{R:prod/db:password}}'", "expression-malformed password"],
    ["a: '{{R:@:password}}'", "expression-malformed password"],
    ["a: '{{R:prod/db:SecretString:a:b:c:d}}'", "version-conflict b:c", "expression-malformed :d"],
    ["a: '{{R:prod/db:::::}}'", "expression-malformed :"],
    ["a: '{{R:@:SecretString:a:::x:y}}'", "expression-malformed :x:y"],
    ["a: '{{R:}}'", "expression-malformed {{R:}}"],
    ["a: '{{resolve:secretsmanager}}'", "expression-malformed {{resolve:secretsmanager}}"],
    ["a: '{{R::SecretString:k}}'", "expression-malformed {{R::SecretString:k}}"],
    [`a: '{{R:x:SecretString:k:AWSPREVIOUS:${ID}}}'`, `version-conflict AWSPREVIOUS:${ID}`],
    ["a: '{{R:x:SecretString:k::1}}'", "version-malformed 1"],
    ["a: '{{R:x::AWSPREVIOUS}}'", "x key=AWSPREVIOUS", "version-misplaced AWSPREVIOUS"],
    ["a: 'x {{R:prod/db y'", "reference-unterminated {{R:prod/db"],
    ["a: '{{R:prod/db}'", "reference-unterminated {{R:prod/db}"],
    ["a: '{{R:a {{R:b}}'", "b", "reference-unterminated {{R:a"],
    ["a: |\n  {{R:a\n  }}\n", "reference-unterminated {{R:a"],
    ["a: '{{ R:x }}'", "expression-malformed {{ R:x }}"],
    ["a: '{{R: x}}'", "expression-malformed {{R: x}}"],
    ["a: '{{R:x : SecretString:k}}'", "expression-malformed {{R:x : SecretString:k}}"],
    ["a: '{{resolve:SecretsManager:x}}'", "expression-malformed SecretsManager"],
    ["a: '{{resolve:secretmanager:x}}'", "expression-malformed secretmanager"],
    ["a: '{{resolve:scretsmanager:x}}'", "expression-malformed scretsmanager"],
    ["a: {{resolve:scretmanager:x}}", "reference-in-key {{resolve:scretmanager:x}}"],
    ["a: '{{ resolve:secrets-manager:x }}'", "expression-malformed secrets-manager"],
    ["a: '{{Resolve:secretsmanager:x}}'", "expression-malformed {{Resolve:secretsmanager:x}}"],
    ["a: '{{resolve:secretsmanager/x}}'", "expression-malformed {{resolve:secretsmanager/x}}"],
    ["a: '{{R:a b}}'", "arn-name  "],
    ["a: '{{R:a,b}}'", "arn-name ,"],
    ["a: '{{R:${AWS::StackName}/db}}'", "arn-template ${AWS::StackName}"],
    ["a: '{{R:${Secret}}}'", "literal template ${Secret}", "arn-template ${Secret}"],
    ["a: '{{R:{{ env }}/db:SecretString:k}}'", "literal template {{ env }}", "arn-template {{ env }}"],
    ["a: '{{R:<name>}}'", "arn-template <name>"],
    ["a: '{{R:x:SecretString:${Key}}}'", "literal template ${Key}", "arn-template ${Key}"],
    ["a: '{{R:x:SecretString:k:{{ stage }}}}'", "literal template {{ stage }}", "arn-template {{ stage }}"],
    ["a: '{{R:x:SecretString:k::${Id}}}'", "literal template ${Id}", "arn-template ${Id}"],
    [
      `a: '{{R:${TEMPLATE}:SecretString:k}}'`,
      "arn-template ${AWS::Partition}",
      "arn-template ${AWS::Region}",
      "arn-template ${AWS::AccountId}",
    ],
    ["a: '{{R:arn:aws:secretsmanager:us-west-2:1234:secret:x-AbCdEf:SecretString:k}}'", "arn-account 1234"],
    [
      "a: '{{R:arn:aws:secretsmanager:us-west-2:secret:x:SecretString:k}}'",
      "arn-parts arn:aws:secretsmanager:us-west-2:secret:x",
    ],
    ["a: '{{R:ARN:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf}}'", "arn-prefix ARN"],
    ['a: "{{R:prod\\x2Fdb}}"', "reference-hidden R:prod\\x2Fdb}}"],
    ["a: {{R:x}}", "reference-in-key {{R:x}}"],
    ["a: {{ R:x }}", "reference-in-key {{ R:x }}"],
    ["a: {{R:@:SecretString:password}}", "reference-in-key {{R:@:SecretString:password}}"],
    ["a: {{R:x::::}}", "reference-in-key {{R:x::::}}"],
    ["- {{R:x}}", "reference-in-key {{R:x}}"],
    ["[a, {{R:x}}]", "reference-in-key {{R:x}}"],
    ["{a: {{R:x}}, b: {{R:y}}}", "reference-in-key {{R:x}}", "reference-in-key {{R:y}}"],
    ["Resources: {SecretArn: {{R:x}}}", "reference-in-key {{R:x}}"],
    ["'{{R:x}}': 1", "reference-in-key '{{R:x}}'"],
    ["a: {{R:x}} # arnsubst: literal"],
    ["a: {{resolve:sns:x}}"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("what CloudFormation puts together itself", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: !Sub '{{R:${X}-db}}'", "literal tag !Sub"],
    ["a: !Sub ['{{R:${X}-db}}', {X: 1}]", "literal tag !Sub"],
    ["a: !Join ['', ['{{R:', !Ref X, ':SecretString:k}}']]", "literal tag !Join"],
    ["Fn::Sub: '{{R:${X}-db}}'", "literal key Fn::Sub"],
    ["a: {Fn::Sub: ['{{R:${X}-db}}', {X: 1}]}", "literal key Fn::Sub"],
    ["a:\n  Fn::Join:\n  - ''\n  - - '{{R:'\n    - Ref: X\n    - ':k}}'", "literal key Fn::Join"],
    ["Resources: {A: {Fn::Join: ['', ['{{R:', x, '}}']]}}", "literal key Fn::Join"],
    ["a: {Fn::If: [Prod, '{{R:x}}', y]}", "literal key Fn::If"],
    ["a: !If [Prod, '{{R:x}}', y]", "literal tag !If"],
    ["a: {Fn::Sub: '{{R:x}}'} # arnsubst: resolve", "x"],
    ["a: {Fn::Sub: '{{R:@:SecretString:k}}'}", "literal key Fn::Sub"],
    ["a: {Fn::Sub: {{R:x}}}"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected);
  });

  test("unless the team says otherwise", () => {
    const text = written("Fn::Sub: {password: '{{R:x}}', url: '{{R:y}}'}");
    const rules = { referenceKeys: ["password"], literalKeys: [] };
    const { references, literals } = analyse([{ name: "t.yaml", text }], rules);
    expect([references.map(({ id }) => id.text), literals.map(({ reason }) => reason)]).toEqual([
      ["x"],
      ["key Fn::Sub"],
    ]);
  });
});

describe("what YAML stumbles over", () => {
  test.each([
    "a: {{R:x}} y",
    "a: {{R:x}}-{{R:y}}",
    "- {{R:x:SecretString:k}}y",
    "[{{R:x}} y]",
    "{a: {{R:x}} y}",
  ])("%j", (yaml) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: written(yaml) }]);
    expect(diagnostics.map(({ problem }) => problem)).toContainEqual(
      expect.objectContaining({ code: "yaml-syntax", advice: "quote-expression" }),
    );
  });
});

describe("what to write instead", () => {
  test.each([
    ["{{ R:x }}", "write {{R:x}}"],
    ["{{ resolve : SecretsManager : x : SecretString : k }}", "write {{R:x:SecretString:k}}"],
    ["{{resolve:secretmanager:x:SecretString:k}}", "write {{R:x:SecretString:k}}"],
    ["{{R:x:k}}", "write {{R:x:SecretString:k}}"],
    ["{{R:x:k:AWSPREVIOUS}}", "write {{R:x:SecretString:k:AWSPREVIOUS}}"],
    ["{{R:x:secretstring:k}}", "write {{R:x:SecretString:k}}"],
    ["{{R:x:SecretBinary}}", "write {{R:x:SecretString}}"],
    ["{{R:x::AWSPREVIOUS}}", "to get that version, write {{R:x:SecretString::AWSPREVIOUS}}"],
    ["{{R:x", "put }} at the end"],
  ])("%s: %s", (text, hint) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: written(`a: '${text}'`) }]);
    expect(diagnostics.map(({ problem }) => describeProblem(problem).hint)).toEqual([written(hint)]);
  });
});

describe("values", () => {
  const secrets: Readonly<Record<string, string>> = {
    db: '{"password": "p@ss: #1", "port": 5432, "run": "{{resolve:secretsmanager:other}}"}',
    token: "it's",
  };
  test.each([
    ["a: '{{R:db:SecretString:password}}'", "a: 'p@ss: #1'"],
    ["a: '{{R:db:SecretString:port}}'", "a: 5432"],
    ["a: 'port {{R:db:SecretString:port}}'", "a: 'port 5432'"],
    ["a: '{{R:token}}'", "a: 'it''s'"],
    ["a: x{{R:token}}y {{resolve:sns:a}}", "a: xit'sy {{resolve:sns:a}}"],
    ["a: '{{R:db:SecretString:run}}'", "value-jinja"],
    ["a: '{{R:none}}'", "secret-not-found"],
    ["a: {Fn::Join: ['', ['{{R:', x, '}}']]}", "a: {Fn::Join: ['', ['{{resolve:secretsmanager:', x, '}}']]}"],
  ])("%s becomes %s", async (yaml, expected) => {
    const provider = providerOf((id) => secrets[id]);
    const { texts, diagnostics } = await resolve([{ name: "t.yaml", text: written(yaml) }], provider, {
      types: "json",
      jinja: "refuse",
    });
    expect(texts?.[0] ?? diagnostics[0]?.problem.code).toBe(expected);
  });

  test("are escaped where that was asked for, for the expression around them is gone", async () => {
    const source = { name: "t.yaml", text: "a: '{{resolve:secretsmanager:x}}'" };
    const { texts } = await resolve(
      [source],
      providerOf(() => "{{ y }}"),
      { types: "json", jinja: "escape" },
    );
    expect(texts?.[0]).toBe("a: '{{ \"{{\" }} y }}'");
  });

  test("inside an expression of the file have to be harmless", async () => {
    const text = "a: \"{{ f('{{resolve:secretsmanager:x}}') }}\"";
    const { diagnostics } = await resolve(
      [{ name: "t.yaml", text }],
      providerOf(() => "' ~ 1 ~ '"),
    );
    expect(diagnostics.map(({ problem }) => problem.code)).toEqual(["value-jinja"]);
  });
});

test("what is opened a hundred thousand times, and a million spaces", () => {
  const codes = (text: string) =>
    new Set(analyse([{ name: "t.yaml", text }]).diagnostics.map(({ problem }) => problem.code));
  expect(codes(`a: "${written("{{R:x ").repeat(100_000)}"`)).toEqual(new Set(["reference-unterminated"]));
  expect(codes(`a: "${written("{{R:x")}${" ".repeat(1_000_000)}}}"`)).toEqual(
    new Set(["expression-malformed"]),
  );
  expect(codes(`a: "{{${" resolve:".repeat(100_000)}"`)).toEqual(new Set());
});
