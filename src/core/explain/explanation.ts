/** The types of an explanation. */

import type { ArnPart } from "../diagnostics/catalogue/arn.js";
import type { Problem } from "../diagnostics/catalogue.js";
import type { VersionedKey } from "../services/secrets-manager/arn.js";
import type { Span } from "../text/source.js";

/** The parts of an ARN and of the reference that it makes. `part` is one of an ARN too far off to tell which. */
export type PartName = ArnPart | "prefix" | "suffix" | "filter" | "part";

export interface ExplainedPart {
  readonly name: PartName;
  /** As it is written; empty where it is missing. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Set where nothing can be said of it, because it may be another part than it seems. */
  readonly unjudged?: true;
}

export interface Explanation {
  readonly arn: string;
  /** What stood around the ARN, outermost first. */
  readonly around: readonly string[];
  readonly parts: readonly ExplainedPart[];
  /** Problems that are not of one part. */
  readonly problems: readonly Problem[];
  /** What is wanted of the secret. */
  readonly key: VersionedKey;
  /** Set where the secret is named by an expression of another program; what is wrong has its place in that. */
  readonly expression?: Expression;
  /** The right ARN, where this one is wrong and all of it can be told. */
  readonly fixed?: string;
}

/** The expression in a text that is explained, and where what is wrong stands in that text. */
export interface Expression extends Span {
  /** Whose it is, by the name that people know. */
  readonly reader: string;
  /** All of the text that was given. */
  readonly text: string;
  readonly places: ReadonlyMap<Problem, Span>;
}
