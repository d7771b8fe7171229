/** CloudFormation's references to parameters: which texts they are, and what is said of those that nearly are. */

import { describe, expect, test } from "vitest";
import { describe as describeProblem } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";
import { foundIn } from "../../support/found.js";

const PARAMETER = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";

/** `R:` stands for `resolve:ssm:`, `S:` for `resolve:ssm-secure:`, `@P` for an ARN. */
function written(yaml: string): string {
  return yaml
    .replaceAll("R:", "resolve:ssm:")
    .replaceAll(/(?<=\{)S:/g, "resolve:ssm-secure:")
    .replaceAll("@P", PARAMETER);
}

describe("references", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: '{{R:/prod/db}}'", "/prod/db"],
    ["a: '{{R:/prod/db:3}}'", "/prod/db id=3"],
    ["a: '{{S:/prod/db:3}}'", "/prod/db id=3"],
    ["a: '{{S:/prod/db}}'", "/prod/db"],
    ["a: '{{R:token}}'", "token"],
    ["a: '{{R:/token}}'", "/token"],
    ["a: '{{R:@P}}'", "@P"],
    ["a: '{{R:@P:12}}'", "@P id=12"],
    ["a: 'postgres://{{R:u:1}}:{{S:/p:2}}(at)db'", "u id=1", "/p id=2"],
    ["a: '{{R:a}}{{resolve:secretsmanager:b}}{{R:c}}'", "b", "a", "c"],
    ["SecretArn: '{{R:a}}'", "a"],
    ["Resources: {Db: {Properties: {MasterUserPassword: '{{S:/a:1}}'}}}", "/a id=1"],
    ["a: '{{R:/near/${x}}}' # arnsubst: literal", "literal comment # arnsubst: literal"],
    ["a: !Sub '{{R:/${x}/db}}'", "literal tag !Sub"],
    ["Fn::Sub: '{{R:/${X}/db}}'", "literal key Fn::Sub"],
    ["a: '{{R:/aws/service/ami/latest}}'", "/aws/service/ami/latest"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("none of ours", () => {
  test.each([
    "a: '{{resolve:sns:topic}}'",
    "a: '{{resolve:sms:x}}'",
    "a: '{{resolve:s3:x}}'",
    "a: '{{resolve:sso:x}}'",
    "a: '{{resolve:ses:x}}'",
    "a: '{{resolve:security:x}}'",
    "a: 'resolve:ssm:/prod/db'",
    "resolve: sns",
    "a: '{{ssm:/prod/db}}'",
    "a: '{{ ssm:/prod/db }}'",
    "# {{resolve:ssm:prod/db}}\na: 1",
  ])("%j", (yaml) => {
    expect(foundIn(yaml)).toEqual([]);
  });
});

describe("what is nearly one", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["a: '{{ R:/a }}'", "expression-malformed {{ R:/a }}"],
    ["a: '{{R: /a}}'", "expression-malformed {{R: /a}}"],
    ["a: '{{resolve:SSM:/a}}'", "expression-malformed SSM"],
    ["a: '{{resolve:smm:/a}}'", "expression-malformed smm"],
    ["a: '{{resolve:ssm_secure:/a:1}}'", "expression-malformed ssm_secure"],
    ["a: '{{resolve:ssmsecure:/a:1}}'", "expression-malformed ssmsecure"],
    ["a: '{{resolve:ssm-secret:/a:1}}'", "expression-malformed ssm-secret"],
    ["a: '{{resolve:parameter-store:/a:1}}'", "expression-malformed parameter-store"],
    ["a: '{{R:}}'", "expression-malformed {{R:}}"],
    ["a: '{{R::3}}'", "expression-malformed {{R::3}}"],
    ["a: '{{resolve:ssm}}'", "expression-malformed {{resolve:ssm}}"],
    ["a: '{{R:/a:}}'", "expression-malformed :"],
    ["a: '{{R:/a:blue}}'", "expression-malformed blue"],
    ["a: '{{R:/a:0}}'", "expression-malformed 0"],
    ["a: '{{R:/a:password}}'", "expression-malformed password"],
    ["a: '{{R:/a::password}}'", "expression-malformed :password"],
    ["a: '{{R:/a:3:password}}'", "expression-malformed :password"],
    ["a: '{{R:/a:SecretString:password}}'", "expression-malformed :SecretString:password"],
    ["a: '{{R:@P:SecretString:password}}'", "expression-malformed :SecretString:password"],
    ["a: '{{R:/a:3:}}'", "expression-malformed :"],
    ["a: '{{R:prod/db}}'", "expression-malformed prod/db"],
    ["a: '{{R:/prod//db}}'", "parameter-name //"],
    ["a: '{{R:/a b}}'", "parameter-name  "],
    ["a: '{{R:arn:aws:ssm:us-west-2:1234:parameter/a:1}}'", "arn-account 1234"],
    ["a: '{{R:arn:aws:ssm:us-west-2:parameter/a:1}}'", "parameter-parts arn:aws:ssm:us-west-2:parameter/a"],
    ["a: '{{R:/a'", "reference-unterminated {{R:/a"],
    ["a: '{{R:/a {{R:/b}}'", "/b", "reference-unterminated {{R:/a"],
    ["a: '{{R:/a {{resolve:secretsmanager:b}}'", "b", "reference-unterminated {{R:/a"],
    ["a: '{{R:/${Stage}/db}}'", "literal template ${Stage}", "arn-template ${Stage}"],
    ["a: '{{R:/db:${V}}}'", "literal template ${V}", "arn-template ${V}"],
    ["a: '{{R:/${AWS::StackName}/db}}'", "arn-template ${AWS::StackName}"],
    ["a: {{R:/x}}", "reference-in-key {{R:/x}}"],
    ["a: {{R:/x:3}}", "reference-in-key {{R:/x:3}}"],
  ])("%j", (yaml, ...expected) => {
    expect(foundIn(written(yaml))).toEqual(expected.map(written));
  });
});

describe("what to write instead", () => {
  test.each([
    ["{{ R:/x }}", "write {{R:/x}}"],
    ["{{resolve : SSM_Secure : /x : 3}}", "write {{S:/x:3}}"],
    ["{{resolve:smm:/x}}", "write {{R:/x}}"],
    ["{{R:}}", "write its name or its ARN after the colon, as in {{R:/prod/db/password}}"],
    ["{{R:/x:}}", "write {{R:/x}}"],
    ["{{R:prod/db:2}}", "write {{R:/prod/db:2}}"],
    ["{{R:/x:SecretString:password}}", "write {{R:/x}}"],
    ["{{R:/x:3:}}", "write {{R:/x:3}}"],
    ["{{S:@P:3:password}}", "write ${@P:3:password}, which arnsubst replaces"],
    ["{{S:@P:password}}", "write ${@P::password}, which arnsubst replaces"],
    [
      "{{R:/x:password}}",
      "write ${arn:aws:ssm:region:account-id:parameter/x::password}, which arnsubst replaces",
    ],
    ["{{R:@P:blue}}", "write {{R:@P:3}}, with the version's own number, or ${@P:blue}"],
    ["{{R:@P:0}}", "write {{R:@P:3}}, with the version's own number"],
    ["{{R:arn:aws:ssm:us-west-2:123456789012:parameter:/prod/db:3}}", "write @P"],
    [
      "{{R:arn:aws:ssm:us-west-2:123456789012:secret:prod/db}}",
      "write arn:partition:ssm:region:account-id:parameter/name, as in @P/password",
    ],
    ["{{R:/x", "put }} at the end"],
  ])("%s: %s", (text, hint) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: written(`a: '${text}'`) }]);
    expect([...new Set(diagnostics.map(({ problem }) => describeProblem(problem).hint))]).toEqual([
      written(hint),
    ]);
  });
});

test("what is opened a hundred thousand times", () => {
  const text = `a: "${written("{{R:x ").repeat(100_000)}"`;
  const { diagnostics } = analyse([{ name: "t.yaml", text }]);
  expect(new Set(diagnostics.map(({ problem }) => problem.code))).toEqual(
    new Set(["reference-unterminated"]),
  );
});
