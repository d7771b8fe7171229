/** The SARIF of every fixture, good, bad and near, is valid against the schema and agrees with its own rules. */

import { expect, test } from "vitest";
import { FIXTURES } from "../support/fixtures.js";
import { runInProcess } from "../support/run.js";
import { runOf, schemaErrors } from "../support/sarif.js";

test("there are some, and the schema refuses what is not SARIF", () => {
  expect(FIXTURES.length).toBeGreaterThan(50);
  expect(schemaErrors('{"version":"2.1.0","runs":[{"results":[{}]}]}')).not.toEqual([]);
  const uri = '{"physicalLocation":{"artifactLocation":{"uri":"a b"}}}';
  const driver = '{"driver":{"name":"x"}}';
  const log = `{"version":"2.1.0","runs":[{"tool":${driver},"results":[{"message":{"text":""},"locations":[${uri}]}]}]}`;
  expect(schemaErrors(log)).toHaveLength(1);
});

test.each([...FIXTURES, "fixtures"])("%s", async (path) => {
  const { stdout } = await runInProcess(["check", path, "--format", "sarif"]);
  expect(schemaErrors(stdout)).toEqual([]);
  const json = JSON.parse((await runInProcess(["check", path, "--format", "json"])).stdout);
  const { tool, results } = runOf(stdout);
  expect(results.map(({ ruleId }) => ruleId)).toEqual(
    json.diagnostics.map(({ code }: { code: string }) => code),
  );
  for (const { ruleId, ruleIndex, level } of results) {
    const rule = tool.driver.rules[ruleIndex];
    expect(rule?.id).toBe(ruleId);
    if (!["arn-region", "arn-template"].includes(ruleId))
      expect(rule?.defaultConfiguration.level).toBe(level);
  }
  const fingerprints = results.map(
    ({ locations, partialFingerprints }) =>
      locations[0].physicalLocation.artifactLocation.uri + partialFingerprints["arnsubst/v1"],
  );
  expect(new Set(fingerprints).size).toBe(results.length);
});
