/** The rules of a team: what they make of a text, and which paths they leave out. */

import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckCode } from "../../src/core/codes.js";
import type { Severity } from "../../src/core/diagnostics.js";
import type { KeyRules, Rules } from "../../src/core/rules.js";
import { check, list } from "../../src/index.js";
import { excluder } from "../../src/io/excluded.js";

const ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf";

/** `severity code part` of each finding. */
function found(text: string, rules: Rules): readonly string[] {
  return check([{ name: "t.yaml", text }], rules).diagnostics.map(
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
    const { references, literals } = list([{ name: "t.yaml", text }], { rules });
    expect([...references.map(() => "reference"), ...literals.map(({ reason }) => reason)]).toEqual([
      outcome,
    ]);
  });
});

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
    expect((await excluder(resolve("/w"), patterns))(path)).toBe(leftOut);
  });
});
