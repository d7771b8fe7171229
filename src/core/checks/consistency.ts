/** Compares the references of all files: one secret written in two ways, and accounts and suffixes that are most likely not real. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import type { Reference } from "../references/findings.js";
import { doubtsOf } from "../services/secrets-manager/doubts.js";
import { looksRandom } from "../services/secrets-manager/suffix.js";
import { groupBy } from "../text/group.js";
import { memoized } from "../text/memoized.js";
import { linesOf, type Source } from "../text/source.js";
import { diagnoseInArn } from "./allow-lists.js";

type PlaceOf = (reference: Reference) => string;

/** Reports each spelling of an ARN once a file. */
export function checkConsistency(references: readonly Reference[]): readonly Diagnostic[] {
  const once = firstOfEachSpelling(references);
  const placeOf = writePlaces();
  const bySecret = [...groupBy(once, secretOf).values()];
  return [...once.flatMap(diagnoseDoubts), ...bySecret.flatMap((group) => checkSpellings(group, placeOf))];
}

function firstOfEachSpelling(references: readonly Reference[]): readonly Reference[] {
  const groups = groupBy(references, ({ source, id }) => `${source.name}\n${id.text}`);
  return [...groups.values()].flatMap((group) => group.slice(0, 1));
}

function secretOf({ id }: Reference): string {
  return [id.service, id.partition, id.region, id.account, id.name].join(":");
}

function diagnoseDoubts(reference: Reference): readonly Diagnostic[] {
  return doubtsOf(reference.id).map(({ problem, part }) => diagnoseInArn(problem, reference, part));
}

/** @param references those of one name in one region and account */
function checkSpellings(references: readonly Reference[], placeOf: PlaceOf): readonly Diagnostic[] {
  const full = references.filter(({ id: { suffix } }) => suffix !== undefined && looksRandom(suffix));
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

/** Writes places as `config.yaml:12`. */
function writePlaces(): PlaceOf {
  const lines = memoized((source: Source) => linesOf(source.text));
  return ({ source, span }) => `${source.name}:${lines(source).positionAt(span.start).line}`;
}
