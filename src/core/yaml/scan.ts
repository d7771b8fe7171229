/** A source → its scalars, and the places that are not YAML. Knows nothing of ARNs. */

import type { Document } from "yaml";
import type { Source } from "../text/source.js";
import {
  type Composed,
  composeDocuments,
  composeLeniently,
  mayBeTolerated,
  type SpecViolation,
  type YamlFault,
} from "./compose.js";
import type { Directive } from "./directive.js";
import { collectScalars, directivesByLine, type ScannedScalar } from "./scalars.js";

export interface ScannedSource {
  readonly scalars: readonly ScannedScalar[];
  readonly errors: readonly YamlFault[];
  readonly directives: readonly Directive[];
  /** Places that YAML 1.2 forbids. Their scalars are still among `scalars`. */
  readonly violations: readonly SpecViolation[];
}

/**
 * Scans all documents of a source. After an error it returns only the scalars before the error, and for each document
 * only the first error: most later ones follow from it. Passes over aliases, so that no alias bomb can go off.
 */
export function scanScalars({ text }: Source): ScannedSource {
  const strictly = composeDocuments(text);
  if ("reason" in strictly) return unreadable(strictly);
  const invalid: Document[] = [];
  const scanned = scan(text, strictly, invalid);
  // Composing a second time is slow.
  if (!invalid.some(mayBeTolerated)) return scanned;
  const leniently = composeLeniently(text);
  return "reason" in leniently
    ? unreadable(leniently)
    : { ...scan(text, leniently), violations: leniently.violations };
}

function unreadable(fault: YamlFault): ScannedSource {
  return { scalars: [], errors: [fault], directives: [], violations: [] };
}

/** Adds the documents with errors to `invalid`. */
function scan(text: string, { documents, directives }: Composed, invalid: Document[] = []): ScannedSource {
  const scalars: ScannedScalar[] = [];
  const errors: YamlFault[] = [];
  const directiveOn = directivesByLine(text, directives);
  for (const document of documents) {
    const collected: ScannedScalar[] = [];
    collectScalars(document.contents, { text, directiveOn, into: collected });
    const [first] = document.errors;
    const limit = first?.pos[0] ?? Number.POSITIVE_INFINITY;
    // One by one: hundreds of thousands of arguments to `push` would exhaust the stack.
    for (const scalar of collected) if (scalar.span.end <= limit) scalars.push(scalar);
    if (first === undefined) continue;
    errors.push({ start: first.pos[0], end: first.pos[1], reason: first.message });
    invalid.push(document);
  }
  return { scalars, errors, directives: [...directives.values()], violations: [] };
}
