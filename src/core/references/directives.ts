/** The comments by which a line speaks to this program, where they have no effect or are misspelled. */

import { type Diagnostic, diagnose } from "../diagnostics/diagnostics.js";
import { groupBy } from "../text/group.js";
import { nearest } from "../text/nearest.js";
import { isWithin, type Source } from "../text/source.js";
import type { Directive } from "../yaml/directive.js";
import type { Scalar } from "../yaml/scalars.js";
import type { Finding } from "./findings.js";

const DIRECTIVES: readonly string[] = ["literal", "resolve", "ignore"];

/** One that is misspelled or stands elsewhere would be passed over, and a secret put where the ARN was to stay. */
export function diagnoseDirectives(
  source: Source,
  tokens: readonly Directive[],
  scalars: readonly Scalar[],
  findings: readonly Finding[],
): readonly Diagnostic[] {
  if (tokens.length === 0) return [];
  const beside = groupBy(scalars, ({ directive }) => directive);
  const among = groupBy(findings, (each) => ("scalar" in each ? each.scalar.directive : undefined));
  return tokens.flatMap((token) => {
    const { text: found, start, end } = token;
    // What it ignores is known only when all findings are: `ignores.ts`.
    if (found === "ignore") return [];
    const where = { source, place: { start, end: Math.max(end, start + 1) } };
    if (!DIRECTIVES.includes(found)) {
      const suggestion = nearest(found, DIRECTIVES);
      return suggestion === undefined
        ? []
        : [diagnose({ code: "directive-unknown", found, suggestion }, where)];
    }
    const own = among.get(token) ?? [];
    const has =
      own.length > 0 || (beside.get(token) ?? []).some(({ value }) => /secretsmanager/i.test(value));
    const embedded = own.some((each) => each.kind === "reference" && each.form === "embedded");
    // In a longer text nothing but ${arn:…} is replaced.
    const inVain = found === "resolve" && own.length > 0 && own.every(isKeptWithin);
    const works = has && !inVain && !(embedded && found === "literal");
    return works ? [] : [diagnose({ code: "directive-unused", found }, where)];
  });
}

function isKeptWithin(finding: Finding): boolean {
  return finding.kind === "literal" && isWithin(finding.span, finding.scalar.span);
}
