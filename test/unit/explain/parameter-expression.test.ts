/** An expression that names a parameter, taken apart: its version comes before its JSON key, as in a selector. */

import { expect, test } from "vitest";
import { explain } from "../../../src/core/explain/explain.js";

const ARN = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";

test.each<[text: string, reader: string, ...parts: string[]]>([
  ["{{resolve:ssm:/prod/db:3}}", "CloudFormation", "name /prod/db", "version 3"],
  [
    `{{resolve:ssm-secure:${ARN}:3}}`,
    "CloudFormation",
    ...["prefix arn", "partition aws", "service ssm", "region us-west-2", "account id 123456789012"],
    ...["resource type parameter", "name prod/db", "version 3"],
  ],
  [
    "key: ref+awsssm://prod/db?region=us-west-2&mode=singleparam&version=3#/a",
    "vals",
    ...["region us-west-2", "name /prod/db", "version 3", "JSON key a"],
  ],
  ["{{resolve:ssm:/prod/db:blue}}", "CloudFormation", "name /prod/db"],
])("%s", (text, reader, ...parts) => {
  const explanation = explain(text);
  if (explanation === undefined || typeof explanation === "number") throw new Error("not one expression");
  expect(explanation.expression?.reader).toBe(reader);
  expect(explanation.parts.map(({ name, text: written }) => `${name} ${written}`)).toEqual(parts);
});
