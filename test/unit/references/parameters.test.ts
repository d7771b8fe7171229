/** Whose the ARN of a parameter is: the keys, names, shapes and notations by which other programs read one, and near misses. */

import { describe, expect, test } from "vitest";
import { applyRules } from "../../../src/core/checks/apply-rules.js";
import { describe as describeProblem } from "../../../src/core/diagnostics/catalogue.js";
import { analyse } from "../../../src/core/references/analyse.js";

const P = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";

/** `@` stands for a valid ARN. For each of them, in their order, why it is kept, or that it is not. */
function verdicts(yaml: string): readonly string[] {
  const { references, literals } = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", P) }]);
  return [...literals, ...references.map((each) => ({ ...each, reason: "replaced" }))]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ reason }) => reason);
}

describe("keys that keep it", () => {
  test.each([
    ...["ssm_parameter", "ssmParameter", "SSMParameters", "ssm_parameter_name", "ssmParamName", "ssm_path"],
    ...[
      "parameter_name",
      "ParameterName",
      "parameterNames",
      "parameter_arn",
      "ParameterARN",
      "DB_PARAMETER_ARN",
    ],
    ...["parameter_path", "parameter_id", "parameterRef", "parameter_name_or_arn", "db_ssm_key", "ssm_name"],
    ...["param_name", "DB_PARAM_NAME", "paramPath"],
    ...["parameter_store_key", "parameterStorePath", "parameter-store-name", "parameter_store_parameter"],
    ...["ssm_parameter_store_path", "aws_ssm_parameter", "ssm_parameter_2", "valueFrom", "value_from"],
  ])("%s", (key) => {
    expect(verdicts(`${key}: '@'`)).toEqual([`key ${key}`]);
    expect(verdicts(`${key}: { a: ['@'] }`)).toEqual([`key ${key}`]);
  });

  test.each(["ssm", "db_ssm", "parameter_store", "parameterStore", "aws-parameter-store", "resource"])(
    "%s, right above it",
    (key) => {
      expect(verdicts(`${key}: '@'`)).toEqual([`key ${key}`]);
      expect(verdicts(`${key}: ['@']`)).toEqual([`key ${key}`]);
      expect(verdicts(`${key}: { password: '@' }`)).toEqual(["replaced"]);
    },
  );
});

test.each([
  ...[
    "parameter",
    "parameters",
    "Parameters",
    "query_parameters",
    "parameter_value",
    "parameterGroups",
    "params",
  ],
  ...["assessment", "param", "password", "parameterize", "classmates", "ssmtp", "name"],
])("the key %s does not", (key) => {
  expect(verdicts(`${key}: '@'`)).toEqual(["replaced"]);
});

describe("names beside it", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["{type: PARAMETER_STORE, value: '@'}", "type PARAMETER_STORE"],
    ["{name: A, value: '@', type: PARAMETER_STORE}", "type PARAMETER_STORE"],
    ["{provider: ssm, path: '@'}", "type ssm"],
    ["{type: aws-ssm, parameter: '@'}", "type aws-ssm"],
    ["{source: ssm-parameter-store, name: '@'}", "type ssm-parameter-store"],
    ["{type: ssmparameter, name: '@'}", "type ssmparameter"],
    ["{type: PLAINTEXT, value: '@'}", "replaced"],
    ["{type: PARAMETER_STORE, token: '@'}", "replaced"],
    ["{type: parameter, value: '@'}", "replaced"],
    ["{name: SSM_PARAMETER_NAME, value: '@'}", "name SSM_PARAMETER_NAME"],
    ["{name: DB_PARAMETER_ARN, value: '@'}", "name DB_PARAMETER_ARN"],
    ["{name: PARAMETERS, value: '@'}", "replaced"],
    ["[--parameter-name, '@']", "argument --parameter-name"],
    ["[--ssm-parameter, '@']", "argument --ssm-parameter"],
    ["[aws, ssm, get-parameter, --with-decryption, --name, '@']", "argument --name"],
    ["[aws, ssm, get-parameters, --names, '@', '@']", "argument --names", "argument --names"],
    ["[run, --name, '@']", "replaced"],
    ["[get-parameter, --value, '@']", "replaced"],
    ["[--parameters, '@']", "replaced"],
    ["a: aws ssm get-parameter --name @ --with-decryption", "part of a longer text"],
    ["a: DB_PARAMETER_NAME=@", "name DB_PARAMETER_NAME"],
  ])("%s", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("shapes", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["env: {parameter-store: {A: '@'}, variables: {B: '@'}}", "shape CodeBuild buildspec", "replaced"],
    ["env: {parameters: {A: '@'}}", "replaced"],
    ["{fn::invoke: {function: 'aws:ssm:getParameter', arguments: {name: '@'}}}", "key fn::invoke"],
    ["{function: 'aws:ssm:getParameter', arguments: {value: '@'}}", "replaced"],
    ["{Effect: Allow, Action: 'ssm:GetParameter', Resource: '@'}", "shape IAM policy statement"],
    ["containerDefinitions: [{secrets: [{name: A, valueFrom: '@'}]}]", "shape ECS task definition"],
    ["RuntimeEnvironmentSecrets: {A: '@'}", "shape App Runner service"],
    ["{AWSTemplateFormatVersion: x, Parameters: {A: {Default: '@'}}}", "shape CloudFormation template"],
    [
      "Parameters: {A: {Type: 'AWS::SSM::Parameter::Value<String>', Default: '@'}}",
      "shape CloudFormation section",
    ],
    [
      "{apiVersion: external-secrets.io/v1, kind: ExternalSecret, spec: {data: [{remoteRef: {key: '@'}}]}}",
      "shape Kubernetes object that takes ARNs",
    ],
    [
      "{apiVersion: secrets-store.csi.x-k8s.io/v1, kind: SecretProviderClass, spec: {parameters: {objects: \"- objectName: '@'\\n  objectType: ssmparameter\\n\"}}}",
      "shape Kubernetes object that takes ARNs",
    ],
    ["{objectName: '@', objectType: ssmparameter}", "key objectName"],
    ["{name: x, type: Backend Service, secrets: {A: '@'}}", "shape AWS Copilot manifest"],
    ["plugins: [{'zacharymctague/aws-ssm#v1.0.0': {parameters: {A: '@'}}}]", "shape Buildkite plugin"],
    [
      "option_settings: {'aws:elasticbeanstalk:application:environmentsecrets': {A: '@'}}",
      "shape Elastic Beanstalk option settings",
    ],
  ])("%s", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("notations of other programs", () => {
  test.each<[yaml: string, expected: string]>([
    ["a: 'bref-ssm:@'", "prefix bref-ssm: of Bref"],
    ["a: 'aws-parameterstore:@'", "prefix aws-parameterstore: of Spring"],
    ["a: 'optional:aws-parameterstore:/x;@'", "prefix aws-parameterstore: of Spring"],
    ["a: '${ssm:@}'", "prefix ${ssm:"],
    ["a: '${ssm(eu-west-1):@}'", "prefix ${ssm(eu-west-1):"],
    ["a: 'ssm://@'", "prefix ssm://"],
    ["a: 'awsssm:@'", "prefix awsssm:"],
    ["a: 'aws-parameter-store://@'", "prefix aws-parameter-store://"],
    ["a: '<path:@#password>'", "prefix <path: of argocd-vault-plugin"],
    ["a: 'secrets+literal://vals!ref+awsssm://@'", "prefix secrets+literal:// of helm-secrets"],
    ["a: 'secrets+literal://vals!ref+awsssm://prod/db'", "prefix secrets+literal:// of helm-secrets"],
  ])("%s", (yaml, expected) => {
    expect(verdicts(yaml)).toEqual([expected]);
  });

  test.each<[yaml: string, hint: string]>([
    ["a: 'ssm:@'", `write "${P}"`],
    ["a: '${ssmx:@}'", `write \${${P}}`],
    ["a: 'x-ssm://@'", `write "${P}"`],
  ])("but not %s", (yaml, hint) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", P) }]);
    expect(diagnostics.map(({ problem }) => describeProblem(problem).hint)).toEqual([
      expect.stringContaining(hint),
    ]);
  });
});

test("a directive is idle beside a word that only has the name of a service in it", () => {
  const codes = (text: string) =>
    analyse([{ name: "t.yaml", text }]).diagnostics.map(({ problem }) => problem.code);
  expect(codes("a: assessment # arnsubst: literal")).toEqual(["directive-unused"]);
  expect(codes("a: ssm.us-west-2.amazonaws.com # arnsubst: literal")).toEqual([]);
});

test("the ARN of SSM that is no parameter's concerns nobody", () => {
  const others = ["document/x", "automation-definition/x:1", "managed-instance/mi-1", "patchbaseline/pb-1"];
  for (const resource of others)
    for (const text of [
      `a: arn:aws:ssm:us-west-2:123456789012:${resource}`,
      `a: x arn:aws:ssm:us-west-2:123456789012:${resource} y`,
    ]) {
      const { diagnostics, literals, references } = analyse([{ name: "t.yaml", text }]);
      expect([...diagnostics, ...literals, ...references]).toEqual([]);
    }
});

describe("what is said of it", () => {
  test.each<[yaml: string, message: string]>([
    ["'@': 1", "this mapping key names a parameter, and arnsubst never replaces keys"],
    ["'{{resolve:ssm:/x}}': 1", "this mapping key names a parameter, and arnsubst never replaces keys"],
    ["ref+awsssm://x: 1", "this mapping key names a parameter, and arnsubst never replaces keys"],
    ["a: @: password", "this is not YAML: there is a space between an ARN and its selector"],
    ["a: @:", "this is not YAML: an ARN without quotes ends with a colon"],
    ["A = @", "YAML reads a key and an ARN with = between them as one text, not as a key and its value"],
    ["a: @:password", '"password" is in the place of the version, but looks like a JSON key'],
    ["ssm: @:3", "arnsubst keeps this ARN (key ssm), but its selector suggests that you want the value"],
  ])("%s", (yaml, message) => {
    const { diagnostics } = analyse([{ name: "t.yaml", text: yaml.replaceAll("@", P) }]);
    expect(diagnostics.map(({ problem }) => describeProblem(problem).message)).toEqual([message]);
  });

  test("a whole parameter below a name that may be for its ARN", () => {
    const said = (text: string) =>
      applyRules(analyse([{ name: "t.yaml", text: text.replaceAll("@", P) }]), {}).diagnostics.map(
        ({ problem }) => describeProblem(problem),
      );
    expect(said("db_parameter: '@'")).toEqual([
      {
        message:
          'the whole parameter replaces this ARN, but "db_parameter" may be for a program that fetches the parameter by its ARN',
        hint: expect.stringContaining(`select a JSON key: ${P}::key`),
      },
    ]);
    expect(said("DB_PASSWORD_PARAM: '@'")).toHaveLength(1);
    expect(said("parameter: '@'")).toEqual([]);
    expect(said("db_parameter: '@:3'")).toEqual([]);
  });
});
