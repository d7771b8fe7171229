/** One line of a file → the ARNs on it: which are kept, which are replaced, and why. */

import type { Diagnostic } from "../diagnostics/diagnostics.js";
import { analyse } from "../references/analyse.js";
import type { Literal, Reference } from "../references/findings.js";
import type { KeyRules } from "../references/key-rules.js";
import { decide } from "../references/ownership.js";
import { isWithin, linesOf, type Source, type Span } from "../text/source.js";

/** An ARN, or an expression that names a secret. */
export interface ExplainedPlace {
  /** That of the analysis, which may be a copy of the given one. */
  readonly source: Source;
  readonly span: Span;
  readonly kept: boolean;
  /** Whether it stands in a longer text, where only `${arn:…}` is replaced. */
  readonly within: boolean;
  /** Why it is kept or replaced: `key secret_arn`. */
  readonly reason: string;
}

export interface ExplainedLine {
  /** In order. One of several lines is on each of them. */
  readonly places: readonly ExplainedPlace[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @param line counted from 1 */
export function explainLine(given: Source, line: number, rules: KeyRules): ExplainedLine {
  const { sources, references, literals, diagnostics } = analyse([given], rules);
  const { positionAt } = linesOf((sources[0] ?? given).text);
  const isOnLine = ({ start, end }: Span) =>
    positionAt(start).line <= line && line <= positionAt(Math.max(start, end - 1)).line;
  const places = [...references.map((each) => replaced(each, rules)), ...literals.map(kept)];
  return {
    places: places.filter(({ span }) => isOnLine(span)).sort((a, b) => a.span.start - b.span.start),
    diagnostics: diagnostics.filter(({ place }) => isOnLine(place)),
  };
}

function kept({ source, span, reason, scalar }: Literal): ExplainedPlace {
  return { source, span, reason, kept: true, within: isWithin(span, scalar.span) };
}

const MARKED: Readonly<Record<string, string>> = {
  embedded: "${arn:…} is always a reference",
  mage: "an expression of Mage",
  cloudformation: "an expression of CloudFormation",
  vals: "an expression of vals",
};

function replaced({ source, span, form, scalar }: Reference, rules: KeyRules): ExplainedPlace {
  const within = isWithin(span, scalar.span);
  return { source, span, within, kept: false, reason: MARKED[form] ?? decide(scalar, rules).reason };
}
