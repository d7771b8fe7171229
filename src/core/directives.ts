/** The comments by which a line speaks to this program: `# arnsubst: literal` and `# arnsubst: resolve`. */

import { type Diagnostic, diagnose } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import type { Piece, Source } from "./source.js";

const DIRECTIVES: readonly string[] = ["literal", "resolve"];

/** A misspelled one would be passed over, and a secret put where the ARN was meant to stay. */
export function diagnoseDirectives(source: Source, pieces: readonly Piece[]): readonly Diagnostic[] {
  return pieces
    .filter(({ text }) => !DIRECTIVES.includes(text))
    .map(({ text: found, start, end }) => {
      const suggestion = nearest(found, DIRECTIVES);
      const problem = {
        code: "directive-unknown",
        found,
        ...(suggestion === undefined ? {} : { suggestion }),
      } as const;
      return diagnose(problem, { source, place: { start, end: Math.max(end, start + 1) } });
    });
}
