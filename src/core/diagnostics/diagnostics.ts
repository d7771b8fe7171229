/** Diagnostics: a problem, its severity and its place in a text. The reports (`src/report`) print them. */

import { formatPath, type Path } from "../text/path.js";
import type { Source, Span } from "../text/source.js";
import type { Severity } from "./catalogue/entry.js";
import { type OfflineProblem, type Problem, severityOf } from "./catalogue.js";

/** A problem at a place of a source. */
export interface Diagnostic {
  readonly problem: Problem;
  /** The severity here. Rules can change the usual one of the code. */
  readonly severity: Severity;
  /** The same object as in the analysis' `sources`. */
  readonly source: Source;
  /** All that the problem is about, mostly a reference. Its start is the diagnostic's position. */
  readonly place: Span;
  /** The exact part that is wrong; the whole place where nothing narrower is known. */
  readonly part: Span;
  /** The scalar's path in its document, as in `profiles.default.tags[0]`. Left out where no scalar has the problem. */
  readonly path?: string;
}

/** A problem with its place in a part of a text, before it becomes a diagnostic. */
export interface PartProblem extends Span {
  readonly problem: OfflineProblem;
}

/** Makes a diagnostic; `part` is the whole place where nothing narrower is known. */
export function diagnose(
  problem: Problem,
  where: { source: Source; place: Span; part?: Span; path?: Path },
): Diagnostic {
  const { source, place, part = place, path = [] } = where;
  const bare = { problem, severity: severityOf(problem), source, place, part };
  return path.length === 0 ? bare : { ...bare, path: formatPath(path) };
}

export function isError(diagnostic: { readonly severity: Severity }): boolean {
  return diagnostic.severity === "error";
}

/** Sorts by the order of `sources`, then by place. Leaves out repeated diagnostics: the same code at the same part. */
export function sortDiagnostics<D extends Diagnostic>(
  diagnostics: readonly D[],
  sources: readonly Source[],
): readonly D[] {
  const rank = new Map(sources.map((source, index) => [source, index]));
  const sorted = [...diagnostics].sort(
    (a, b) =>
      (rank.get(a.source) ?? 0) - (rank.get(b.source) ?? 0) ||
      a.place.start - b.place.start ||
      a.part.start - b.part.start,
  );
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return (
      before?.source !== diagnostic.source ||
      before.problem.code !== diagnostic.problem.code ||
      before.part.start !== diagnostic.part.start ||
      before.part.end !== diagnostic.part.end
    );
  });
}
