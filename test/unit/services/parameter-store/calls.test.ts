/** How parameters are grouped into calls, and what a policy has to allow for them. */

import { expect, test } from "vitest";
import { leastPolicy } from "../../../../src/core/policy/generate.js";
import {
  callsFor,
  groupRequests,
  movedArn,
  parseArn,
  requestFor,
} from "../../../../src/core/services/index.js";
import type { SecretRequest } from "../../../../src/core/services/request.js";
import { isArn, type SecretArn, type SecretId } from "../../../../src/core/services/secret-id.js";

function idOf(text: string): SecretArn {
  const { id } = parseArn(text);
  if (id === undefined || !isArn(id)) throw new Error(`no valid ARN: ${text}`);
  return id;
}

function parameter(name: string, region = "us-west-2", account = "123456789012"): SecretRequest {
  return requestFor(idOf(`arn:aws:ssm:${region}:${account}:parameter/${name}`), {});
}

function named(name: string, region?: string): SecretRequest {
  const id: SecretId = { service: "ssm", text: name, resource: name, name, ...(region && { region }) };
  return requestFor(id, {});
}

const SECRET = requestFor(idOf("arn:aws:secretsmanager:us-west-2:123456789012:secret:x-AbCdEf"), {});

test("ten parameters are one call, per region and apart from secrets", () => {
  const requests = [
    SECRET,
    ...Array.from({ length: 25 }, (_, index) => parameter(`a/${index}`)),
    ...Array.from({ length: 11 }, (_, index) => parameter(`a/${index}`, "eu-west-1")),
  ];
  const calls = callsFor(requests, new Map());
  expect(calls.map(({ operation, region, requests: own }) => [operation, region, own.length])).toEqual([
    ["BatchGetSecretValue", "us-west-2", 1],
    ["GetParameters", "us-west-2", 10],
    ["GetParameters", "us-west-2", 10],
    ["GetParameters", "us-west-2", 5],
    ["GetParameters", "eu-west-1", 10],
    ["GetParameters", "eu-west-1", 1],
  ]);
});

test("accounts with credentials of their own are asked apart", () => {
  const accounts = new Map([["210987654321", { profile: "other" }]]);
  const requests = [parameter("a"), parameter("b", "us-west-2", "210987654321")];
  expect(callsFor(requests, accounts).map(({ access }) => access)).toEqual([undefined, { profile: "other" }]);
});

test("a name without a region means the one with the run's region", () => {
  const [region] = groupRequests([named("/a", "us-west-2"), named("/a")], { home: "us-west-2" });
  expect(region?.batches.map((batch) => batch.length)).toEqual([1]);
  expect(region?.aliases.size).toBe(1);
});

test("versions are requests of their own, and the same in every run", () => {
  const id = idOf("arn:aws:ssm:us-west-2:123456789012:parameter/a");
  const keys = [{}, { versionId: "3" }, { versionStage: "live" }].map(
    (version) => requestFor(id, version).key,
  );
  expect(new Set(keys).size).toBe(3);
  expect(requestFor(id, { versionId: "3" }).key).toBe(keys[1]);
});

test.each([
  ["a", "us-east-1", "210987654321", "arn:aws:ssm:us-east-1:210987654321:parameter/a"],
  ["a/b", "cn-north-1", "123456789012", "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/b"],
])("%s moves to %s in %s", (name, region, account, text) => {
  expect(movedArn(idOf(`arn:aws:ssm:us-west-2:123456789012:parameter/${name}`), region, account).text).toBe(
    text,
  );
});

test("the policy names exactly the parameters", () => {
  const ids = [parameter("b"), parameter("a"), parameter("a"), named("/by/name"), SECRET].map(({ id }) => id);
  const publicId = idOf("arn:aws:ssm:us-east-1::parameter/aws/service/x");
  expect(
    leastPolicy([...ids, publicId]).Statement.map(({ Sid, Action, Resource }) => [Sid, Action, Resource]),
  ).toEqual([
    ["BatchGetSecretValue", "secretsmanager:BatchGetSecretValue", "*"],
    ["SecretsOf123456789012", "secretsmanager:GetSecretValue", [SECRET.id.text]],
    ["ParametersByName", "ssm:GetParameters", ["arn:*:ssm:*:*:parameter/by/name"]],
    ["ParametersOfAWS", "ssm:GetParameters", ["arn:aws:ssm:us-east-1::parameter/aws/service/x"]],
    ["ParametersOf123456789012", "ssm:GetParameters", [parameter("a").id.text, parameter("b").id.text]],
  ]);
});
