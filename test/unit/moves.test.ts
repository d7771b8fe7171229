/** Where secrets are asked for in place of what their ARNs say. */

import { expect, test } from "vitest";
import type { Move } from "../../src/core/moves.js";
import { check, list, parsePolicy } from "../../src/index.js";
import { arn } from "../support/arns.js";

const [DEV, PROD] = ["123456789012", "210987654321"];
const toProd: Move = { part: "account", from: DEV, to: PROD };
const east: Move = { part: "region", from: "us-west-2", to: "us-east-1" };
const china: Move = { part: "region", from: "us-west-2", to: "cn-north-1" };

function source(...values: readonly string[]) {
  return [{ name: "a.yaml", text: values.map((value) => `- ${value}\n`).join("") }];
}

function asked(value: string, moves: readonly Move[]): string | undefined {
  return list(source(value), { moves }).plan.secrets[0]?.id.text;
}

test.each<[value: string, moves: readonly Move[], asked: string]>([
  [arn("a"), [], arn("a")],
  [arn("a"), [toProd], arn("a", "us-west-2", PROD).slice(0, -7)],
  [arn("a"), [east], arn("a", "us-east-1").slice(0, -7)],
  [arn("a"), [east, toProd], arn("a", "us-east-1", PROD).slice(0, -7)],
  [arn("a", "eu-west-1"), [east], arn("a", "eu-west-1")],
  [arn("a").slice(0, -7), [east], arn("a", "us-east-1").slice(0, -7)],
  [arn("a"), [{ ...east, to: "us-west-2" }], arn("a")],
  [arn("a"), [china], "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a"],
  [`${arn("a")}:key:AWSPREVIOUS`, [toProd], arn("a", "us-west-2", PROD).slice(0, -7)],
  // One that only leads on from where the other ends.
  [arn("a"), [east, { ...east, from: "us-east-1", to: "eu-west-1" }], arn("a", "us-east-1").slice(0, -7)],
])("%s by %j", (value, moves, expected) => {
  expect(asked(value, moves)).toBe(expected);
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
    moves: [{ ...east, from: "us-east-1", to: "us-west-2" }],
  });
  expect(plan.calls).toHaveLength(1);
  expect(plan.calls[0]?.secrets).toHaveLength(1);
});

test("a move that nothing names is told, but for those of a config that serves other files too", () => {
  const idle = (moves: readonly Move[]) => list(source(arn("a", "eu-west-1")), { moves }).idleMoves;
  expect(idle([toProd, east])).toEqual([east]);
  expect(idle([{ ...east, optional: true }])).toEqual([]);
});

test("what the rules make of a finding leaves the moves alone", () => {
  const lenient = { severities: new Map([["arn-account", "off"]] as const), moves: [toProd] };
  expect(check(source(arn("a", "us-west-2", "12345678901")), lenient)).toMatchObject({
    diagnostics: [],
    idleMoves: [],
  });
  const strict = { allowAccounts: [PROD], moves: [east] };
  expect(check(source(arn("a", "eu-west-1")), strict).idleMoves).toEqual([east]);
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
  if (!("policy" in policy)) throw new Error("no policy");
  const codes = (moves: readonly Move[]) =>
    check(source(arn("a")), { policies: [policy.policy], allowAccounts: [DEV], moves })
      .diagnostics.map(({ problem }) => problem.code)
      .filter((code) => code !== "policy-batch");
  expect(codes([])).toEqual(["policy-denied"]);
  expect(codes([toProd])).toEqual([]);
});
