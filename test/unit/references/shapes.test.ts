/** Each shape that `fixtures/untouched/` brought to the table, and beside it the text that only looks like it. */

import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/core/references/analyse.js";

const A = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** `@` stands for a valid ARN. For each of them, in their order, why it is kept, or that it is not. */
function verdicts(yaml: string): readonly string[] {
  const text = yaml.replaceAll("@", A);
  const { references, literals } = analyse([{ name: "t.yaml", text }]);
  return [...literals, ...references.map((each) => ({ ...each, reason: "replaced" }))]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ reason }) => reason);
}

const SCHEMA = "shape JSON Schema";
const OPENAPI = "shape OpenAPI document";
const BACKSTAGE = "shape Backstage entity";
const TAKES_ARNS = "shape Kubernetes object that takes ARNs";
const COMPOSE = "shape Compose file";
const DRIVER = "shape Secrets Manager JDBC driver";
const CUSTODIAN = "shape Cloud Custodian policies";

describe("shapes", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["{type: object, properties: {a: {example: '@'}}, example: {a: '@'}}", SCHEMA, SCHEMA],
    ["{type: [object, 'null'], properties: {a: {default: '@'}}}", SCHEMA],
    ["{type: object, password: '@'}", "replaced"],
    ["{type: postgres, properties: {password: '@'}}", "replaced"],
    ["get: {operationId: x, responses: {200: {example: '@'}}}", OPENAPI],
    ["get: {responses: {200: {token: '@'}}}", "replaced"],
    ["{apiVersion: backstage.io/v1alpha1, kind: Resource, metadata: {description: '@'}}", BACKSTAGE],
    ["{apiVersion: scaffolder.backstage.io/v1beta3, kind: Template, spec: {x: '@'}}", BACKSTAGE],
    ["{apiVersion: example.com/v1, kind: Template, spec: {x: '@'}}", "replaced"],
    ["{services: {}, secrets: {a: {external: {name: '@'}}}}", COMPOSE],
    ["{services: {}, secrets: {a: {external: {token: '@'}}}}", "replaced"],
    [
      "{name: x, type: Backend Service, logging: {secretOptions: {A: '@'}}, variables: {B: '@'}}",
      "shape AWS Copilot manifest",
      "replaced",
    ],
    ["{kind: secret, name: password, get: {path: '@', token: '@'}}", "shape Drone secret", "replaced"],
    ["{kind: pipeline, get: {path: '@'}}", "replaced"],
    ["plugins: [{'seek-oss/aws-sm#v2.3.2': {env: {A: '@'}}}]", "shape Buildkite plugin"],
    ["plugins: [{docker: {env: {A: '@'}}}]", "replaced"],
    ["plugins: [{'aws-sm#v1': {}}, {docker: {env: {A: '@'}}}]", "replaced"],
    ["parameter_overrides: [A=@]", "shape SAM configuration"],
    ["{parameter_overrides: [], token: '@'}", "replaced"],
    ["{context: {x: '@'}}", "replaced"],
    [
      "{runtime: yaml, resources: {a: {options: {import: '@'}, get: {id: '@'}, properties: {b: '@'}}}}",
      "shape Pulumi program",
      "shape Pulumi program",
      "replaced",
    ],
    ["{resources: {a: {options: {import: '@'}}}}", "replaced"],
    [
      "{policies: [{resource: x, filters: ['@'], actions: ['@']}], vars: {a: '@'}}",
      CUSTODIAN,
      "replaced",
      CUSTODIAN,
    ],
    ["{policies: [{resource: x}], vars: {a: '@'}}", "replaced"],
    ["{url: 'jdbc-secretsmanager:mysql://h', username: '@', password: '@'}", DRIVER, "replaced"],
    ["{driver-class-name: com.amazonaws.secretsmanager.sql.X, username: '@'}", DRIVER],
    ["{spring.datasource.url: 'jdbc-secretsmanager:x', spring.datasource.username: '@'}", DRIVER],
    [
      "{driver-class-name: com.amazonaws.secretsmanager.sql.X, hikari: {username: '@', password: '@'}}",
      DRIVER,
      "replaced",
    ],
    ["{url: 'jdbc:mysql://h', username: '@'}", "replaced"],
    ["{executionRoleArn: x, secrets: {A: '@'}, env: {B: '@'}}", "shape ECS service", "replaced"],
    ["{roleArn: x, secrets: {A: '@'}}", "replaced"],
    ["commonAnnotations: {x: '@'}", "shape annotations"],
    ["service: {extraAnnotations: {x: '@'}}", "shape annotations"],
    ["commonLabels: {x: '@'}", "replaced"],
    ["{apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, spec: {x: '@'}}", TAKES_ARNS],
    ["{apiVersion: generators.external-secrets.io/v1alpha1, kind: Webhook, spec: {x: '@'}}", TAKES_ARNS],
    ["{apiVersion: k8s.example.com/v1, kind: EC2NodeClass, spec: {x: '@'}}", "replaced"],
    ["Outputs: {Db: {Value: '@', Export: {Name: x}}}", "shape CloudFormation section"],
    ["Parameters: {Db: {Type: String, Default: '@'}}", "shape CloudFormation section"],
    ["Mappings: {Db: {a: '@'}}", "replaced"],
    ["Outputs: {password: '@'}", "replaced"],
    ["Parameters: {password: '@'}", "replaced"],
    [
      "{service: x, provider: {name: aws}, resources: [{Conditions: {a: '@'}}], custom: {a: '@'}}",
      "shape Serverless service",
      "replaced",
    ],
    ["{service: x, resources: [{a: '@'}]}", "replaced"],
    ["{jobs: {a: {runs-on: x, steps: [{with: {a: '@'}}]}}}", "shape GitHub workflow"],
    ["{jobs: {a: {steps: [{with: {a: '@'}}]}}}", "replaced"],
    ["{on: push, env: {A: '@'}, jobs: {}}", "shape GitHub workflow"],
    ["{on: {pull_request: {}}, jobs: {a: {env: {A: '@'}}}}", "shape GitHub workflow"],
    ["{on: [repository_dispatch], jobs: {a: {uses: x, with: {A: '@'}}}}", "shape GitHub workflow"],
    ["{on: daily, jobs: {load: {password: '@'}}}", "replaced"],
    [
      "{name: p, version: 1, source: {provider: GitHub, properties: {access_token_secret: '@'}}, stages: ['@']}",
      "shape AWS Copilot pipeline",
      "replaced",
    ],
    ["{name: p, source: {properties: {access_token_secret: '@'}}}", "replaced"],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });

  test("a CDK application's context", () => {
    const text = `{app: x, context: {"@aws-cdk/core:newStyleStackSynthesis": true, a: "${A}"}, b: "${A}"}`;
    const { references, literals } = analyse([{ name: "cdk.yaml", text }]);
    expect(literals.map(({ reason }) => reason)).toEqual(["shape CDK application"]);
    expect(references.map(({ scalar }) => scalar.path)).toEqual([["b"]]);
  });
});

describe("names beside a default", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["- {name: secretArn, type: string, default: '@'}", "name secretArn"],
    ["- {id: secret_arn, type: STRING, defaults: '@'}", "name secret_arn"],
    ["- {name: secretArn, defaultValue: '@'}", "name secretArn"],
    ["- {Name: SecretId, Default: '@'}", "name SecretId"],
    ["- {name: password, default: '@'}", "replaced"],
    ["- {id: secret_arn, password: '@'}", "replaced"],
    ["{name: orders, default: {password: '@'}}", "replaced"],
    ["secretIdOrName: '@'", "key secretIdOrName"],
    ["secretOrName: '@'", "replaced"],
    ["oauth: {id: '@', secret: '@'}", "replaced", "replaced"],
    ["- {op: replace, path: /spec/secretArn, value: '@'}", "name /spec/secretArn"],
    ["- {op: replace, path: /data/password, value: '@'}", "replaced"],
    ["- {Name: SecretArn, Values: ['@']}", "name SecretArn"],
    ["- {variable: DB_SECRET_ARN, val: '@'}", "name DB_SECRET_ARN"],
    ["- {variable_name: DB_SECRET_ARN, variable_value: '@'}", "name DB_SECRET_ARN"],
    ["- {envName: DB_SECRET_ARN, envValue: '@'}", "name DB_SECRET_ARN"],
    ["- {env: DB_PASSWORD, value: '@'}", "replaced"],
    ["- {parameter: secret_arn, schema: {default: '@'}}", "replaced"],
    ["- {property: secretArn, value: '@'}", "name secretArn"],
    ["- {type: secret_arn, value: '@'}", "type secret_arn"],
    ["- {type: key, value: '@'}", "replaced"],
    ["- {name: values, values: [{password: '@'}]}", "replaced"],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("words of a key", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["SECRET_ARN_1: {a: '@'}", "key SECRET_ARN_1"],
    ["{secretArn2: '@', secret_id_3: '@'}", "key secretArn2", "key secret_id_3"],
    ["secret_arn_us_east_1: '@'", "key secret_arn_us_east_1"],
    ["{secret_identifier: '@', secretReference: '@'}", "key secret_identifier", "key secretReference"],
    ["{secretKeyRef: {name: '@'}, remoteKey: '@'}", "key secretKeyRef", "key remoteKey"],
    ["{SECRET_MANAGER_ID: '@', secretsManagerKey: '@'}", "key SECRET_MANAGER_ID", "key secretsManagerKey"],
    ["{secretsmanager: '@', secretsManager: {token: '@'}}", "key secretsmanager", "replaced"],
    ["community.aws.secretsmanager_secret: {name: '@'}", "key community.aws.secretsmanager_secret"],
    ["{learn_1: '@', token_2: '@', secret_key: '@', reference: '@'}", ...Array(4).fill("replaced")],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("an argument before", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["[--secret-arns, '@', '@']", "argument --secret-arns", "argument --secret-arns"],
    ["[--secret-arn, '@', --password, '@']", "argument --secret-arn", "replaced"],
    ["[--secret-arn, x, '@']", "replaced"],
    ["['@', '@']", "replaced", "replaced"],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("a type of secret beside", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["{type: SECRETS_MANAGER, value: '@'}", "type SECRETS_MANAGER"],
    ["{type: aws-secrets-manager, path: '@'}", "type aws-secrets-manager"],
    ["{kind: aws_secretsmanager, ref: '@'}", "type aws_secretsmanager"],
    ["{provider: secretsManager, name: '@', password: '@'}", "type secretsManager", "replaced"],
    ["{source: AwsSecretManager, secret: '@'}", "type AwsSecretManager"],
    ["{key: AWS_SECRETS_MANAGER, value: '@'}", "name AWS_SECRETS_MANAGER"],
    ["{type: postgres, path: '@'}", "replaced"],
    ["{type: secretsmanager-client, value: '@'}", "replaced"],
    ["{type: SECRETS_MANAGER, token: '@'}", "replaced"],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });
});

describe("the text before =", () => {
  test.each<[yaml: string, ...expected: string[]]>([
    ["- DB_SECRET_ARN=@", "name DB_SECRET_ARN"],
    ["- 'DB_SECRET_NAME=@'", "name DB_SECRET_NAME"],
    ["- --secret-id=@", "argument --secret-id"],
    ["command: --secret-arn=@", "argument --secret-arn"],
    ["- PASSWORD=@", "part of a longer text"],
    ["- x DB_SECRET_ARN=@", "name DB_SECRET_ARN"],
    ["- DB_SECRET_ARN=@ --password=@", "name DB_SECRET_ARN", "part of a longer text"],
  ])("%j", (yaml, ...expected) => {
    expect(verdicts(yaml)).toEqual(expected);
  });

  test("draws no warning where it says that the ARN is wanted", () => {
    const text = `- DB_SECRET_NAME=${A}\n- SECRETS_MANAGER_SECRET_REF=${A}\n- PASSWORD=${A}\n`;
    const { diagnostics } = analyse([{ name: "t.yaml", text }]);
    expect(
      diagnostics.map(({ problem, place }) => [problem.code, text.slice(place.start - 9, place.start)]),
    ).toEqual([["reference-unmarked", "PASSWORD="]]);
  });
});
