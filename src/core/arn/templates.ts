/** Text inside an ARN that is still to be filled in by a person or by another program. */

import type { Piece } from "../source.js";

/**
 * `${AWS::Region}`, `{{ account }}`, `{region}`, `<AWS Region>`, `$REGION`, and the wildcards `*` and `?`.
 * None of their characters can be part of a real partition, region, account or name.
 */
const TEMPLATE = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{%[^%]*%\}|\{[^{}]*\}|<[^<>]*>|\$[A-Za-z_]\w*|[*?]+/g;

export function templatesIn(text: string): readonly Piece[] {
  return Array.from(text.matchAll(TEMPLATE), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}

/** The text with its templates blotted out at the same length, so that colons inside them separate nothing. */
export function maskTemplates(text: string): string {
  return text.replace(TEMPLATE, (found) => "\u0000".repeat(found.length));
}
