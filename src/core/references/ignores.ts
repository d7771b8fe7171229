/** The comments `# arnsubst: ignore <code>`: which diagnostics they silence, and which comments silence none. For `check` only. */

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
  /** The codes after it, in lowercase; they may be unknown. */
  readonly codes: readonly Token[];
  /** Where it silences diagnostics: its own line, and the scalars of several lines that begin or end there. */
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

/** Drops the silenced diagnostics and adds one for each comment that is misspelled or silences nothing. */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
): readonly Diagnostic[] {
  if (ignores.length === 0) return diagnostics;
  const silencedBy = indexed(diagnostics);
  const silenced = new Set<Diagnostic>();
  const added = ignores.flatMap((ignore) => {
    if (ignore.codes.length === 0) return [unused(ignore, ignore.word, "ignore")];
    return ignore.codes.flatMap((code) => {
      if (!isCheckCode(code.text)) return [misspelled(ignore, code)];
      const hits = silencedBy(ignore, code.text);
      for (const hit of hits) silenced.add(hit);
      return hits.length === 0 ? [unused(ignore, code, `ignore ${code.text}`)] : [];
    });
  });
  return [...diagnostics.filter((each) => !silenced.has(each)), ...added];
}

/** An index by source, code and offset. A file may have thousands of comments and of diagnostics. */
function indexed(diagnostics: readonly Diagnostic[]) {
  const bySource = groupBy(diagnostics, ({ source }) => source);
  const index = new Map(
    Array.from(bySource, ([source, own]) => {
      const byCode = groupBy(own, ({ problem }) => problem.code as string);
      return [source, new Map(Array.from(byCode, ([code, alike]) => [code, offsetsOf(alike)]))];
    }),
  );
  return ({ source, covers }: Ignore, code: string): readonly Diagnostic[] => {
    const offsets = index.get(source)?.get(code) ?? [];
    return covers.flatMap((span) => within(offsets, span));
  };
}

interface Offset {
  readonly at: number;
  readonly diagnostic: Diagnostic;
}

/** A comment silences a diagnostic by any of three offsets: its start, its end, and the start of the wrong part. */
function offsetsOf(diagnostics: readonly Diagnostic[]): readonly Offset[] {
  const offsets = diagnostics.flatMap((diagnostic) => {
    const { place, part } = diagnostic;
    return [place.start, part.start, place.end - 1].map((at) => ({ at, diagnostic }));
  });
  return offsets.sort((a, b) => a.at - b.at);
}

function within(offsets: readonly Offset[], { start, end }: Span): readonly Diagnostic[] {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle]?.at ?? start) < start) low = middle + 1;
    else high = middle;
  }
  const found: Diagnostic[] = [];
  for (let each = offsets[low]; each !== undefined && each.at <= end; each = offsets[++low])
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
