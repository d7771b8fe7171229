/** References that stand inside others. Only one of the two can be replaced, and nothing tells which is meant. */

import { malformed } from "../forms/form.js";
import { asFinding, diagnoseAt, type Escape, type Finding, type Reference } from "./findings.js";

/** The findings of one scalar, where an inner reference becomes an error. An inner escape is dropped: it belongs to the outer text. */
export function withoutNested(findings: readonly Finding[]): readonly Finding[] {
  const edited = findings.filter((each) => each.kind === "reference" || each.kind === "escape");
  if (edited.length < 2) return findings;
  const inner = innerAmong(edited);
  if (inner.size === 0) return findings;
  return findings.flatMap((each) => {
    const outer = inner.get(each);
    if (outer === undefined) return [each];
    return each.kind === "reference" ? nestedError(each, outer) : [];
  });
}

/** Those that begin before the one in front of them has ended, each with that outer one. */
function innerAmong(edited: readonly (Reference | Escape)[]): ReadonlyMap<Finding, Reference | Escape> {
  const inner = new Map<Finding, Reference | Escape>();
  let outer: Reference | Escape | undefined;
  for (const each of [...edited].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    if (outer !== undefined && each.span.start < outer.span.end) inner.set(each, outer);
    else outer = each;
  }
  return inner;
}

function nestedError({ source, scalar, span }: Reference, outer: Reference | Escape): readonly Finding[] {
  const { problem } = malformed(span, "one reference is inside another", "remove one of the two");
  return [{ kind: "broken", source, scalar, span }, asFinding(diagnoseAt(outer, problem, span))];
}
