/**
 * The laws of a faithful edit, over YAML and values made by chance: the result parses to the input with the values put
 * in; what is outside the edited scalars stays byte for byte; resolving again changes nothing. `npm run test:soak`
 * runs the same a thousand times as often, and prints its seed.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryValue, arbitraryYaml } from "../support/arbitrary-yaml.js";
import { keeps, put, readAll, stretchesOutside } from "../support/read-back.js";
import { ARN, resolveWith } from "../support/resolve-with.js";

const numRuns = Number(process.env["ARNSUBST_RUNS"] ?? 200);
const seed = Number(process.env["ARNSUBST_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
if (numRuns > 200) process.stderr.write(`${numRuns} runs, ARNSUBST_SEED=${seed}\n`);

test("every edit is faithful", async () => {
  let resolved = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryYaml, arbitraryValue, async (yaml, value) => {
      const source = yaml.replaceAll("@", ARN);
      const before = readAll(source);
      fc.pre(before !== undefined);
      const { texts, diagnostics } = await resolveWith(yaml, value, "json", "allow");
      // A random value can be JSON, which is only remarked upon.
      expect(diagnostics.filter(({ code }) => code !== "value-whole-json")).toEqual([]);
      const text = texts?.[0] ?? "";
      expect(readAll(text)).toEqual(put(before, value));
      expect(keeps(text, stretchesOutside(source))).toBe(true);
      expect((await resolveWith(text.replaceAll("@", "%"), "again")).texts?.[0]).toBe(
        text.replaceAll("@", "%"),
      );
      if (source.includes(ARN)) resolved += 1;
    }),
    { numRuns, seed },
  );
  expect(resolved).toBeGreaterThan(numRuns / 2);
}, 3_600_000);
