/**
 * The shapes of files in which another program reads ARNs: by what each is known, and what it keeps. A shape counts for
 * the mapping that shows its keys and for all below, wherever in a document that is. A new one is a row here, a fixture
 * in `fixtures/literals/` or `fixtures/untouched/`, and a near miss.
 */

import type { PathPattern } from "./path-pattern.js";

/** What a key of the mapping has to be: there, and if so said of this text, or with this in its source. */
export interface Trait {
  readonly key: string;
  readonly is?: RegExp;
  readonly holds?: RegExp;
}

/** What is kept, below the mapping that is known. */
export interface Kept {
  /** Keys; list indexes do not count. All below is kept too. */
  readonly path: PathPattern;
  /** Of the mapping in which the ARN stands. */
  readonly beside?: Trait;
}

export interface Shape {
  /** As a reason: `shape CloudFormation template`. */
  readonly name: string;
  /** Any of these sets of traits. */
  readonly known: readonly (readonly Trait[])[];
  /** Left out: everything. */
  readonly keeps?: readonly Kept[];
}

const only = (...paths: readonly string[]): readonly Kept[] =>
  paths.map((path) => ({ path: path.split(".") }));

/** Objects of Kubernetes that are all for a controller which reads secrets, or makes AWS resources. */
const KINDS_OF_ARNS = new RegExp(
  [
    "^(?:(?:Cluster)?(?:ExternalSecret|PushSecret|SecretStore)|SecretProviderClass|(?:Cluster)?TriggerAuthentication",
    "|TridentBackendConfig|(?:Cluster)?Generator|VaultDynamicSecret|ScaledObject)$",
  ].join(""),
);
/** https://docs.aws.amazon.com/copilot/latest/userguide: the types of a manifest. */
const COPILOT_TYPE =
  /^(?:(?:Load Balanced Web|Request-Driven Web|Backend|Worker) Service|Static Site|Scheduled Job|Environment)$/;
/** Of a member of `Resources`; types of CloudFormation have this in their middle. */
const TYPED_MEMBER = /(?:^|[\s{,"'])Type["']?[ \t]*:[ \t]*["']?\w+::/;
const PARAMETER_TYPE = /\bType["']?[ \t]*:[ \t]*["']?(?:String|Number|CommaDelimitedList|List<|AWS::)/;
/** What is not among these has a job of the usual kind. */
const GITHUB_EVENT =
  /\b(?:push|pull_request(?:_target|_review)?|workflow_(?:call|dispatch|run)|repository_dispatch|schedule|release|issues|issue_comment|deployment|merge_group)\b/;
const ENVIRONMENT_SECRETS = "aws:elasticbeanstalk:application:environmentsecrets";

/** Of an object, and of the values of a chart that makes it. */
const ANNOTATIONS = [
  ...["annotations", "podAnnotations", "commonAnnotations", "extraAnnotations", "additionalAnnotations"],
  ...["globalAnnotations", "serviceAnnotations", "serviceAccountAnnotations", "deploymentAnnotations"],
  ...["ingressAnnotations", "secretAnnotations", "jobAnnotations", "statefulSetAnnotations"],
];

export const SHAPES: readonly Shape[] = [
  {
    name: "CloudFormation template",
    known: [
      [{ key: "AWSTemplateFormatVersion" }],
      [{ key: "Type", is: /^\w+::/ }, { key: "Properties" }],
      [{ key: "Transform", holds: /AWS::/ }],
      [{ key: "Resources", holds: TYPED_MEMBER }],
    ],
  },
  {
    // Of a template that is put together from several files.
    name: "CloudFormation section",
    known: [
      [{ key: "Outputs", holds: /\bValue["']?[ \t]*:/ }],
      [{ key: "Parameters", holds: PARAMETER_TYPE }],
    ],
    keeps: only("Outputs.*.Value", "Parameters.*.Default"),
  },
  {
    name: "Serverless service",
    known: [[{ key: "service" }, { key: "provider" }, { key: "resources" }]],
    keeps: only("resources"),
  },
  {
    name: "ECS task definition",
    known: [[{ key: "containerDefinitions" }], [{ key: "ContainerDefinitions" }]],
  },
  {
    // Of the many tools that make a task definition of a shorter file.
    name: "ECS service",
    known: ["executionRoleArn", "ExecutionRoleArn", "execution_role_arn", "task_execution_role_arn"].flatMap(
      (role) => ["secrets", "Secrets"].map((key) => [{ key: role }, { key }]),
    ),
    keeps: only("secrets.*", "Secrets.*"),
  },
  {
    name: "GitHub workflow",
    known: [
      [{ key: "on", holds: GITHUB_EVENT }, { key: "jobs" }],
      [{ key: "jobs", holds: /\bruns-on["']?[ \t]*:/ }],
      [{ key: "on" }, { key: "jobs", holds: /\b(?:uses|steps)["']?[ \t]*:/ }],
    ],
  },
  { name: "GitHub action", known: [[{ key: "runs", holds: /\busing["']?[ \t]*:/ }]] },
  {
    name: "OpenAPI document",
    known: [
      [{ key: "openapi", is: /^3\./ }],
      [{ key: "swagger", is: /^2/ }],
      [{ key: "asyncapi", is: /^\d/ }],
      // One operation in a file of its own.
      [{ key: "operationId" }, { key: "responses" }],
    ],
  },
  {
    name: "JSON Schema",
    known: [
      [{ key: "$schema", is: /\/\/json-schema\.org\// }],
      [{ key: "type", holds: /\bobject\b/ }, { key: "properties" }],
    ],
  },
  {
    name: "IAM policy statement",
    known: ["Action", "NotAction", "Resource", "NotResource"].map((key) => [
      { key: "Effect", is: /^(?:Allow|Deny)$/ },
      { key },
    ]),
  },
  { name: "Step Functions state machine", known: [[{ key: "StartAt" }, { key: "States" }]] },
  { name: "Systems Manager document", known: [[{ key: "schemaVersion" }, { key: "mainSteps" }]] },
  {
    name: "Kubernetes object that takes ARNs",
    known: [
      [{ key: "apiVersion" }, { key: "kind", is: KINDS_OF_ARNS }],
      [{ key: "apiVersion", is: /\.(?:k8s\.aws|crossplane\.io|upbound\.io)\// }, { key: "kind" }],
      [{ key: "apiVersion", is: /^(?:\w+\.)?external-secrets\.io\// }, { key: "kind" }],
    ],
  },
  {
    name: "Backstage entity",
    known: [[{ key: "apiVersion", is: /^(?:\w+\.)?backstage\.io\// }, { key: "kind" }]],
  },
  {
    name: "Kubernetes annotations",
    known: [[{ key: "apiVersion" }, { key: "kind" }]],
    keeps: only("**.metadata.annotations.*"),
  },
  {
    name: "annotations",
    known: ANNOTATIONS.map((key) => [{ key }]),
    keeps: only(...ANNOTATIONS.map((key) => `${key}.*`)),
  },
  {
    name: "Compose file",
    known: [[{ key: "services" }], [{ key: "secrets", holds: /\bexternal\b/ }]],
    keeps: [
      ...only("x-aws-*", "services.*.x-aws-*", "secrets.*.external.name"),
      { path: ["secrets", "*", "name"], beside: { key: "external", is: /^true$/i } },
    ],
  },
  {
    name: "AWS Copilot manifest",
    known: [[{ key: "name" }, { key: "type", is: COPILOT_TYPE }]],
    keeps: only("**.secrets.*", "**.secretOptions.*", "**.credentials"),
  },
  {
    name: "AWS Copilot pipeline",
    known: [[{ key: "version" }, { key: "source", holds: /\bprovider["']?[ \t]*:/ }]],
    keeps: only("source.properties.access_token_secret"),
  },
  {
    name: "Elastic Beanstalk option settings",
    known: [[{ key: "option_settings" }], [{ key: ENVIRONMENT_SECRETS }]],
    keeps: [
      ...only(`${ENVIRONMENT_SECRETS}.*`),
      {
        path: ["option_settings", "value"],
        beside: { key: "namespace", is: new RegExp(`^${ENVIRONMENT_SECRETS}$`) },
      },
    ],
  },
  { name: "CodeBuild buildspec", known: [[{ key: "secrets-manager" }]], keeps: only("secrets-manager.*") },
  {
    name: "App Runner service",
    known: [[{ key: "RuntimeEnvironmentSecrets" }], [{ key: "runtimeEnvironmentSecrets" }]],
    keeps: only("RuntimeEnvironmentSecrets.*", "runtimeEnvironmentSecrets.*"),
  },
  {
    name: "Serverless event source",
    known: [[{ key: "accessConfigurations" }]],
    keeps: only("accessConfigurations.*"),
  },
  {
    name: "Lambda event source",
    known: [[{ key: "SourceAccessConfigurations" }], [{ key: "sourceAccessConfigurations" }]],
    keeps: only("SourceAccessConfigurations.URI", "sourceAccessConfigurations.uri"),
  },
  {
    name: "CodeBuild registry credential",
    known: [[{ key: "registryCredential" }], [{ key: "repositoryCredentials" }]],
    keeps: only("registryCredential.*", "repositoryCredentials.*"),
  },
  {
    name: "Data Prepper configuration",
    known: [[{ key: "aws", holds: /\bsecrets\b/ }]],
    keeps: only("aws.secrets.*.secret_id"),
  },
  {
    name: "Trident backend",
    known: [[{ key: "credentials", holds: /\bawsarn\b/ }]],
    keeps: only("credentials.name"),
  },
  {
    name: "kluctl variables",
    known: [[{ key: "awsSecretsManager" }]],
    keeps: only("awsSecretsManager.*"),
  },
  {
    name: "GitLab CI secrets",
    known: [[{ key: "aws_secrets_manager" }]],
    keeps: only("aws_secrets_manager"),
  },
  {
    name: "Drone secret",
    known: [[{ key: "kind", is: /^secret$/ }, { key: "get" }]],
    keeps: only("get.path"),
  },
  {
    name: "Buildkite plugin",
    known: [[{ key: "plugins", holds: /#v\d/ }]],
    keeps: only("plugins.*#v*"),
  },
  {
    name: "SAM configuration",
    known: [[{ key: "parameter_overrides" }]],
    keeps: only("parameter_overrides"),
  },
  {
    name: "CDK application",
    known: [[{ key: "context", holds: /@aws-cdk\// }]],
    keeps: only("context"),
  },
  {
    name: "Pulumi program",
    known: [[{ key: "runtime" }, { key: "resources" }]],
    keeps: only("resources.*.options", "resources.*.get"),
  },
  {
    name: "Cloud Custodian policies",
    known: [
      [
        { key: "policies", holds: /\bresource["']?[ \t]*:/ },
        { key: "policies", holds: /\bfilters["']?[ \t]*:/ },
      ],
    ],
    keeps: only("vars", "policies.filters"),
  },
  {
    // The driver reads the secret whose ARN stands in the place of the user's name.
    name: "Secrets Manager JDBC driver",
    known: [
      ...["url", "jdbcUrl", "jdbc-url", "spring.datasource.url", "connection.url"].map((key) => [
        { key, is: /^jdbc-secretsmanager:/ },
      ]),
      ...["driverClassName", "driver-class-name", "spring.datasource.driver-class-name"].map((key) => [
        { key, is: /^com\.amazonaws\.secretsmanager\.sql\./ },
      ]),
    ],
    keeps: only("*user", "*username", "hikari.username"),
  },
  {
    name: "elastic forwarder configuration",
    known: [[{ key: "ssm-secrets" }]],
    keeps: only("ssm-secrets"),
  },
];
