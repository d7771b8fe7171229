/** References held against each other, over all files: one secret written in two ways, and parts that were never drawn. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Reference } from "../references/findings.js";
import { doubtsOf } from "../services/secrets-manager/doubts.js";
import { isDrawn } from "../services/secrets-manager/suffix.js";
import { groupBy } from "../text/group.js";
import { type Lines, linesOf, type Source } from "../text/source.js";
import { diagnoseInArn } from "./allow-lists.js";

type PlaceOf = (reference: Reference) => string;

/** One finding for each spelling in each file. */
export function checkConsistency(references: readonly Reference[]): readonly Diagnostic[] {
  const once = firstOfEachSpelling(references);
  const placeOf = placesIn();
  const alike = [...groupBy(once, nameOf).values()];
  return [...once.flatMap(doubt), ...alike.flatMap((group) => checkSpellings(group, placeOf))];
}

function firstOfEachSpelling(references: readonly Reference[]): readonly Reference[] {
  const groups = groupBy(references, ({ source, id }) => `${source.name}\n${id.text}`);
  return [...groups.values()].flatMap((group) => group.slice(0, 1));
}

function nameOf({ id }: Reference): string {
  return [id.partition, id.region, id.account, id.name].join(":");
}

function doubt(reference: Reference): readonly Diagnostic[] {
  return doubtsOf(reference.id).map(({ problem, part }) => diagnoseInArn(problem, reference, part));
}

/** All of them mean one name in one place. */
function checkSpellings(references: readonly Reference[], placeOf: PlaceOf): readonly Diagnostic[] {
  const full = references.filter(({ id: { suffix } }) => suffix !== undefined && isDrawn(suffix));
  const [first] = full;
  if (first === undefined) return [];
  const partial = references
    .filter(({ id }) => id.suffix === undefined)
    .map((each) =>
      diagnoseInArn({ code: "arn-inconsistent", full: first.id.text, at: placeOf(first) }, each, "resource"),
    );
  const stale = full.flatMap((each) => {
    const other = full.find(({ id }) => id.suffix !== each.id.suffix);
    if (other === undefined) return [];
    return [diagnoseInArn({ code: "arn-stale", other: other.id.text, at: placeOf(other) }, each, "suffix")];
  });
  return [...partial, ...stale];
}

/** Writes a place as `config.yaml:12`; each source is indexed once, however many findings point into it. */
function placesIn(): PlaceOf {
  const indexed = new Map<Source, Lines>();
  return ({ source, span }) => {
    const lines = indexed.get(source) ?? linesOf(source.text);
    indexed.set(source, lines);
    return `${source.name}:${lines.positionAt(span.start).line}`;
  };
}
