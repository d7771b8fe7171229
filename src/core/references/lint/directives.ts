/** Warns of directives, the comments `# arnsubst: …`, that have no effect or are misspelled. */

import { type Diagnostic, diagnose } from "../../diagnostics/diagnostics.js";
import { SERVICES } from "../../services/index.js";
import { groupBy } from "../../text/group.js";
import { nearest } from "../../text/nearest.js";
import { isWithin, type Source } from "../../text/source.js";
import type { Directive } from "../../yaml/directive.js";
import type { Scalar } from "../../yaml/scalars.js";
import type { Finding } from "../findings.js";

/** A word of its own: `assessment` has a service's name in it. */
const ANY_SERVICE = new RegExp(`(?<![a-z])(?:${SERVICES.map(({ name }) => name).join("|")})(?![a-z])`, "i");
const DIRECTIVES: readonly string[] = ["literal", "resolve", "ignore"];

/** Without a warning, a misspelled or misplaced `literal` would put a secret where the ARN was to stay. */
export function diagnoseDirectives(
  source: Source,
  directives: readonly Directive[],
  scalars: readonly Scalar[],
  findings: readonly Finding[],
): readonly Diagnostic[] {
  if (directives.length === 0) return [];
  const scalarsOf = groupBy(scalars, ({ directive }) => directive);
  const findingsOf = groupBy(findings, (each) => ("scalar" in each ? each.scalar.directive : undefined));
  return directives.flatMap((directive) => {
    const { text: found, start, end } = directive;
    // Only the rules tell what it silences: see `ignores.ts`.
    if (found === "ignore") return [];
    const where = { source, place: { start, end: Math.max(end, start + 1) } };
    if (!DIRECTIVES.includes(found)) {
      const suggestion = nearest(found, DIRECTIVES);
      return suggestion === undefined
        ? []
        : [diagnose({ code: "directive-unknown", found, suggestion }, where)];
    }
    const own = findingsOf.get(directive) ?? [];
    const concernsSecret =
      own.length > 0 || (scalarsOf.get(directive) ?? []).some(({ value }) => ANY_SERVICE.test(value));
    const embedded = own.some((each) => each.kind === "reference" && each.form === "embedded");
    // In a longer text only ${arn:…} is replaced.
    const cannotResolve = found === "resolve" && own.length > 0 && own.every(isUnmarked);
    const works = concernsSecret && !cannotResolve && !(embedded && found === "literal");
    return works ? [] : [diagnose({ code: "directive-unused", found }, where)];
  });
}

function isUnmarked(finding: Finding): boolean {
  return finding.kind === "literal" && isWithin(finding.span, finding.scalar.span);
}
