/** What has been scanned, in a shape that can be compared: what stands around a scalar is read, however it was found. */

import {
  type Collection,
  entriesWith,
  isMapping,
  keysOf,
  scalarIn,
} from "../../src/core/yaml/collections.js";
import type { ScannedSource } from "../../src/core/yaml/scan.js";

/** Some that the texts of the tests use a lot. */
const KEYS = keysOf([..."abcdefgqsxy", "key of two", "name", "kind", "on", "services", "$schema", ""]);

/** The scalars whose text fits, and what stands around each. */
export function comparable(scanned: ScannedSource, pattern: RegExp) {
  const scalars = scanned.scalars
    .filter(({ value }) => pattern.test(value))
    .map(({ parent, ...scalar }) => ({ ...scalar, parent: described(parent) }));
  return { ...scanned, scalars };
}

/** Innermost first: of a mapping the keys that are looked for with their texts, of a list its first items. */
function described(parent: Collection | undefined): readonly unknown[] {
  const all: unknown[] = [];
  for (let each = parent; each !== undefined; each = each.parent) {
    const collection = each;
    const found = isMapping(collection)
      ? [...entriesWith(collection, KEYS)]
      : [0, 1, 2].map((index) => ["", index] as const);
    all.push(found.map(([key, index]) => [key, index, scalarIn(collection, index)]));
  }
  return all;
}
