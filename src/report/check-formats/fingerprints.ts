/** What tells a finding from others in the next run too, for the formats of programs that keep a history. */

import { createHash } from "node:crypto";
import type { Diagnostic } from "../../core/diagnostics/diagnostics.js";
import type { Source } from "../../core/text/source.js";

/**
 * An id for each finding that stays the same when lines or list items are added before it: a hash of the problem and its
 * path in the YAML, with a count for equal ones in a file.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<Source, Map<string, number>>();
  return diagnostics.map((diagnostic) => {
    const hash = hashOf(diagnostic);
    const counts = seen.get(diagnostic.source) ?? new Map<string, number>();
    const count = (counts.get(hash) ?? 0) + 1;
    seen.set(diagnostic.source, counts.set(hash, count));
    return `${hash}:${count}`;
  });
}

function hashOf({ problem, source, place, path = "" }: Diagnostic): string {
  // Text that is not YAML can be a password, and a short one could be guessed from its hash.
  const text = problem.code === "yaml-syntax" ? problem.reason : source.text.slice(place.start, place.end);
  const parts = [problem.code, path.replace(/\[\d+\]/g, "[]"), text];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
