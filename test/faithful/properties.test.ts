/**
 * The laws of a faithful edit, over YAML and values made by chance: the result parses to the input with the values put
 * in; what is outside the edited scalars stays byte for byte; resolving again changes nothing. `npm run test:soak`
 * runs the same a hundred times as often, and prints its seed.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { scanScalars } from "../../src/core/yaml/scalars.js";
import { arbitraryValue, arbitraryYaml } from "../support/arbitrary-yaml.js";
import { put, readAll } from "../support/read-back.js";
import { ARN, resolveWith } from "../support/resolve-with.js";

const numRuns = Number(process.env["ARNSUBST_RUNS"] ?? 2_000);
const seed = Number(process.env["ARNSUBST_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
if (numRuns > 2_000) process.stderr.write(`${numRuns} runs, ARNSUBST_SEED=${seed}\n`);

/** The tag `!` of the scalar behind a stretch, with an anchor beside it: what makes it a text for all readers is `!!str`. */
const NON_SPECIFIC = /(?<=(?:^|[\s[{,:])(?:&\S+\s+)?)!(?=\s+(?:(?:&\S+|#.*)\s+)*$)/;

/**
 * The stretches between the scalars that hold a reference, without their tags. A new block's lines follow the line that
 * its scalar ended on, so each is cut at its first line break.
 */
function stretchesOutside(text: string): readonly string[] {
  const spans = scanScalars({ name: "t", text }).scalars.flatMap(({ span, value }) =>
    value.includes(ARN) ? [span] : [],
  );
  const starts = [0, ...spans.map(({ end }) => end)];
  const ends = [...spans.map(({ start }) => start), text.length];
  return starts.flatMap((start, index) => {
    const stretch = text.slice(start, ends[index]);
    const cut = stretch.search(/\r?\n|$/);
    return [stretch.slice(0, cut), stretch.slice(cut)].flatMap((part) => part.split(NON_SPECIFIC));
  });
}

/** Whether the stretches stand in the text in their order, the first at its start and the last at its end. */
function keeps(text: string, stretches: readonly string[]): boolean {
  let at = 0;
  for (const stretch of stretches) {
    const found = text.indexOf(stretch, at);
    if (found < 0) return false;
    at = found + stretch.length;
  }
  return text.startsWith(stretches[0] ?? "") && text.endsWith(stretches.at(-1) ?? "");
}

test("every edit is faithful", async () => {
  let resolved = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryYaml, arbitraryValue, async (yaml, value) => {
      const source = yaml.replaceAll("@", ARN);
      const before = readAll(source);
      fc.pre(before !== undefined);
      const { texts, diagnostics } = await resolveWith(yaml, value);
      expect(diagnostics).toEqual([]);
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
