/** The rules of a team: what they make of a text, and which paths they leave out. */

import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Severity } from "../../../src/core/diagnostics/catalogue/entry.js";
import type { CheckCode } from "../../../src/core/diagnostics/catalogue.js";
import type { KeyRules } from "../../../src/core/references/key-rules.js";
import type { Rules } from "../../../src/core/rules/rules.js";
import { check, list } from "../../../src/index.js";
import { pathMatcher } from "../../../src/io/path-matcher.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";
const PARAMETER = "arn:aws:ssm:us-west-2:123456789012:parameter/prod/db";
const PUBLIC = "arn:aws:ssm:us-west-2::parameter/aws/service/x";

/** `severity code part` of each finding. */
function found(text: string, rules: Rules): readonly string[] {
  return check([{ name: "t.yaml", text }], { rules }).diagnostics.map(
    ({ severity, problem, part }) => `${severity} ${problem.code} ${text.slice(part.start, part.end)}`,
  );
}

const severities = (code: CheckCode, severity: Severity | "off") => ({
  severities: new Map([[code, severity]]),
});
const PARTIAL = ARN.replace("-AbCdEf", "");

describe("what check says", () => {
  test.each<[text: string, rules: Rules, said: readonly string[]]>([
    [`a: ${ARN}`, {}, []],
    [`a: ${ARN}`, { allowAccounts: ["123456789012"], allowRegions: ["us-west-2"] }, []],
    [`a: ${ARN}`, { allowAccounts: ["210987654321"] }, ["error account-not-allowed 123456789012"]],
    [`a: ${PARAMETER}`, { allowAccounts: ["123456789012"], allowRegions: ["us-west-2"] }, []],
    [`a: ${PARAMETER}`, { allowAccounts: ["210987654321"] }, ["error account-not-allowed 123456789012"]],
    [`a: ${PARAMETER}::k`, { allowRegions: ["us-west-1"] }, ["error region-not-allowed us-west-2"]],
    [`a: ${PUBLIC}`, { allowAccounts: ["210987654321"] }, []],
    [`a: ${PUBLIC}`, { allowRegions: ["us-west-1"] }, ["error region-not-allowed us-west-2"]],
    [`a: x\${${ARN}:k}`, { allowRegions: ["us-west-1"] }, ["error region-not-allowed us-west-2"]],
    [`arn: ${ARN}`, { allowAccounts: ["210987654321"] }, []],
    [`a: ${PARTIAL}`, {}, ["note arn-partial prod/db"]],
    [`a: ${PARTIAL}`, { requireSuffix: true }, ["error arn-partial prod/db"]],
    [`a: ${PARTIAL}`, severities("arn-partial", "off"), []],
    [`a: ${PARTIAL}`, severities("arn-partial", "warning"), ["warning arn-partial prod/db"]],
    [
      `a: ${PARTIAL}`,
      { requireSuffix: true, ...severities("arn-partial", "off") },
      ["error arn-partial prod/db"],
    ],
    [`a: ${ARN.replace("12:", ":")}`, severities("arn-account", "note"), ["note arn-account 1234567890"]],
  ])("%s with %j", (text, rules, said) => {
    expect(found(text, rules)).toEqual(said);
  });
});

describe("# arnsubst: ignore", () => {
  test.each<[text: string, said: readonly string[]]>([
    [`a: ${PARTIAL} # arnsubst: ignore arn-partial`, []],
    [`a: ${PARTIAL} # arnsubst: ignore arn-partial, because it is old`, []],
    [`a: |  # arnsubst: ignore arn-partial\n  x \${${PARTIAL}}\n`, []],
    [
      `a: ${PARTIAL}\nb: 1 # arnsubst: ignore arn-partial`,
      ["note arn-partial prod/db", "warning directive-unused arn-partial"],
    ],
    [`a: ${ARN} # arnsubst: ignore arn-partial`, ["warning directive-unused arn-partial"]],
    [`a: ${PARTIAL} # arnsubst: ignore`, ["note arn-partial prod/db", "warning directive-unused ignore"]],
    [
      `a: ${PARTIAL} # arnsubst: ignore arn-partail`,
      ["note arn-partial prod/db", "warning directive-unknown arn-partail"],
    ],
    [`a: ${PARTIAL.replace("12:", ":")} # arnsubst: ignore arn-account,arn-partial`, []],
  ])("%s", (text, said) => {
    expect(found(text, {})).toEqual(said);
  });
});

describe("keys", () => {
  const rules: KeyRules = { literalKeys: ["kept", "db-arn"], referenceKeys: ["taken", "secret_arn"] };
  test.each<[text: string, outcome: string]>([
    [`kept: ${ARN}`, "config literal-keys: kept"],
    [`Kept: ${ARN}`, "reference"],
    [`kept: { a: [${ARN}] }`, "config literal-keys: kept"],
    [`kept: { taken: { a: ${ARN} } }`, "reference"],
    [`taken: { kept: ${ARN} }`, "config literal-keys: kept"],
    [`secret_arn: ${ARN}`, "reference"],
    [`other_arn: ${ARN}`, "key other_arn"],
    [`taken: { other_arn: ${ARN} }`, "reference"],
    [`kept: ${ARN} # arnsubst: resolve`, "reference"],
    [`taken: ${ARN} # arnsubst: literal`, "comment # arnsubst: literal"],
    [`taken: !Sub ${ARN}`, "tag !Sub"],
    [`kept: x\${${ARN}}`, "reference"],
  ])("%s", (text, outcome) => {
    expect(outcomeOf(text, rules)).toEqual([outcome]);
  });

  test.each<[name: string, text: string, kept: boolean]>([
    ["services.*.environment.*", `services: { a: { environment: { X: ${ARN} } } }`, true],
    ["services.*.environment", `services: { a: { environment: [[${ARN}]] } }`, true],
    ["services.*.environment.*", `x: { services: { a: { environment: { X: ${ARN} } } } }`, false],
    ["services.*.environment.*", `services: { environment: { X: ${ARN} } }`, false],
    ["**.environment.DB_*", `services: { a: { environment: { DB_A: ${ARN} } } }`, true],
    ["**.environment.DB_*", `environment: { DB_A: ${ARN} }`, true],
    ["**.environment.DB_*", `environment: { A_DB_: ${ARN} }`, false],
    ["*_URL", `a: { DB_URL: ${ARN} }`, true],
    ["*_URL", `a: { _URL: { b: ${ARN} } }`, true],
    ["*_URL", `a: { DB_URLS: ${ARN} }`, false],
    ["D*_*L", `DB_URL: ${ARN}`, true],
    ["D*D*D", `DD: ${ARN}`, false],
    ["my.key", `my.key: ${ARN}`, true],
    ["my.key", `my: { key2: ${ARN} }`, false],
    ["my.key", `my: { key: { a: ${ARN} } }`, true],
    ["a[0]", `a: [${ARN}]`, false],
    ["a.*.b", `a: [{ b: ${ARN} }]`, true],
    ["a.b", `a: [{ b: ${ARN} }]`, true],
    ["a.*.*", `a: [{ b: ${ARN} }]`, true],
    ["a.x*.b", `a: [{ b: ${ARN} }]`, false],
    ["a.**", `a: { b: [{ c: ${ARN} }] }`, true],
  ])("%s in %s", (name, text, kept) => {
    expect(outcomeOf(text, { literalKeys: [name] })).toEqual([
      kept ? `config literal-keys: ${name}` : "reference",
    ]);
  });

  test.each<[literal: string, reference: string, text: string, outcome: string]>([
    ["*_URL", "DB_URL", `DB_URL: ${ARN}`, "reference"],
    ["DB_URL", "*_URL", `DB_URL: ${ARN}`, "config literal-keys: DB_URL"],
    ["a.**", "a.b.c", `a: { b: { c: ${ARN} } }`, "reference"],
    ["a.b.*", "a.b.c", `a: { b: { c: ${ARN} } }`, "reference"],
    ["a.b.c", "a.b.*", `a: { b: { c: ${ARN} } }`, "config literal-keys: a.b.c"],
    ["a.*.c", "**.c", `a: { b: { c: ${ARN} } }`, "config literal-keys: a.*.c"],
    ["**.c", "a.*.c", `a: { b: { c: ${ARN} } }`, "reference"],
    ["*_URL", "DB_*", `DB_URL: ${ARN}`, "config literal-keys: *_URL"],
    ["services.*", "services.*.environment", `services: { a: { environment: { X: ${ARN} } } }`, "reference"],
    [
      "services.a.environment",
      "services",
      `services: { a: { environment: { X: ${ARN} } } }`,
      "config literal-keys: services.a.environment",
    ],
  ])("%s kept, %s replaced: %s", (literal, reference, text, outcome) => {
    expect(outcomeOf(text, { literalKeys: [literal], referenceKeys: [reference] })).toEqual([outcome]);
  });

  test("a pattern that tries to be slow is not", () => {
    const path = "a".repeat(50_000);
    const names = ["**.".repeat(2_000), `${"*a".repeat(20_000)}b`, `x.${"**.a.".repeat(2_000)}b`];
    expect(outcomeOf(`? ${path}\n: ${ARN}`, { literalKeys: names })).toEqual(["reference"]);
  });

  test.each<[bareArns: "keep" | "replace", text: string, outcome: string]>([
    ["keep", `password: ${ARN}:password`, "config bare-arns: keep"],
    ["keep", `password: \${${ARN}:password}`, "reference"],
    ["keep", `password: ${ARN}:password # arnsubst: resolve`, "reference"],
    ["keep", `taken: ${ARN}`, "reference"],
    ["replace", `secret_arn: ${ARN}`, "reference"],
    ["replace", `secret_arn: !Sub ${ARN}`, "tag !Sub"],
    ["replace", `secret_arn: ${ARN} # arnsubst: literal`, "comment # arnsubst: literal"],
    ["replace", `kept: ${ARN}`, "config literal-keys: kept"],
  ])("bare ARNs: %s: %s", (bareArns, text, outcome) => {
    expect(outcomeOf(text, { ...rules, bareArns })).toEqual([outcome]);
  });
});

function outcomeOf(text: string, rules: KeyRules): readonly string[] {
  const { references, literals } = list([{ name: "t.yaml", text }], { rules });
  return [...references.map(() => "reference"), ...literals.map(({ reason }) => reason)];
}

describe("paths left out", () => {
  test.each<[patterns: readonly string[], path: string, leftOut: boolean]>([
    [[], "/w/a.yaml", false],
    [["a.yaml"], "/w/a.yaml", true],
    [["a.yaml"], "/w/b/a.yaml", false],
    [["**/a.yaml"], "/w/b/a.yaml", true],
    [["**/a.yaml"], "/w/a.yaml", true],
    [["generated"], "/w/generated/b/c.yaml", true],
    [["generated/"], "/w/generated", true],
    [["generated/**"], "/w/generated/b/c.yaml", true],
    [["generated/*.yml"], "/w/generated/c.yaml", false],
    [["*.{yml,yaml}"], "/w/.hidden.yaml", true],
    [["**"], "/elsewhere/a.yaml", false],
  ])("%j %s", async (patterns, path, leftOut) => {
    expect((await pathMatcher(resolve("/w"), patterns))(path)).toBe(leftOut);
  });
});
