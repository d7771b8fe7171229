/** Which shape is around a scalar, and keeps it. The shapes themselves are in `shapes.ts`. */

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

/** The name of the outermost shape that keeps a scalar; undefined where none does. */
export function shapeThatKeeps(scalar: ScannedScalar): string | undefined {
  const chain = collectionsAround(scalar);
  for (const [depth, collection] of chain.entries()) {
    for (const shape of shapesOf(collection)) {
      if (keeps(shape, scalar.path.slice(depth), scalar)) return shape.name;
    }
  }
  return undefined;
}

/** Outermost first: the one at index n holds what the segment n of the scalar's path names. */
export function collectionsAround({ parent }: ScannedScalar): readonly Collection[] {
  const chain: Collection[] = [];
  for (let each = parent; each !== undefined; each = each.parent) chain.push(each);
  return chain.reverse();
}

const NONE: readonly Shape[] = [];
/** A collection can hold a million scalars that ask. */
const known = new WeakMap<Collection, readonly Shape[]>();

function shapesOf(collection: Collection): readonly Shape[] {
  const before = known.get(collection);
  if (before !== undefined) return before;
  const shapes = isMapping(collection) ? shapesIn(collection) : NONE;
  known.set(collection, shapes);
  return shapes;
}

function shapesIn(mapping: Collection): readonly Shape[] {
  const entries = entriesWith(mapping, KEYS);
  if (entries.size === 0) return NONE;
  const has = (trait: Trait) => fits(trait, mapping, entries.get(trait.key));
  return SHAPES.filter((shape) => shape.known.some((traits) => traits.every(has)));
}

function fits({ is, holds }: Trait, mapping: Collection, index: number | undefined): boolean {
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
  return fits(trait, parent, entriesWith(parent, keysOf([trait.key])).get(trait.key));
}
