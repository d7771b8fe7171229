/**
 * The shapes of files in which another program reads ARNs: how each is recognised, and which ARNs it keeps. A shape holds
 * for the mapping that has its keys and for all below, anywhere in a document. A new one is a row here, a fixture in
 * `fixtures/literals/` or `fixtures/untouched/`, and a near miss in the tests.
 */

import type { PathPattern } from "./path-pattern.js";

/** A key that a mapping has to have; with `is` its value has to match, with `holds` the source of its value. */
export interface Trait {
  readonly key: string;
  readonly is?: RegExp;
  readonly holds?: RegExp;
}

/** Which ARNs are kept, below the mapping that has the shape. */
export interface Kept {
  /** Everything below it is kept too. */
  readonly path: PathPattern;
  /** What the mapping around the ARN has to have as well. */
  readonly beside?: Trait;
}

export interface Shape {
  /** Shown in the reason: `shape CloudFormation template`. */
  readonly name: string;
  /** The mapping has all traits of at least one of these lists. */
  readonly known: readonly (readonly Trait[])[];
  /** Everything if left out. */
  readonly keeps?: readonly Kept[];
}

/** A row of the table below: a shape in which a text stands for a key with any value, or for a path. */
interface Row {
  readonly name: string;
  readonly known: readonly (readonly (string | Trait)[])[];
  readonly keeps?: readonly (string | Kept)[];
}

/** Kubernetes objects whose controller reads secrets or makes AWS resources. */
const KINDS_OF_ARNS = new RegExp(
  [
    "^(?:(?:Cluster)?(?:ExternalSecret|PushSecret|SecretStore)|SecretProviderClass|(?:Cluster)?TriggerAuthentication",
    "|TridentBackendConfig|(?:Cluster)?Generator|VaultDynamicSecret|ScaledObject)$",
  ].join(""),
);
/** The types of a manifest: https://docs.aws.amazon.com/copilot/latest/userguide. */
const COPILOT_TYPE =
  /^(?:(?:Load Balanced Web|Request-Driven Web|Backend|Worker) Service|Static Site|Scheduled Job|Environment)$/;
/** A resource of a CloudFormation template: its type has `::` in it. */
const TYPED_MEMBER = /(?:^|[\s{,"'])Type["']?[ \t]*:[ \t]*["']?\w+::/;
const PARAMETER_TYPE = /\bType["']?[ \t]*:[ \t]*["']?(?:String|Number|CommaDelimitedList|List<|AWS::)/;
/** Common events. A workflow with other events is recognised by its jobs. */
const GITHUB_EVENT =
  /\b(?:push|pull_request(?:_target|_review)?|workflow_(?:call|dispatch|run)|repository_dispatch|schedule|release|issues|issue_comment|deployment|merge_group)\b/;
const ENVIRONMENT_SECRETS = "aws:elasticbeanstalk:application:environmentsecrets";

/** The annotations of an object, or of the chart values that it is rendered from. */
const ANNOTATIONS = [
  ...["annotations", "podAnnotations", "commonAnnotations", "extraAnnotations", "additionalAnnotations"],
  ...["globalAnnotations", "serviceAnnotations", "serviceAccountAnnotations", "deploymentAnnotations"],
  ...["ingressAnnotations", "secretAnnotations", "jobAnnotations", "statefulSetAnnotations"],
];

const ROWS: readonly Row[] = [
  {
    name: "CloudFormation template",
    known: [
      ["AWSTemplateFormatVersion"],
      [{ key: "Type", is: /^\w+::/ }, "Properties"],
      [{ key: "Transform", holds: /AWS::/ }],
      [{ key: "Resources", holds: TYPED_MEMBER }],
    ],
  },
  {
    // A part of a template that is merged from several files.
    name: "CloudFormation section",
    known: [
      [{ key: "Outputs", holds: /\bValue["']?[ \t]*:/ }],
      [{ key: "Parameters", holds: PARAMETER_TYPE }],
    ],
    keeps: ["Outputs.*.Value", "Parameters.*.Default"],
  },
  { name: "Serverless service", known: [["service", "provider", "resources"]], keeps: ["resources"] },
  { name: "ECS task definition", known: [["containerDefinitions"], ["ContainerDefinitions"]] },
  {
    // Many tools make a task definition from a shorter file.
    name: "ECS service",
    known: ["executionRoleArn", "ExecutionRoleArn", "execution_role_arn", "task_execution_role_arn"].flatMap(
      (role) => ["secrets", "Secrets"].map((key) => [role, key]),
    ),
    keeps: ["secrets.*", "Secrets.*"],
  },
  {
    name: "GitHub workflow",
    known: [
      [{ key: "on", holds: GITHUB_EVENT }, "jobs"],
      [{ key: "jobs", holds: /\bruns-on["']?[ \t]*:/ }],
      ["on", { key: "jobs", holds: /\b(?:uses|steps)["']?[ \t]*:/ }],
    ],
  },
  { name: "GitHub action", known: [[{ key: "runs", holds: /\busing["']?[ \t]*:/ }]] },
  {
    name: "OpenAPI document",
    known: [
      [{ key: "openapi", is: /^3\./ }],
      [{ key: "swagger", is: /^2/ }],
      [{ key: "asyncapi", is: /^\d/ }],
      // A single operation in a file of its own.
      ["operationId", "responses"],
    ],
  },
  {
    name: "JSON Schema",
    known: [
      [{ key: "$schema", is: /\/\/json-schema\.org\// }],
      [{ key: "type", holds: /\bobject\b/ }, "properties"],
    ],
  },
  {
    name: "IAM policy statement",
    known: ["Action", "NotAction", "Resource", "NotResource"].map((key) => [
      { key: "Effect", is: /^(?:Allow|Deny)$/ },
      key,
    ]),
  },
  { name: "Step Functions state machine", known: [["StartAt", "States"]] },
  { name: "Systems Manager document", known: [["schemaVersion", "mainSteps"]] },
  {
    name: "Kubernetes object that takes ARNs",
    known: [
      ["apiVersion", { key: "kind", is: KINDS_OF_ARNS }],
      [{ key: "apiVersion", is: /\.(?:k8s\.aws|crossplane\.io|upbound\.io)\// }, "kind"],
      [{ key: "apiVersion", is: /^(?:\w+\.)?external-secrets\.io\// }, "kind"],
    ],
  },
  { name: "Backstage entity", known: [[{ key: "apiVersion", is: /^(?:\w+\.)?backstage\.io\// }, "kind"]] },
  { name: "Kubernetes annotations", known: [["apiVersion", "kind"]], keeps: ["**.metadata.annotations.*"] },
  {
    name: "annotations",
    known: ANNOTATIONS.map((key) => [key]),
    keeps: ANNOTATIONS.map((key) => `${key}.*`),
  },
  {
    name: "Compose file",
    known: [["services"], [{ key: "secrets", holds: /\bexternal\b/ }]],
    keeps: [
      ...["x-aws-*", "services.*.x-aws-*", "secrets.*.external.name"],
      { path: ["secrets", "*", "name"], beside: { key: "external", is: /^true$/i } },
    ],
  },
  {
    name: "AWS Copilot manifest",
    known: [["name", { key: "type", is: COPILOT_TYPE }]],
    keeps: ["**.secrets.*", "**.secretOptions.*", "**.credentials"],
  },
  {
    name: "AWS Copilot pipeline",
    known: [["version", { key: "source", holds: /\bprovider["']?[ \t]*:/ }]],
    keeps: ["source.properties.access_token_secret"],
  },
  {
    name: "Elastic Beanstalk option settings",
    known: [["option_settings"], [ENVIRONMENT_SECRETS]],
    keeps: [
      `${ENVIRONMENT_SECRETS}.*`,
      {
        path: ["option_settings", "value"],
        beside: { key: "namespace", is: new RegExp(`^${ENVIRONMENT_SECRETS}$`) },
      },
    ],
  },
  {
    name: "CodeBuild buildspec",
    known: [["secrets-manager"], ["parameter-store"]],
    keeps: ["secrets-manager.*", "parameter-store.*"],
  },
  {
    name: "App Runner service",
    known: [["RuntimeEnvironmentSecrets"], ["runtimeEnvironmentSecrets"]],
    keeps: ["RuntimeEnvironmentSecrets.*", "runtimeEnvironmentSecrets.*"],
  },
  { name: "Serverless event source", known: [["accessConfigurations"]], keeps: ["accessConfigurations.*"] },
  {
    name: "Lambda event source",
    known: [["SourceAccessConfigurations"], ["sourceAccessConfigurations"]],
    keeps: ["SourceAccessConfigurations.URI", "sourceAccessConfigurations.uri"],
  },
  {
    name: "CodeBuild registry credential",
    known: [["registryCredential"], ["repositoryCredentials"]],
    keeps: ["registryCredential.*", "repositoryCredentials.*"],
  },
  {
    name: "Data Prepper configuration",
    known: [[{ key: "aws", holds: /\bsecrets\b/ }]],
    keeps: ["aws.secrets.*.secret_id"],
  },
  {
    name: "Trident backend",
    known: [[{ key: "credentials", holds: /\bawsarn\b/ }]],
    keeps: ["credentials.name"],
  },
  { name: "kluctl variables", known: [["awsSecretsManager"]], keeps: ["awsSecretsManager.*"] },
  { name: "GitLab CI secrets", known: [["aws_secrets_manager"]], keeps: ["aws_secrets_manager"] },
  { name: "Drone secret", known: [[{ key: "kind", is: /^secret$/ }, "get"]], keeps: ["get.path"] },
  { name: "Buildkite plugin", known: [[{ key: "plugins", holds: /#v\d/ }]], keeps: ["plugins.*#v*"] },
  { name: "SAM configuration", known: [["parameter_overrides"]], keeps: ["parameter_overrides"] },
  { name: "CDK application", known: [[{ key: "context", holds: /@aws-cdk\// }]], keeps: ["context"] },
  {
    name: "Pulumi program",
    known: [["runtime", "resources"]],
    keeps: ["resources.*.options", "resources.*.get"],
  },
  {
    name: "Cloud Custodian policies",
    known: [
      [
        { key: "policies", holds: /\bresource["']?[ \t]*:/ },
        { key: "policies", holds: /\bfilters["']?[ \t]*:/ },
      ],
    ],
    keeps: ["vars", "policies.filters"],
  },
  {
    // The driver reads the secret whose ARN stands in place of the user name.
    name: "Secrets Manager JDBC driver",
    known: [
      ...["url", "jdbcUrl", "jdbc-url", "spring.datasource.url", "connection.url"].map((key) => [
        { key, is: /^jdbc-secretsmanager:/ },
      ]),
      ...["driverClassName", "driver-class-name", "spring.datasource.driver-class-name"].map((key) => [
        { key, is: /^com\.amazonaws\.secretsmanager\.sql\./ },
      ]),
    ],
    keeps: ["*user", "*username", "hikari.username"],
  },
  { name: "elastic forwarder configuration", known: [["ssm-secrets"]], keeps: ["ssm-secrets"] },
];

export const SHAPES: readonly Shape[] = ROWS.map(({ name, known, keeps }) => ({
  name,
  known: known.map((traits) => traits.map((trait) => (typeof trait === "string" ? { key: trait } : trait))),
  ...(keeps && {
    keeps: keeps.map((kept) => (typeof kept === "string" ? { path: kept.split(".") } : kept)),
  }),
}));
