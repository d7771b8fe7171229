/** The table of regions against the SDK's own. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { partition } from "@aws-sdk/util-endpoints";
import { expect, test } from "vitest";
import { PARTITION_NAMES, partitionOf, REGION_NAMES, regionsOf } from "../../../src/core/arn/regions.js";

/** The library answers for one region at a time; its list is in its table only. */
function namesInLibrary(): readonly string[] {
  const require = createRequire(import.meta.url);
  const entry = createRequire(require.resolve("@aws-sdk/util-endpoints")).resolve("@aws-sdk/core/client");
  const text = readFileSync(entry, "utf8");
  const table = text.slice(text.search(/partitionsInfo|partitions:\s*\[/));
  return [...new Set(table.match(/\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn|eusc)(?:-[a-z]+)+-\d\b/g) ?? [])];
}

test("every region is where the SDK's own table has it", () => {
  for (const name of PARTITION_NAMES) {
    for (const region of regionsOf(name)) {
      expect(partition(region), region).toMatchObject({ name, description: expect.any(String) });
      expect(partitionOf(region)).toBe(name);
    }
  }
});

test("no region of the SDK's table is missing", () => {
  const names = namesInLibrary();
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !REGION_NAMES.includes(name))).toEqual([]);
});
