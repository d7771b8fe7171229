/** In the executable no file lies beside the program: the source maps are in it. */

import { expect, test, vi } from "vitest";

/** One letter of generated code, at line 1, column 1: line 12, column 3 of the source. */
const MAP = JSON.stringify({
  version: 3,
  sources: ["../../src/core/plan/plan.ts"],
  names: [],
  mappings: "AAWE",
});

vi.mock("node:sea", () => ({
  isSea: () => true,
  getAsset(name: string) {
    if (name !== "offline.cjs.map") throw new Error(`no such asset: ${name}`);
    return MAP;
  },
}));
const { sourcePlace } = await import("../../../../src/cli/context/source-place.js");

function thrownAt(place: string): Error {
  return Object.assign(new Error("what"), { stack: `Error: what\n    at f (${place})\n` });
}

test.each([
  ["offline.cjs:1:1", "src/core/plan/plan.ts:12:3"],
  ["other.cjs:1:1", "other.cjs:1:1"],
])("%s is %s", (place, found) => {
  expect(sourcePlace(thrownAt(place))).toBe(found);
});
