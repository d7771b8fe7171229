/** The interface of a reference form, which finds its references in a text. One file here is one form. */

import { maskTemplates } from "../arn/templates.js";
import type { PartProblem } from "../diagnostics/diagnostics.js";
import type { VersionedKey } from "../services/parsed.js";
import type { SecretId } from "../services/secret-id.js";
import { nearest } from "../text/nearest.js";
import { omitUndefined } from "../text/omit-undefined.js";
import { type Span, type Token, tokensOf } from "../text/source.js";
import { FILTER_NAMES, type FilterName } from "./filters.js";

/** The part of its secret that a reference asks for. */
export interface Selector extends VersionedKey {
  /** In the order in which they are applied. */
  readonly filters: readonly FilterName[];
  /**
   * Set for Jinja expressions: keys, filters and JSON give what Mage would render, which is always text.
   */
  readonly dialect?: "jinja";
}

/** A place that names a secret. Without `id` its problems say why it cannot be resolved. */
export interface ReferenceMatch extends Token {
  readonly kind: "reference";
  readonly id?: SecretId;
  readonly selector: Selector;
  /** Their spans count from the start of the searched text. */
  readonly problems: readonly PartProblem[];
}

/** An escaped reference: `plain` replaces `text`. */
interface EscapeMatch extends Token {
  readonly kind: "escape";
  readonly plain: string;
}

export type Match = ReferenceMatch | EscapeMatch;

export function isReference(match: Match): match is ReferenceMatch {
  return match.kind === "reference";
}

export interface Form {
  /** The name in `list --format json`. */
  readonly name: string;
  /** The source, in lowercase, of a regular expression that matches every text with a match of this form, regardless of case. */
  readonly pattern: string;
  /**
   * A narrower expression for a whole source: it matches few texts besides those in which this form names a secret. Left out
   * where `pattern` is narrow enough.
   */
  readonly sourcePattern?: string;
  /**
   * What can make a match literal: anything, such as a key that is known to hold ARNs; only a tag, a comment, a function
   * around it or a rule of the team for that very place; or nothing.
   */
  readonly literalWhen: "anything" | "purpose" | "nothing";
  /**
   * Whether a match with templates of another program is literal, so that the other program can fill them in. Not so for
   * forms of this program, and of programs that allow no templates in them.
   */
  readonly literalWithTemplates: boolean;
  /** The matches in a scalar's text, left to right and disjoint. */
  find(text: string): readonly Match[];
}

/** Whether a selector asks for anything but the whole current value. */
export function isSelective({ jsonKey, versionStage, versionId }: VersionedKey): boolean {
  return (jsonKey ?? versionStage ?? versionId) !== undefined;
}

/** Splits a text that starts at `from`. Separators inside templates do not count. */
export function splitTokens(text: string, separator: ":" | "&", from: number): readonly Token[] {
  return tokensOf(text, maskTemplates(text).split(separator), from);
}

/** Moves problems, found in a part of a text, to the part's place. */
export function shifted(problems: readonly PartProblem[], by: number): readonly PartProblem[] {
  return problems.map(({ problem, start, end }) => ({ problem, start: start + by, end: end + by }));
}

/** The problem of an expression that breaks the syntax of its form: the reason, and what to write. */
export function malformed({ start, end }: Span, reason: string, write: string): PartProblem {
  return { problem: { code: "expression-malformed", reason, write }, start, end };
}

/** @param place of the filter; of the bar before it where the filter is empty */
export function unknownFilter({ start, end }: Span, found: string): PartProblem {
  const fix = omitUndefined({ suggestion: nearest(found, FILTER_NAMES) });
  return { problem: { code: "filter-unknown", found, ...fix }, start, end };
}
