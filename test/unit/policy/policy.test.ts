/** How IAM reads a policy: patterns, Allow and Deny, everything but, conditions, and policies that are none. */

import { describe, expect, test } from "vitest";
import { compareWithLeast } from "../../../src/core/policy/compare.js";
import { type Policy, parsePolicy } from "../../../src/core/policy/document.js";
import { evaluate } from "../../../src/core/policy/evaluate.js";
import { leastPolicy, policyText } from "../../../src/core/policy/generate.js";
import { matchesAction, matchesResource } from "../../../src/core/policy/match.js";
import { parseArn } from "../../../src/core/services/secrets-manager/arn.js";
import { resourceOf } from "../../../src/core/services/secrets-manager/iam.js";
import { linesOf } from "../../../src/core/text/source.js";
import { arn } from "../../support/arns.js";

const GET = "secretsmanager:GetSecretValue";

function secret(id: string) {
  const parsed = parseArn(id).id;
  if (parsed === undefined) throw new Error(`no ARN: ${id}`);
  return parsed;
}

function policyOf(...statements: readonly object[]): Policy {
  return policyFrom(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

function policyFrom(text: string): Policy {
  const parsed = parsePolicy({ name: "policy.json", text });
  if ("faults" in parsed) throw new Error(parsed.faults.map(({ message }) => message).join(", "));
  return parsed.policy;
}

test.each([
  [GET, "secretsmanager:getsecretvalue", true],
  ["*", GET, true],
  ["secretsmanager:*", GET, true],
  ["SecretsManager:Get*", GET, true],
  ["secretsmanager:Get??????Value", GET, true],
  ["secretsmanager:Get?????Value", GET, false],
  ["secretsmanager:List*", GET, false],
  ["s3:*", GET, false],
])("the action pattern %s and %s: %s", (pattern, action, matches) => {
  expect(matchesAction(pattern, action)).toBe(matches);
});

const FULL = arn("prod/db");
const PARTIAL = resourceOf(secret(FULL.slice(0, -7))) as string;

test.each([
  [FULL, FULL, true],
  [FULL.toUpperCase(), FULL, false],
  ["arn:aws:secretsmanager:*:*:secret:prod/*", FULL, true],
  ["arn:aws:secretsmanager:us-*-2:123456789012:secret:prod/db-*", FULL, true],
  ["arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/d?-AbCdE?", FULL, true],
  // Within a segment a star stays in it; at its end it goes on.
  ["arn:aws:secretsmanager:us-*st-2:123456789012:secret:prod/db-*", FULL, true],
  ["arn:aws:secretsmanager:u*2:secret:prod/db-AbCdEf", FULL, false],
  ["arn:aws:secretsmanager:*:secret:prod/db-AbCdEf", FULL, true],
  ["arn:aws:secretsmanager:*", FULL, true],
  ["arn:aws:secretsmanager?us-west-2:123456789012:secret:prod/db-AbCdEf", FULL, false],
  [FULL, PARTIAL, false],
  [FULL.slice(0, -7), PARTIAL, false],
  [`${FULL.slice(0, -7)}-??????`, PARTIAL, true],
  [`${FULL.slice(0, -7)}-*`, PARTIAL, true],
  [`${FULL.slice(0, -7)}-A*`, PARTIAL, false],
  [`${"*a".repeat(60)}b`, `arn:${"a".repeat(2_000)}`, false],
])("the resource pattern %s: %#", (pattern, resource, matches) => {
  expect(matchesResource(pattern, resource)).toBe(matches);
});

const allow = (more: object = {}) => ({ Effect: "Allow", Action: GET, Resource: "*", ...more });
const deny = (more: object = {}) => ({ ...allow(more), Effect: "Deny" });
const only = ({ Action: _, ...rest }: Record<string, unknown>, more: object) => ({ ...rest, ...more });
const CONDITION = { Condition: { Bool: { "aws:SecureTransport": "true" } } };

test.each<[what: string, statements: readonly object[], kind: string]>([
  ["nothing", [], "denied"],
  ["an Allow", [allow()], "allowed"],
  ["an Allow of other resources", [allow({ Resource: [arn("x"), "arn:aws:s3:::*"] })], "denied"],
  ["an Allow in a list", [allow({ Action: ["s3:*", GET], Resource: [arn("x"), FULL] })], "allowed"],
  ["an Allow and a Deny", [allow(), deny({ Resource: FULL })], "denied"],
  ["a Deny of another", [allow(), deny({ Resource: arn("x") })], "allowed"],
  ["an Allow of everything but others", [only(allow(), { NotAction: "s3:*" })], "allowed"],
  ["an Allow of everything but it", [only(allow(), { NotAction: "secretsmanager:*" })], "denied"],
  [
    "a Deny of every resource but it",
    [allow(), { Effect: "Deny", Action: "*", NotResource: "arn:aws:secretsmanager:*:*:secret:prod/*" }],
    "allowed",
  ],
  [
    "a Deny of every resource but others",
    [allow(), { Effect: "Deny", Action: "*", NotResource: arn("x") }],
    "denied",
  ],
  ["a condition", [allow(CONDITION)], "depends"],
  ["a condition of nothing", [allow({ Condition: {} })], "allowed"],
  ["a condition beside none", [allow(CONDITION), allow()], "allowed"],
  ["a Deny on a condition", [allow(), deny(CONDITION)], "depends"],
  ["a Deny on a condition, and no Allow", [deny(CONDITION)], "denied"],
])("%s", (_, statements, kind) => {
  expect(evaluate([policyOf(...statements)], GET, FULL).kind).toBe(kind);
});

test("several policies count together", () => {
  const policies = [policyOf(allow()), policyOf(deny({ Resource: arn("x") }))];
  expect(evaluate(policies, GET, FULL).kind).toBe("allowed");
  expect(evaluate(policies, GET, arn("x")).kind).toBe("denied");
});

describe("a policy that is none", () => {
  test.each([
    ["[]", "1:1 the policy is a list, and has to be a mapping"],
    ["{}", "1:1 the policy has no Statement"],
    ['{"Statment": []}', '1:2 "Statment" is not a key of the policy'],
    [
      '{"Version": "2017-10-12", "Statement": []}',
      '1:13 "2017-10-12" is not a version of the policy language',
    ],
    ['{"Statement": ["x"]}', "1:16 a statement is a string, and has to be a mapping"],
    ['{"Statement": {"Effect": "allow", "Action": "*", "Resource": "*"}}', '1:26 "allow" is not an effect'],
    [
      '{"Statement": {"Effect": "Allow", "Resource": "*"}}',
      "1:15 a statement has no Action and no NotAction",
    ],
    [
      '{"Statement": {"Effect": "Allow", "Action": "*"}}',
      "1:15 a statement has no Resource and no NotResource",
    ],
    [
      '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}',
      "1:48 this is the policy of a resource: it names a principal",
    ],
    ['{"Statement": {"Effect": "Allow", "Action": {"a": 1}, "Resource": "*"}}', "1:45 Action is a mapping"],
    ['{"Statement": [', "1:"],
  ])("%s", (text, said) => {
    const parsed = parsePolicy({ name: "p.json", text });
    if (!("faults" in parsed)) throw new Error("it was read");
    const lines = linesOf(text);
    const told = parsed.faults.map(({ start, message }) => {
      const { line, column } = lines.positionAt(start);
      return `${line}:${column} ${message}`;
    });
    expect(
      told.some((each) => each.startsWith(said)),
      told.join("\n"),
    ).toBe(true);
  });

  test("tabs, as AWS's own pages indent with, are no fault", () => {
    const text =
      '{\n\t"Statement": [\n\t\t{\n\t\t\t"Effect": "Allow",\n\t\t\t"Action": "*",\n\t\t\t"Resource": "*"\n\t\t}\n\t]\n}\n';
    expect(policyFrom(text).statements).toHaveLength(1);
  });
});

describe("the least that is needed", () => {
  const ids = [
    arn("b"),
    arn("a"),
    arn("a").slice(0, -7),
    arn("c", "cn-north-1").replace("arn:aws:", "arn:aws-cn:"),
  ];
  const least = leastPolicy(ids.map(secret));

  test("one statement for the batches, one for each account; sorted, and each secret once", () => {
    expect(least.Statement.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["BatchGetSecretValue", "*"],
      ["SecretsOf123456789012InAwsCn", ["arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:c-AbCdEf"]],
      ["SecretsOf123456789012", [`${arn("a").slice(0, -7)}-??????`, arn("b")]],
    ]);
  });

  test("is the same for any order", () => {
    expect(policyText(leastPolicy(ids.toReversed().map(secret)))).toBe(policyText(least));
  });

  test("fits itself; without a secret it allows too much, with another too little", () => {
    const policy = policyFrom(policyText(least));
    expect(compareWithLeast(policy, ids.map(secret))).toEqual({ lacking: [], beyond: [] });
    expect(compareWithLeast(policy, ids.slice(1).map(secret)).beyond).toEqual([
      { action: GET, resource: arn("b") },
    ]);
    expect(compareWithLeast(policy, [...ids, arn("new")].map(secret)).lacking).toEqual([
      { action: GET, resource: arn("new") },
    ]);
  });

  test("what a policy allows of other services is none of it", () => {
    const policy = policyOf(...least.Statement, { Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" });
    expect(compareWithLeast(policy, ids.map(secret)).beyond).toEqual([]);
  });
});
