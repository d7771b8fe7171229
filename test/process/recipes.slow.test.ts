/**
 * The recipes of `docs/recipes/`: the real executable resolves a fixture, and what a program in Python reads, as the
 * consumer of such a file does, is the values of `fixtures/secrets.yaml`, in their types.
 */

import { describe, expect, test } from "vitest";
import { read } from "../support/consume.js";
import { pythonFound } from "../support/python.js";

const US_WEST = "arn:aws:secretsmanager:us-west-2:123456789012:secret:";
/** The one password that breaks a URI, a plain YAML scalar and an unquoted list item alike. */
const PASSWORD = "p@ss: /#1% é";
const WAREHOUSE_URL = "postgresql://app%20user:p%40ss%3A%20%2F%231%25%20%C3%A9@db.prod.internal";
const PEM =
  "-----BEGIN PRIVATE KEY-----\nMIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAvx+nothing+to+see\n-----END PRIVATE KEY-----\n";

describe.skipIf(!pythonFound)("a resolved file, read by", () => {
  test("Airflow: connections", async () => {
    const warehouse = {
      conn_type: "postgres",
      host: "db.prod.internal",
      login: "airflow",
      password: "a/b@c:d e%",
      schema: "analytics",
      port: 5432,
    };
    const reporting = {
      conn_type: "postgres",
      host: "db.prod.internal",
      login: "app user",
      password: PASSWORD,
      port: 5439,
    };
    expect(await read("airflow-connections", "fixtures/airflow/connections.yaml")).toEqual({
      warehouse: { ...warehouse, extra: { timeout: 30, retries: [1, 2] } },
      warehouse_uri: { ...warehouse, extra: { sslmode: "require" } },
      reporting: {
        ...reporting,
        description: "Reports of the sales team",
        extra: { sslmode: "require", sslkey: PEM },
      },
      reporting_uri: {
        ...reporting,
        schema: "reporting",
        extra: { sslmode: "require", application_name: PASSWORD },
      },
      orders: {
        conn_type: "postgres",
        host: "orders.internal",
        login: "orders",
        password: "{p@ss}: 100%",
        port: 6432,
        extra: { sslmode: "verify-full" },
      },
      events: {
        conn_type: "kafka_cluster",
        host: "broker.internal",
        login: "events",
        password: PASSWORD,
        schema: "orders",
        port: 9092,
        extra: { acks: "all", retries: 3 },
      },
    });
  });

  test("Airflow: variables", async () => {
    const rows = "12345678901234567890";
    expect(await read("airflow-variables", "fixtures/airflow/variables.yaml")).toEqual({
      get: {
        environment: "production",
        api_token: "tok_123",
        max_rows: rows,
        ratio: 1.1,
        limits: { rows, ratio: 1.1 },
        limits_text: `{"rows": ${rows}, "ratio": 1.10}`,
        report_password: PASSWORD,
        signing_key: PEM,
      },
      deserialize_json: { limits_text: { rows, ratio: 1.1 } },
    });
  });

  test("dag-factory", async () => {
    expect(await read("dag-factory", "fixtures/dag-factory/load_orders.yaml")).toMatchObject({
      default: { default_args: { owner: "data", start_date: "2026-01-01", retries: 2 } },
      load_orders: {
        tasks: [
          {
            bash_command: "extract --day 2026-11-22",
            env: { API_TOKEN: "tok_123", DATABASE_URL: `${WAREHOUSE_URL}/orders` },
          },
          { env_vars: { DAY: "2026-11-22", DB_PASSWORD: PASSWORD, DB_PORT: "5439" } },
          {
            op_kwargs: {
              conn: { host: "reports.internal", port: 5439, password: PASSWORD },
              webhook: "https://hooks.example.com/services/T000/B000/xyz",
            },
          },
        ],
      },
    });
  });

  test("dbt", async () => {
    const env = { DBT_PASSWORD: "local: #1" };
    expect(await read("dbt", "fixtures/dbt/profiles.yml", env)).toMatchObject({
      warehouse: {
        target: "prod",
        outputs: {
          dev: { password: "local: #1", port: 5432 },
          prod: { host: "db.prod.internal", user: "pipeline", password: "p@ss: #1", port: 5432, threads: 8 },
        },
      },
    });
  });

  test("Mage", async () => {
    const env = { POSTGRES_USER: "mage" };
    expect(await read("mage", "fixtures/mage/io_config.yaml", env)).toMatchObject({
      version: "0.1.1",
      default: { POSTGRES_USER: "mage", POSTGRES_PASSWORD: "yes", POSTGRES_PORT: 5433 },
      production: {
        POSTGRES_USER: "pipeline",
        POSTGRES_PASSWORD: "p@ss: #1",
        POSTGRES_HOST: "db.prod.internal",
        POSTGRES_PORT: 5432,
        SNOWFLAKE_PASSWORD: "it's 'quoted'",
        SNOWFLAKE_DEFAULT_WH: null,
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      },
    });
  });

  test("Mage, whose own expressions of AWS were replaced", async () => {
    const kept = "arn:aws:secretsmanager:us-west-2:123456789012:secret:mage/own-OpQrSt";
    const env = {
      POSTGRES_DBNAME: "orders",
      POSTGRES_HOST: "c.internal",
      TENANT: "sales",
      AWS_SECRETS: JSON.stringify({ [kept]: "from Mage" }),
    };
    const password = 'p@ss: "#1" \\ é';
    expect(await read("mage", "fixtures/mage/io_config_expressions.yaml", env)).toMatchObject({
      default: {
        POSTGRES_USER: "loader",
        POSTGRES_PASSWORD: password,
        POSTGRES_HOST: "b.internal",
        POSTGRES_PORT: "5439",
        POSTGRES_DBNAME: "orders",
        POSTGRES_SSL: "True",
        POSTGRES_OPTIONS: "{'sslmode': 'require', 'timeout': 1.5, '10': None}",
        DATABASE_URL: "postgresql://loader:p%40ss%3A%20%22%231%22%20%5C%20%C3%A9@c.internal/orders",
        API_TOKEN: "tok: #not-a-real-token",
        API_HEADERS: "Authorization: Bearer tok: #not-a-real-token\nX-Tenant: sales\n",
        connection: { username: "loader", password, port: 5439, ssl: true, options: { timeout: 1.5 } },
        kept: "from Mage",
      },
    });
  });

  test("Ansible", async () => {
    const env = { LOOKUPS: JSON.stringify({ [`${US_WEST}prod/token-AbCdEf`]: "looked up" }) };
    expect(await read("ansible", "fixtures/ansible/group_vars/etl.yml", env)).toEqual({
      db_host: "db.prod.internal",
      db_port: 5439,
      db_user: "app user",
      db_password: PASSWORD,
      db_url: `${WAREHOUSE_URL}:5439/orders`,
      tls_key: PEM,
      limits: { rows: "12345678901234567890", ratio: 1.1 },
      warehouse_secret_arn: `${US_WEST}recipes/warehouse-WxYzAb`,
      api_token: "looked up",
      vault_token: "from the vault",
    });
  });

  test("Kubernetes", async () => {
    expect(await read("kubernetes", "fixtures/kubernetes/orders.yaml")).toMatchObject({
      "Secret/orders": {
        DB_USER: "app user",
        DB_PASSWORD: PASSWORD,
        DB_PORT: "5439",
        "tls.key": PEM,
        "api-token": "tok_123",
      },
      "ConfigMap/orders": {
        "config.yaml": { database: { host: "db.prod.internal", port: 5439, password: PASSWORD } },
      },
      "Deployment/orders": [
        {
          SLACK_WEBHOOK: "https://hooks.example.com/services/T000/B000/xyz",
          AUDIT_SECRET_ARN: `${US_WEST}prod/token-AbCdEf`,
        },
      ],
      "ExternalSecret/reports": {
        spec: { data: [{ remoteRef: { key: `${US_WEST}prod/postgres-AbCdEf`, property: "password" } }] },
      },
    });
  });

  test("the OpenTelemetry collector", async () => {
    const env = { TENANT: "sales", POD_IP: "10.0.0.1" };
    expect(await read("otel", "fixtures/otel/collector.yaml", env)).toMatchObject({
      receivers: { otlp: { protocols: { grpc: { endpoint: "10.0.0.1:4317" } } } },
      exporters: {
        otlphttp: {
          endpoint: "https://otlp.example.com:4318",
          headers: {
            Authorization: "Bearer otlp: #not-a-real-token",
            "X-Scope-OrgID": "sales",
            "X-Source": "sales/tok_123",
          },
        },
      },
    });
  });

  test("Docker Compose", async () => {
    const env = { TAG: "1.2", APPLICATION: "nightly" };
    expect(await read("compose", "fixtures/compose/compose.yaml", env)).toEqual({
      load: {
        image: "example.com/load:1.2",
        command: ["sh", "-c", "load --into $DB_HOST"],
        environment: {
          DB_HOST: "db.prod.internal",
          DB_PORT: "5439",
          DB_USER: "loader",
          DB_PASSWORD: PASSWORD,
          DB_PASSWORD_AGAIN: PASSWORD,
          API_TOKEN: "tok_123",
          LOG_LEVEL: null,
        },
      },
      report: {
        image: "example.com/report:2.0",
        environment: {
          DB_PASSWORD: PASSWORD,
          DB_SSL: "true",
          DATABASE_URL: `${WAREHOUSE_URL}/report?application_name=nightly`,
          LOG_LEVEL: null,
        },
      },
    });
  });
});
