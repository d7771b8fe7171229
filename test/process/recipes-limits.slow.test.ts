/** What `docs/recipes/` says of consumers that read more into a value than its text, or refuse a file for its shape. */

import { describe, expect, test } from "vitest";
import { readText, refusal } from "../support/consume.js";
import { pythonFound } from "../support/python.js";

const US_WEST = "arn:aws:secretsmanager:us-west-2:123456789012:secret:";
const TEMPLATE = `${US_WEST}prod/template-AbCdEf`;

describe.skipIf(!pythonFound)("a connection of Airflow", () => {
  test("is no JSON text, which is taken for a URI", async () => {
    const config = `orders: ${US_WEST}airflow/connections/orders-NoPqRs\n`;
    expect(await refusal("airflow-connections", config, "value-whole-json")).toBe(
      "Refused: a URI without a scheme",
    );
  });

  test("has no fields but its own", async () => {
    const config = `reporting: { conn_type: postgres, user: "${US_WEST}recipes/warehouse-WxYzAb:username" }\n`;
    expect(await refusal("airflow-connections", config)).toBe("Refused: a connection has no ['user']");
  });

  test("needs urlencode in a URI", async () => {
    const config = `reporting: postgres://app:\${${US_WEST}recipes/warehouse-WxYzAb:password}@db.prod.internal/x\n`;
    expect(await refusal("airflow-connections", config, "value-url")).toMatch(/^ValueError: Port /);
  });
});

/** The secret is `a$$b ${TENANT}`. */
describe.skipIf(!pythonFound)("a dollar sign in a value", () => {
  const dollars = `"${US_WEST}recipes/dollars-AbCdEf"`;

  test.each([
    ["airflow-variables", `v: ${dollars}`, { get: { v: "a$$b ${TENANT}" } }],
    ["mage", `v: ${dollars}`, { v: "a$$b ${TENANT}" }],
    [
      "dag-factory",
      `dag: { tasks: [{ task_id: t, operator: o, env: { V: ${dollars} } }] }`,
      { dag: { tasks: [{ env: { V: "a$$b sales" } }] } },
    ],
    [
      "otel",
      `{ exporters: { debug: { v: ${dollars} } }, service: { pipelines: {} } }`,
      { exporters: { debug: { v: "a$b sales" } } },
    ],
    [
      "compose",
      `services: { s: { environment: { V: ${dollars} } } }`,
      { s: { environment: { V: "a$b sales" } } },
    ],
  ])("%s", async (consumer, config, expected) => {
    expect(await readText(consumer, `${config}\n`, { TENANT: "sales" })).toMatchObject(expected);
  });
});

describe.skipIf(!pythonFound)("Kubernetes", () => {
  test("takes no number where it wants text", async () => {
    const config = `{ kind: Secret, metadata: { name: s }, stringData: { PORT: "${US_WEST}recipes/warehouse-WxYzAb:port" } }\n`;
    expect(await refusal("kubernetes", config)).toBe("Refused: only text can be ['PORT']");
  });
});

describe.skipIf(!pythonFound)("Ansible", () => {
  test("renders a value without a template of its own too", async () => {
    const config = `password: ${TEMPLATE}\n`;
    expect(await refusal("ansible", config, "value-jinja")).toBe("Refused: no env HOME");
  });
});

test.skipIf(!pythonFound)("a DAG file without a template of its own is rendered all the same", async () => {
  const config = `dag: { tasks: [{ task_id: t, operator: o, env: { V: "${TEMPLATE}" } }] }\n`;
  expect(await refusal("dag-factory", config, "value-jinja")).toBe("UndefinedError: 'lookup' is undefined");
});
