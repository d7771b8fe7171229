/** A secret and a parameter of the same name, which CloudFormation names without their ARNs: neither may take the other's place. */

import { expect, test } from "vitest";
import { check, list, parsePolicy, resolve } from "../../../src/index.js";
import { fileProvider } from "../../../src/providers/index.js";

const SECRET = '"{{resolve:secretsmanager:/prod/db}}"';
const PARAMETER = '"{{resolve:ssm:/prod/db}}"';

function source(...values: readonly string[]) {
  return [{ name: "t.yaml", text: values.map((value) => `- ${value}\n`).join("") }];
}

test.each([
  { values: [SECRET, PARAMETER], services: ["secretsmanager", "ssm"] },
  { values: [PARAMETER, SECRET], services: ["ssm", "secretsmanager"] },
  { values: [PARAMETER, PARAMETER], services: ["ssm"] },
])("are fetched separately: $services", ({ values, services }) => {
  const { secrets, calls } = list(source(...values));
  expect(secrets.map(({ service }) => service)).toEqual(services);
  expect(calls.map(({ service }) => service)).toEqual(services.toSorted());
  expect(list(source(...values), { region: "us-west-2" }).secrets.length).toBe(services.length);
});

test("get values of their own", async () => {
  const provider = fileProvider({ name: "secrets.yaml", text: "/prod/db: [a, b]" });
  const { texts } = await resolve(source(SECRET, PARAMETER), provider);
  expect(texts).toEqual(['- "[\\"a\\",\\"b\\"]"\n- ["a", "b"]\n']);
});

test("need permissions of their own", () => {
  const Statement = [{ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" }];
  const policy = parsePolicy({
    name: "p.json",
    text: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
  const { diagnostics } = check(source(SECRET, PARAMETER), { rules: { policies: [policy] } });
  expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(["policy-denied 2"]);
});
