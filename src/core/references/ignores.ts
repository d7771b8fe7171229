/** The comments `# arnsubst: ignore <code>`: what they silence, and which of them silence nothing. For `check` only. */

import { CHECK_CODES, isCheckCode } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { groupBy } from "../text/group.js";
import { nearest } from "../text/nearest.js";
import { lineEnd, lineStart, type Source, type Span, type Token } from "../text/source.js";
import type { Directive } from "../yaml/directive.js";
import type { Scalar } from "../yaml/scalars.js";

/** One comment `# arnsubst: ignore …`. */
export interface Ignore {
  readonly source: Source;
  /** The word `ignore`. */
  readonly word: Token;
  /** The codes behind it, in lowercase, known or not. */
  readonly codes: readonly Token[];
  /** What it silences: the comment's line, and the scalars of several lines that begin or end there. */
  readonly covers: readonly Span[];
}

export function ignoresIn(
  source: Source,
  directives: readonly Directive[],
  scalars: readonly Scalar[],
): readonly Ignore[] {
  const words = directives.filter(({ text }) => text === "ignore");
  if (words.length === 0) return [];
  const owned = groupBy(scalars, ({ directive }) => directive);
  return words.map((word) => {
    const line = { start: lineStart(source.text, word.start), end: lineEnd(source.text, word.start) };
    const own = (owned.get(word) ?? []).map(({ span }) => span);
    return { source, word, codes: word.codes, covers: [line, ...own] };
  });
}

/** What is left of the findings, and what is said of the comments that are misspelled or silence nothing. */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
): readonly Diagnostic[] {
  if (ignores.length === 0) return diagnostics;
  const hitsOf = searchable(diagnostics);
  const silenced = new Set<Diagnostic>();
  const said = ignores.flatMap((ignore) => {
    if (ignore.codes.length === 0) return [unused(ignore, ignore.word, "ignore")];
    return ignore.codes.flatMap((code) => {
      if (!isCheckCode(code.text)) return [misspelled(ignore, code)];
      const hits = hitsOf(ignore, code.text);
      for (const hit of hits) silenced.add(hit);
      return hits.length === 0 ? [unused(ignore, code, `ignore ${code.text}`)] : [];
    });
  });
  return [...diagnostics.filter((each) => !silenced.has(each)), ...said];
}

/** Finds what a comment covers without a look at every finding, for a file may have thousands of both. */
function searchable(diagnostics: readonly Diagnostic[]) {
  const bySource = groupBy(diagnostics, ({ source }) => source);
  const sorted = new Map(
    Array.from(bySource, ([source, own]) => [source, new Map(Array.from(groupBy(own, codeOf), inOrder))]),
  );
  return ({ source, covers }: Ignore, code: string): readonly Diagnostic[] => {
    const ends = sorted.get(source)?.get(code) ?? [];
    return covers.flatMap((span) => within(ends, span));
  };
}

function codeOf({ problem }: Diagnostic): string {
  return problem.code;
}

interface End {
  readonly at: number;
  readonly diagnostic: Diagnostic;
}

function inOrder([code, diagnostics]: readonly [string, readonly Diagnostic[]]) {
  const ends = diagnostics.flatMap((diagnostic): readonly End[] => {
    const { place, part } = diagnostic;
    return [place.start, part.start, place.end - 1].map((at) => ({ at, diagnostic }));
  });
  return [code, ends.sort((a, b) => a.at - b.at)] as const;
}

function within(ends: readonly End[], { start, end }: Span): readonly Diagnostic[] {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.at ?? start) < start) low = middle + 1;
    else high = middle;
  }
  const found: Diagnostic[] = [];
  for (let each = ends[low]; each !== undefined && each.at <= end; each = ends[++low])
    found.push(each.diagnostic);
  return found;
}

function unused({ source }: Ignore, place: Span, found: string): Diagnostic {
  return diagnose({ code: "directive-unused", found }, { source, place });
}

function misspelled(ignore: Ignore, code: Token): Diagnostic {
  const suggestion = nearest(code.text, CHECK_CODES);
  if (suggestion === undefined) return unused(ignore, code, `ignore ${code.text}`);
  return diagnose(
    { code: "directive-unknown", found: `ignore ${code.text}`, suggestion: `ignore ${suggestion}` },
    { source: ignore.source, place: code },
  );
}
