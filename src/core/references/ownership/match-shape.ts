/** Finds the shape around a scalar that keeps its ARN. The shapes are listed in `shapes.ts`. */

import { memoized } from "../../text/memoized.js";
import type { Path } from "../../text/path.js";
import {
  type Collection,
  entriesWith,
  isMapping,
  keysOf,
  scalarIn,
  sourceIn,
} from "../../yaml/collections.js";
import type { ScannedScalar } from "../../yaml/scalars.js";
import { depthOf } from "./path-pattern.js";
import { type Kept, SHAPES, type Shape, type Trait } from "./shapes.js";

const KEYS = keysOf([...new Set(SHAPES.flatMap(({ known }) => known.flat().map(({ key }) => key)))]);

/** The name of the outermost shape that keeps a scalar; undefined if none does. */
export function shapeThatKeeps(scalar: ScannedScalar): string | undefined {
  const chain = collectionsAround(scalar);
  for (const [depth, collection] of chain.entries()) {
    for (const shape of shapesOf(collection)) {
      if (keeps(shape, scalar.path.slice(depth), scalar)) return shape.name;
    }
  }
  return undefined;
}

/** Outermost first: the collection at index n is the parent of segment n of the scalar's path. */
export function collectionsAround({ parent }: ScannedScalar): readonly Collection[] {
  const chain: Collection[] = [];
  for (let each = parent; each !== undefined; each = each.parent) chain.push(each);
  return chain.reverse();
}

/** A collection can hold a million scalars, and each one asks for its shapes. */
const shapesOf = memoized((collection: Collection): readonly Shape[] => {
  if (!isMapping(collection)) return [];
  const entries = entriesWith(collection, KEYS);
  if (entries.size === 0) return [];
  const has = (trait: Trait) => hasTrait(trait, collection, entries.get(trait.key));
  return SHAPES.filter((shape) => shape.known.some((traits) => traits.every(has)));
}, new WeakMap());

function hasTrait({ is, holds }: Trait, mapping: Collection, index: number | undefined): boolean {
  if (index === undefined) return false;
  if (is !== undefined && !is.test(scalarIn(mapping, index) ?? "")) return false;
  return holds === undefined || holds.test(sourceIn(mapping, index));
}

function keeps(shape: Shape, below: Path, { parent }: ScannedScalar): boolean {
  if (shape.keeps === undefined) return true;
  return shape.keeps.some(
    ({ path, beside }) => depthOf(path, below) !== undefined && isBeside(beside, parent),
  );
}

function isBeside(trait: Kept["beside"], parent: Collection | undefined): boolean {
  if (trait === undefined) return true;
  if (parent === undefined) return false;
  return hasTrait(trait, parent, entriesWith(parent, keysOf([trait.key])).get(trait.key));
}
