/** The comments `# arnsubst: ignore <code>`: what they silence, and which of them silence nothing. For `check` only. */

import { CHECK_CODES, isCheckCode } from "./codes.js";
import { type Diagnostic, diagnose } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import { lineEnd, lineStart, type Piece, type Source, type Span } from "./source.js";
import type { Directive } from "./yaml/directive.js";
import type { Scalar } from "./yaml/scalars.js";

/** One comment. */
export interface Ignore {
  readonly source: Source;
  /** The word `ignore`. */
  readonly word: Piece;
  readonly codes: readonly Piece[];
  /** The comment's line, and the scalars of several lines that begin or end there. */
  readonly covers: readonly Span[];
}

export function ignoresIn(
  source: Source,
  directives: readonly Directive[],
  scalars: readonly Scalar[],
): readonly Ignore[] {
  return directives
    .filter(({ text }) => text === "ignore")
    .map((word) => {
      const line = { start: lineStart(source.text, word.start), end: lineEnd(source.text, word.start) };
      const own = scalars.filter(({ directive }) => directive === word).map(({ span }) => span);
      return { source, word, codes: word.codes, covers: [line, ...own] };
    });
}

/** What is left of the findings, and what is said of the comments that are misspelled or silence nothing. */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
): readonly Diagnostic[] {
  const silenced = new Set<Diagnostic>();
  const said = ignores.flatMap((ignore) => {
    if (ignore.codes.length === 0) return [unused(ignore, ignore.word, "ignore")];
    return ignore.codes.flatMap((code) => {
      if (!isCheckCode(code.text)) return [misspelled(ignore, code)];
      const hits = diagnostics.filter((each) => each.problem.code === code.text && isCovered(each, ignore));
      for (const hit of hits) silenced.add(hit);
      return hits.length === 0 ? [unused(ignore, code, `ignore ${code.text}`)] : [];
    });
  });
  return [...diagnostics.filter((each) => !silenced.has(each)), ...said];
}

function isCovered({ source, place, part }: Diagnostic, ignore: Ignore): boolean {
  if (source !== ignore.source) return false;
  const ends = [place.start, part.start, place.end - 1];
  return ignore.covers.some(({ start, end }) => ends.some((at) => start <= at && at <= end));
}

function unused({ source }: Ignore, place: Span, found: string): Diagnostic {
  return diagnose({ code: "directive-unused", found }, { source, place });
}

function misspelled(ignore: Ignore, code: Piece): Diagnostic {
  const suggestion = nearest(code.text, CHECK_CODES);
  if (suggestion === undefined) return unused(ignore, code, `ignore ${code.text}`);
  return diagnose(
    { code: "directive-unknown", found: `ignore ${code.text}`, suggestion: `ignore ${suggestion}` },
    { source: ignore.source, place: code },
  );
}
