/** Where secrets are asked for in place of what their ARNs say. */

import { expect, test } from "vitest";
import type { Remap } from "../../../src/core/plan/remaps.js";
import { check, list, parsePolicy } from "../../../src/index.js";
import { arn, parameterArn } from "../../support/arns.js";

const [DEV, PROD] = ["123456789012", "210987654321"];
const PUBLIC = "arn:aws:ssm:us-west-2::parameter/aws/service/x";
const toProd: Remap = { part: "account", from: DEV, to: PROD };
const east: Remap = { part: "region", from: "us-west-2", to: "us-east-1" };
const china: Remap = { part: "region", from: "us-west-2", to: "cn-north-1" };

function source(...values: readonly string[]) {
  return [{ name: "a.yaml", text: values.map((value) => `- ${value}\n`).join("") }];
}

function asked(value: string, remaps: readonly Remap[]): string | undefined {
  return list(source(value), { remaps }).plan.secrets[0]?.id.text;
}

test.each<[value: string, remaps: readonly Remap[], asked: string]>([
  [arn("a"), [], arn("a")],
  [arn("a"), [toProd], arn("a", "us-west-2", PROD).slice(0, -7)],
  [arn("a"), [east], arn("a", "us-east-1").slice(0, -7)],
  [arn("a"), [east, toProd], arn("a", "us-east-1", PROD).slice(0, -7)],
  [arn("a", "eu-west-1"), [east], arn("a", "eu-west-1")],
  [arn("a").slice(0, -7), [east], arn("a", "us-east-1").slice(0, -7)],
  [arn("a"), [{ ...east, to: "us-west-2" }], arn("a")],
  [arn("a"), [china], "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a"],
  [`${arn("a")}:key:AWSPREVIOUS`, [toProd], arn("a", "us-west-2", PROD).slice(0, -7)],
  [parameterArn("a/b"), [east, toProd], parameterArn("a/b", "us-east-1", PROD)],
  [parameterArn("a-AbCdEf"), [toProd], parameterArn("a-AbCdEf", "us-west-2", PROD)],
  [`${parameterArn("a")}:3:key`, [china], "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a"],
  [PUBLIC, [toProd, east], PUBLIC.replace("us-west-2", "us-east-1")],
  // One that only leads on from where the other ends.
  [arn("a"), [east, { ...east, from: "us-east-1", to: "eu-west-1" }], arn("a", "us-east-1").slice(0, -7)],
])("%s by %j", (value, remaps, expected) => {
  expect(asked(value, remaps)).toBe(expected);
});

test.each(["-backup", "-Backup", "-BACKUP", "-202401", "-v20240", "-xxxxxx"])(
  "%s may end the name, and stays",
  (end) => {
    const written = `${arn("a").slice(0, -7)}${end}`;
    expect(asked(written, [toProd])).toBe(written.replace(DEV, PROD));
  },
);

test("two ARNs that come to one secret are asked for once", () => {
  const { plan } = list(source(arn("a"), arn("a", "us-east-1")), {
    remaps: [{ ...east, from: "us-east-1", to: "us-west-2" }],
  });
  expect(plan.calls).toHaveLength(1);
  expect(plan.calls[0]?.requests).toHaveLength(1);
});

test("a move that nothing names is told, but for those of a config that serves other files too", () => {
  const idle = (remaps: readonly Remap[]) => list(source(arn("a", "eu-west-1")), { remaps }).unusedRemaps;
  expect(idle([toProd, east])).toEqual([east]);
  expect(idle([{ ...east, optional: true }])).toEqual([]);
});

test("what the rules make of a finding leaves the remaps alone", () => {
  const lenient = { rules: { severities: new Map([["arn-account", "off"]] as const) }, remaps: [toProd] };
  expect(check(source(arn("a", "us-west-2", "12345678901")), lenient)).toMatchObject({
    diagnostics: [],
    unusedRemaps: [],
  });
  const strict = { rules: { allowAccounts: [PROD] }, remaps: [east] };
  expect(check(source(arn("a", "eu-west-1")), strict).unusedRemaps).toEqual([east]);
});

test("a policy has to allow where a secret is moved to; the allow rules judge what is written", () => {
  const policy = parsePolicy({
    name: "policy.json",
    text: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "secretsmanager:*",
        Resource: `arn:aws:secretsmanager:us-west-2:${PROD}:secret:*`,
      },
    }),
  });
  const codes = (remaps: readonly Remap[]) =>
    check(source(arn("a")), { rules: { policies: [policy], allowAccounts: [DEV] }, remaps })
      .diagnostics.map(({ code }) => code)
      .filter((code) => code !== "policy-batch");
  expect(codes([])).toEqual(["policy-denied"]);
  expect(codes([toProd])).toEqual([]);
});
